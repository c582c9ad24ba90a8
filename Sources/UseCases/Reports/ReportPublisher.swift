package import SickLeave
package import Statistics

/// What may be shown of a report, given what the same person can see in the others.
package struct ReportPublisher {
    let snapshot: Snapshot
    /// Nil at the own unit, where all is shown.
    let limit: DisclosureLimit?
    /// What the person can take from each other.
    let subtractions: [ReportSubtraction]
    let day: Day
    private let known: Known

    /// What was published of a snapshot: each costs some readings of all certificates and the protection of many tables.
    package struct Known: Sendable {
        fileprivate let tables = SnapshotCache<Key, PublishedTable>(capacity: 200)
        fileprivate let spells = SnapshotCache<Key, PublishedSpells>(capacity: 50)
        /// Answers as they were counted.
        fileprivate let answers = SnapshotCache<Key, ReportTable>(capacity: 200)

        package init() {}

        fileprivate struct Key: SnapshotKey {
            let snapshot: Int64
            let day: Day
            let limit: DisclosureLimit?
            /// In their order, which is that of the rests.
            let subtractions: [ReportSubtraction]
            let report: Report
            /// What is published, in the order of its page; nil for an answer, and for what all reports have in common.
            let raw: ReportTable?
        }
    }

    package init(snapshot: Snapshot, limit: DisclosureLimit?, subtractions: [ReportSubtraction], day: Day, known: Known) {
        self.snapshot = snapshot
        self.limit = limit
        self.subtractions = subtractions
        self.day = day
        self.known = known
    }

    /// A report that is to be published.
    package struct Asked {
        /// Its answer, in the order of its page; nil when it is still to be counted.
        let raw: ReportTable?
        /// What can be had by subtraction; nil when it is still to be counted.
        let rests: [ReportTable]?
        let report: Report
        /// What the page makes of an answer before it is shown.
        let rows: (ReportTable) -> ReportTable

        package init(
            _ raw: ReportTable?, rests: [ReportTable]? = nil, of report: Report,
            rows: @escaping (ReportTable) -> ReportTable = { $0 }
        ) {
            self.raw = raw
            self.rests = rests
            self.report = report
            self.rows = rows
        }
    }

    /// The report's answer, with what can be had by subtraction where one reading gave both.
    package func counted(
        _ report: Report, rows: @escaping (ReportTable) -> ReportTable
    ) -> (table: ReportTable, rests: [ReportTable]?) {
        guard report.counted == .spells, limit != nil else {
            // Where nothing is kept back nothing is held against what is left.
            return (rows(snapshot.evaluate(report, on: day)), limit == nil ? [] : nil)
        }
        let asked = answered([Asked(nil, of: report, rows: rows)])[0]
        return (asked.raw!, asked.rests)
    }

    /// Reports on the same spells with their answers: remembered, or counted in one reading with what can be had by subtraction.
    func answered(_ asked: [Asked]) -> [Asked] {
        let keys = asked.map { key(nil, $0.report) }
        let answers = keys.map { $0.flatMap { known.answers[$0] } }
        let missing = asked.indices.filter { answers[$0] == nil }
        var answered = zip(asked, answers).map { asked, answer in
            Asked(answer.map(asked.rows), of: asked.report, rows: asked.rows)
        }
        guard !missing.isEmpty else { return answered }
        for (place, counted) in zip(missing, count(missing.map { asked[$0] }, like: asked[0].report).counted) {
            if let key = keys[place] { known.answers[key] = counted.answer }
            answered[place] = Asked(counted.table, rests: counted.rests, of: asked[place].report, rows: asked[place].rows)
        }
        return answered
    }

    /// - Returns: with the spells of all groups, each once, where spells are counted: groups may overlap, so that their sum says nothing.
    package func published(
        _ raw: ReportTable, rests: [ReportTable]? = nil, of report: Report, rows: @escaping (ReportTable) -> ReportTable
    ) -> (table: PublishedTable, total: PublishedTable?) {
        let asked = Asked(raw, rests: rests, of: report, rows: rows)
        guard report.counted == .spells else { return (other(asked, raw), nil) }
        let (tables, total) = spells([asked])
        return (tables[0], total)
    }

    /// Reports on the same spells, which differ in their groups only and are counted in one reading.
    ///
    /// - Returns: the tables, and the spells of all groups.
    func spells(_ asked: [Asked]) -> (tables: [PublishedTable], total: PublishedTable) {
        var spells = key(nil, asked[0].report.by(.total)).flatMap { known.spells[$0] }
        let keys = asked.map { key($0.raw, $0.report) }
        var tables = keys.map { $0.flatMap { known.tables[$0] } }
        let missing = asked.indices.filter { tables[$0] == nil && !asked[$0].report.grouping.isOfAllSpells }
        let uncounted = missing.filter { asked[$0].rests == nil }
        var rests = asked.map(\.rests)
        if spells == nil || !uncounted.isEmpty {
            let found = count(uncounted.map { asked[$0] }, like: asked[0].report)
            spells = found.spells
            for (place, counted) in zip(uncounted, found.counted) { rests[place] = counted.rests }
        }
        for place in missing {
            tables[place] = spells!.published(asked[place].raw!, rests: rests[place]!)
            if let key = keys[place] { known.tables[key] = tables[place] }
        }
        return (
            asked.indices.map { place in
                switch asked[place].report.grouping {
                case .total: spells!.total
                case .longerThan: spells!.overNinety
                default: tables[place]!
                }
            }, spells!.total
        )
    }

    /// One reading for reports on the same spells as the given one, and for what all of them have in common unless it is known.
    private func count(_ asked: [Asked], like report: Report) -> (spells: PublishedSpells, counted: [Counted]) {
        let key = key(nil, report.by(.total))
        let remembered = key.flatMap { known.spells[$0] }
        let common = remembered == nil ? [.total, .longerThan(90)].map { Asked(nil, of: report.by($0)) } : []
        let counted = counted(common + asked)
        let spells =
            remembered
            ?? PublishedSpells(
                total: counted[0].table, overNinety: counted[1].table, rests: Array(zip(counted[0].rests, counted[1].rests)),
                limit: limit)
        if let key, remembered == nil { known.spells[key] = spells }
        return (spells, Array(counted.dropFirst(common.count)))
    }

    /// A report on something else than spells.
    private func other(_ asked: Asked, _ raw: ReportTable) -> PublishedTable {
        let key = key(raw, asked.report)
        if let key, let table = known.tables[key] { return table }
        let table: PublishedTable
        // Where nothing is kept back no table has sums over units.
        if asked.report.counted == .messages, asked.report.grouping == .subject, limit != nil {
            table = subjects(raw, asked.report)
        } else {
            table = raw.published(limit, beside: ReportKnowledge(rests: counted([asked])[0].rests.map { ReportRest($0) }))
        }
        if let key { known.tables[key] = table }
        return table
    }

    /// Nil where nothing is kept back: the answer costs one reading, and would push out those that cost more.
    private func key(_ raw: ReportTable?, _ report: Report) -> Known.Key? {
        guard limit != nil else { return nil }
        return Known.Key(snapshot: snapshot.id, day: day, limit: limit, subtractions: subtractions, report: report, raw: raw)
    }

    /// The sums over the units of the report by unit and subject, which the same person can see: kept back where that one needs it.
    private func subjects(_ raw: ReportTable, _ report: Report) -> PublishedTable {
        let byUnit = counted([Asked(nil, of: report.by(.careUnitAndSubject))])[0]
        let published = byUnit.table.published(limit, beside: ReportKnowledge(rests: byUnit.rests.map { ReportRest($0) }))
        return published.sums(into: raw.groups)
    }

    private struct Counted {
        /// Before the page makes its rows of it; nil when it was known.
        let answer: ReportTable?
        let table: ReportTable
        var rests: [ReportTable]
    }

    /// The reports' answers and what can be had by subtraction: of populations from each other, and of a month from the whole period,
    /// whose spells are those that the month has and those that it has not.
    private func counted(_ asked: [Asked]) -> [Counted] {
        let divided = asked.indices.filter { limit != nil && asked[$0].report.hasMonthsAsParts }
        let all = populations(asked + divided.map { Asked(nil, of: asked[$0].report.monthByMonth, rows: asked[$0].rows) })
        var counted = Array(all.prefix(asked.count))
        for (place, months) in zip(divided, all.dropFirst(asked.count)) {
            counted[place].rests += zip([all[place].table] + all[place].rests, [months.table] + months.rests).flatMap {
                whole, months in
                months.periods.indices.map { whole.less(months.only(period: $0)) }
            }
        }
        return counted
    }

    /// The answers for the reports' own population, and for each that is left by subtraction; each population counted once.
    private func populations(_ asked: [Asked]) -> [Counted] {
        guard let own = asked.first?.report.scope else { return [] }
        var scopes = Set(subtractions.flatMap { [$0.whole] + ($0.part.map { [$0] } ?? []) })
        if asked.contains(where: { $0.raw == nil }) { scopes.insert(own) }
        let counted = Array(scopes)
        return zip(asked, snapshot.evaluate(asked.map(\.report), of: counted, on: day)).map { asked, answers in
            var tables = Dictionary(uniqueKeysWithValues: zip(counted, answers.map(asked.rows)))
            tables[own] = asked.raw ?? tables[own]
            let rests = subtractions.map { subtraction in
                let whole = tables[subtraction.whole]!
                return subtraction.part.map { whole.less(tables[$0]!) } ?? whole
            }
            return Counted(answer: counted.firstIndex(of: own).map { answers[$0] }, table: tables[own]!, rests: rests)
        }
    }
}

extension Report {
    fileprivate func by(_ grouping: ReportGrouping) -> Report {
        Report(counted, by: grouping, shape: shape, months: months, scope: scope, filter: filter)
    }

    /// As the same person can see it month by month.
    fileprivate var monthByMonth: Report {
        Report(counted, by: grouping, shape: .series, months: months, scope: scope, filter: filter)
    }

    fileprivate var hasMonthsAsParts: Bool { counted == .spells && shape == .whole && !grouping.movesWithTime }
}

extension ReportGrouping {
    /// Has its place in `PublishedSpells`.
    fileprivate var isOfAllSpells: Bool {
        switch self {
        case .total, .longerThan: true
        default: false
        }
    }

    /// A spell passes from one group to the next while it lasts, so that the months of a group are no part of its whole period. Those over
    /// 90 days are: whoever is among them in a month is so in the whole period, but in a region's list, where what is out of
    /// sight can count for more in a month: see ADR 0024.
    fileprivate var movesWithTime: Bool {
        switch self {
        case .length, .certificatesPerSpell: true
        default: false
        }
    }
}
