package import SickLeave

extension UnitFacts {
    /// The facts of one care unit, sub-units included.
    ///
    /// - Parameters:
    ///   - careUnit: a care unit; a sub-unit has no facts of its own.
    ///   - day: the day asked about, normally today.
    package init(snapshot: Snapshot, careUnit: UnitIndex, rule: SpellRule, on day: Day) {
        self.init(rule: rule, day: day)
        let traits = TraitsOfSnapshot(snapshot)
        addSpells(snapshot, careUnit: careUnit, traits: traits)
        addSentCertificates(snapshot, careUnit: careUnit, traits: traits)
        addStaff(snapshot.staff, careUnit: careUnit)
    }

    private mutating func addStaff(_ columns: StaffColumns, careUnit: UnitIndex) {
        for (_, rows) in Dictionary(grouping: columns.rows(careUnit: careUnit), by: { columns.professional[$0] })
            .sorted(by: { $0.key < $1.key })
        {
            let employments = rows.map {
                StaffFact.Employment(
                    from: Day(column: columns.employedFrom[$0]), through: Day(column: columns.employedThrough[$0]))
            }
            staff.append(StaffFact(employments, trained: rows.compactMap { Day(column: columns.trainedDay[$0]) }.min()))
        }
    }

    private mutating func addSpells(_ snapshot: Snapshot, careUnit: UnitIndex, traits: TraitsOfSnapshot) {
        let table = snapshot.spells(rule: rule, careUnit: careUnit)
        spells.reserveCapacity(table.count)
        spans.reserveCapacity(table.rows.count * 2)
        certificateStarts.reserveCapacity(table.rows.count)
        certificateEnds.reserveCapacity(table.rows.count)
        // Taken once: reading a column through the snapshot for each row costs more than the row itself.
        let certificates = snapshot.certificates
        let periods = snapshot.periods
        let procedures = snapshot.procedures
        let plan = procedures.index(code: Measure.Procedure.plan.code)
        let planFollowUp = procedures.index(code: Measure.Procedure.planFollowUp.code)
        let coordination = procedures.index(code: Measure.Procedure.coordination.code)
        for spell in 0..<table.count {
            let rows = table.rows(spell)
            guard let firstRow = certificates.starting(rows) else { continue }
            let person = PersonIndex(rawValue: table.person[spell])
            let days = table.days(spell)
            let spansStart = spans.count
            addSpans(of: rows, certificates, periods)
            var fact = SpellFact(
                first: days.first, last: days.last, startExtent: table.startExtent[spell],
                doctor: certificates.doctor[firstRow],
                traits: traits.of(person: person, on: days.first, diagnosis: certificates.diagnosis[firstRow]),
                spans: spansStart..<spans.count)
            fact.person = person.rawValue
            let startsStart = certificateStarts.count
            for row in rows {
                certificateStarts.append(Day(rawValue: certificates.firstDay[Int(row)]))
                certificateEnds.append(Day(rawValue: certificates.lastDay[Int(row)]))
            }
            fact.starts = startsStart..<certificateStarts.count
            for row in procedures.rows(person: person) where procedures.careUnit[row] == careUnit.rawValue {
                let registered = Day(rawValue: procedures.day[row])
                guard days.contains(registered) else { continue }
                // Registrations come by day, so the first of each code stays.
                switch procedures.code[row] {
                case plan: fact.plan = fact.plan ?? registered
                case planFollowUp:
                    fact.planFollowUp = fact.planFollowUp ?? registered
                    if let plan = fact.plan, registered > plan { fact.followUpAfterPlan = fact.followUpAfterPlan ?? registered }
                case coordination: fact.coordination = fact.coordination ?? registered
                case _: continue
                }
            }
            spells.append(fact)
        }
    }

    private mutating func addSpans(
        of rows: ArraySlice<Int32>, _ certificates: CertificateColumns, _ periods: PeriodColumns
    ) {
        let start = spans.count
        var isInOrder = true
        for row in rows {
            for period in certificates.periods(Int(row)) {
                let span = ExtentSpan(row: period, of: periods)
                if spans.count > start, span.first <= spans[spans.count - 1].last { isInOrder = false }
                spans.append(span)
            }
        }
        guard !isInOrder else { return }
        spans.removeSubrange(start...)
        let bySigning = rows.sorted {
            let (a, b) = (Int($0), Int($1))
            return (certificates.signedAt[a], certificates.number[a]) < (certificates.signedAt[b], certificates.number[b])
        }
        // Backwards, so that the earlier of two overlapping periods of one certificate comes out on top.
        spans += ExtentSpan.flattened(
            bySigning.flatMap { row in
                certificates.periods(Int(row)).reversed().map { ExtentSpan(row: $0, of: periods) }
            })
    }

    private mutating func addSentCertificates(_ snapshot: Snapshot, careUnit: UnitIndex, traits: TraitsOfSnapshot) {
        let certificates = snapshot.certificates
        let messages = snapshot.messages
        for row in snapshot.certificateRows(careUnit: careUnit) {
            guard certificates.kind[row] == CertificateKind.fk7804.rawValue, certificates.wasSent(row),
                !certificates.isRevoked(row)
            else { continue }
            let sent = Day(rawValue: certificates.sentDay[row])
            func first(_ subject: CaseMessage.Subject) -> Day? {
                messages.rows(certificate: row).first { message in
                    messages.subject[message] == subject.rawValue
                        && messages.direction[message] == CaseMessage.Direction.fromAgency.rawValue
                }.map { Day(rawValue: messages.day[$0]) }
            }
            var fact = SentCertificateFact(
                sent: sent,
                traits: traits.of(
                    person: PersonIndex(rawValue: certificates.person[row]), on: sent, diagnosis: certificates.diagnosis[row]),
                completionRequested: first(.completion), reminded: first(.reminder))
            fact.person = certificates.person[row]
            fact.doctor = certificates.doctor[row]
            sentCertificates.append(fact)
        }
    }
}

extension CertificateColumns {
    /// The one that the spell began with: of those for its first day the one signed first.
    fileprivate func starting(_ rows: ArraySlice<Int32>) -> Int? {
        guard let first = rows.first.map(Int.init) else { return nil }
        var starting = first
        for row in rows.dropFirst().lazy.map(Int.init) where firstDay[row] == firstDay[first] {
            if (signedAt[row], number[row]) < (signedAt[starting], number[starting]) { starting = row }
        }
        return starting
    }
}

extension ExtentSpan {
    fileprivate init(row: Int, of periods: PeriodColumns) {
        self.init(
            first: Day(rawValue: periods.firstDay[row]), last: Day(rawValue: periods.lastDay[row]),
            percent: periods.percent[row])
    }

    /// Periods as days in order that are each told once; where periods overlap the later in the list counts.
    package static func flattened(_ periods: [ExtentSpan]) -> [ExtentSpan] {
        let sorted = periods.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
        guard zip(sorted, sorted.dropFirst()).contains(where: { $1.first <= $0.last }) else { return sorted }
        var edges: [Day] = []
        for period in periods { edges += [period.first, period.last + 1] }
        edges.sort()
        return zip(edges, edges.dropFirst()).compactMap { start, end in
            guard start < end, let top = periods.last(where: { $0.first <= start && start <= $0.last }) else { return nil }
            return ExtentSpan(first: start, last: end - 1, percent: top.percent)
        }
    }
}

/// Traits from columns; the dictionary of diagnoses is placed once.
struct TraitsOfSnapshot {
    private let persons: PersonColumns
    private let groups: [DiagnosisGroup]
    private let categories: [UInt16]

    init(_ snapshot: Snapshot) {
        persons = snapshot.persons
        groups = snapshot.diagnoses.code.map(\.group)
        // One more than the number, so that zero is free for codes without category.
        categories = snapshot.diagnoses.code.map { $0.categoryNumber.map { $0 + 1 } ?? 0 }
    }

    func of(person: PersonIndex, on day: Day, diagnosis: Int32) -> Traits {
        Traits(
            sex: persons.legalSex(person), age: persons.age(person, on: day).map(AgeGroup.Overview.init(age:)),
            diagnosisGroup: diagnosis < 0 ? .withoutValidCode : groups[Int(diagnosis)],
            category: diagnosis < 0 ? 0 : categories[Int(diagnosis)])
    }
}

extension Day {
    /// Nil for the columns' "no day".
    init?(column: Int32) {
        guard column != Snapshot.noDay else { return nil }
        self.init(rawValue: column)
    }
}
