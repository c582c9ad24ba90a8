import SickLeave

/// Takes the spells that a scan finds.
protocol ReportSpellVisitor {
    /// What comes next is counted at these places, where the scan is for several populations.
    mutating func look(from places: [Int32])
    mutating func visit(_ spell: ReportSpell)
}

/// Finds the spells of each window, patient by patient, in one pass over the columns.
///
/// Certificates lie by care unit and patient. Most patients have certificates of one care unit only and are read where they lie; the
/// others are gathered when the first of their care units in sight comes. Nothing is allocated per row.
struct SpellScan<Visitor: ReportSpellVisitor> {
    private let columns: ReportInput
    private let selection: ReportSelection
    /// Nil for one population, the selection's.
    private var sights: ReportSights?
    private let gap: Int32
    private let windows: [ClosedRange<Int32>]
    private let firstDay: Int32
    private let lastDay: Int32
    /// Last day that a period may have: the rest are typing errors.
    private let horizon: Int32
    /// For each day from `firstDay` through `lastDay`, its window.
    private let windowOfDay: [Int32]
    private var lines = ReportLines()
    private var visitor: Visitor

    /// Periods from before this day are refused by the national service.
    private static var earliest: Int32 { Day(year: 2010, month: 1, day: 1)!.rawValue }

    private let earliestDay = SpellScan.earliest

    /// `windows` follow one another without gaps; `today` tells what lies too far ahead to be true.
    init(
        columns: ReportInput, selection: ReportSelection, sights: ReportSights?, windows: [ClosedRange<Int32>], gap: Int,
        today: Day, visitor: Visitor
    ) {
        self.sights = sights
        self.columns = columns
        self.selection = selection
        self.gap = Int32(gap)
        self.windows = windows
        self.visitor = visitor
        firstDay = windows[0].lowerBound
        lastDay = windows[windows.count - 1].upperBound
        let (year, month, day) = today.components
        horizon = (Day(year: year + 5, month: month, day: day) ?? Day(year: year + 5, month: 2, day: 28)!).rawValue
        windowOfDay = windows.enumerated().flatMap { window, days in days.map { _ in Int32(window) } }
    }

    /// Reads the care units and gives the visitor back.
    consuming func run(careUnitStart: [Int32]) -> Visitor {
        for careUnit in selection.careUnits {
            var start = Int(careUnitStart[careUnit])
            let end = Int(careUnitStart[careUnit + 1])
            while start < end {
                var next = start
                let person = columns.who.person[start]
                var isNear = false
                repeat {
                    isNear =
                        isNear || (columns.what.firstDay[next] <= lastDay && columns.what.lastDay[next] >= firstDay)
                    next += 1
                } while next < end && columns.who.person[next] == person
                if columns.what.flags[start] & CertificateFlags.hasOtherUnits.rawValue != 0 {
                    gather(person, from: start)
                } else if isNear {
                    lines.removeAll()
                    for row in start..<next { take(row) }
                    find(ofPatientIn: careUnit)
                }
                start = next
            }
        }
        lines.deallocate()
        return visitor
    }

    /// A patient of several care units, once: with the first row that lies in a care unit in sight.
    private mutating func gather(_ person: Int32, from start: Int) {
        let places = Int(columns.who.personStart[Int(person)])..<Int(columns.who.personStart[Int(person) + 1])
        var isNear = false
        for place in places {
            let row = Int(columns.who.byPerson[place])
            if row < start, isOfCareUnitInSight(row) { return }
            isNear = isNear || (columns.what.firstDay[row] <= lastDay && columns.what.lastDay[row] >= firstDay)
        }
        guard isNear else { return }
        lines.removeAll()
        for place in places { take(Int(columns.who.byPerson[place])) }
        guard sights != nil else { return find(isLimited: selection.isLimited) }
        let careUnits = Set(places.map { columns.who.careUnit[Int(columns.who.byPerson[$0])] })
        for sight in sights!.sights(ofPatientIn: careUnits) {
            for index in 0..<lines.count {
                lines.lines[index].isVisible = sight.sees[sights!.part(of: columns.who.careUnit[Int(lines.lines[index].row)])]
            }
            visitor.look(from: sight.places)
            find(isLimited: sight.isLimited)
        }
    }

    /// The spells of a patient of one care unit, all of whose certificates are seen or none.
    @inline(__always)
    private mutating func find(ofPatientIn careUnit: Int) {
        guard sights != nil else { return find(isLimited: selection.isLimited) }
        for sight in sights!.sights(ofPatientIn: careUnit) {
            visitor.look(from: sight.places)
            find(isLimited: sight.isLimited)
        }
    }

    private func isOfCareUnitInSight(_ row: Int) -> Bool {
        let careUnit = Int(columns.who.careUnit[row])
        var low = 0
        var high = selection.careUnits.count
        while low < high {
            let middle = (low + high) / 2
            if selection.careUnits[middle] < careUnit { low = middle + 1 } else { high = middle }
        }
        return low < selection.careUnits.count && selection.careUnits[low] == careUnit
    }

    /// Adds the certificate's periods, if the certificate makes spells.
    @inline(__always)
    private mutating func take(_ row: Int) {
        let kind = columns.what.kind[row]
        guard kind == CertificateType.fk7804.rawValue || kind == CertificateType.fk7263.rawValue,
            columns.what.flags[row] & CertificateFlags.isRevoked.rawValue == 0,
            columns.what.age[row] != CertificateColumns.unknownAge
        else { return }
        let provider = columns.who.provider[row]
        if let only = selection.provider, only != provider { return }
        let isVisible = selection.admits(
            unit: columns.who.unit[row], diagnosis: columns.what.diagnosis[row], age: columns.what.age[row])
        for period in Int(columns.what.periodStart[row])..<Int(columns.what.periodStart[row + 1]) {
            let first = columns.periods.firstDay[period]
            let last = columns.periods.lastDay[period]
            let extent = columns.periods.percent[period]
            guard first >= earliestDay, last <= horizon, extent % 25 == 0 else { continue }
            lines.insert(
                ReportLine(
                    first: first, last: last, row: Int32(truncatingIfNeeded: row), number: columns.what.number[row],
                    provider: provider, extent: extent, isVisible: isVisible))
        }
    }

    /// The patient's spells in each window.
    @inline(__always)
    private mutating func find(isLimited: Bool) {
        var start = 0
        while start < lines.count {
            let end = lines.chain(from: start, gap: gap)
            let chain = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: lines.lines, count: lines.count)[start..<end])
            start = end
            let latest = chain[chain.count - 1].runningLast
            guard chain[0].first <= lastDay, latest >= firstDay else { continue }
            let from = Int(windowOfDay[Int(max(chain[0].first, firstDay) - firstDay)])
            let through = Int(windowOfDay[Int(min(latest, lastDay) - firstDay)])
            var low = 0
            for window in from...through {
                let days = windows[window]
                while low < chain.count, chain[low].runningLast < days.lowerBound { low += 1 }
                var speaking = -1
                var spellLast = Int32.min
                var high = low
                while high < chain.count, chain[high].first <= days.upperBound {
                    if chain[high].isVisible, chain[high].last >= days.lowerBound {
                        speaking = high
                        spellLast = max(spellLast, chain[high].last)
                    }
                    high += 1
                }
                guard speaking >= 0 else { continue }
                visitor.visit(
                    ReportSpell(
                        window: window, chain: chain, low: low, high: high, speaking: speaking, lastDay: spellLast,
                        windowFirst: days.lowerBound, isLimited: isLimited))
            }
        }
    }
}

extension Snapshot {
    /// Shows the visitor every spell in every window.
    func scanSpells<Visitor: ReportSpellVisitor>(
        _ selection: ReportSelection, windows: [ClosedRange<Int32>], gap: Int = 5, on today: Day, _ visitor: Visitor,
        _ sights: ReportSights? = nil
    ) -> Visitor {
        withReportInput { columns in
            SpellScan(
                columns: columns, selection: selection, sights: sights, windows: windows, gap: gap, today: today, visitor: visitor
            ).run(careUnitStart: certificates.careUnitStart)
        } ?? visitor
    }
}
