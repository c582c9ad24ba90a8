import SickLeave

/// Takes the spells that a scan finds.
protocol ReportSpellVisitor {
    /// What comes next is counted at these places, where the scan is for several populations.
    mutating func look(for places: ReportSights.Places)
    mutating func visit(_ spell: ReportSpell)
}

extension ReportSpellVisitor {
    mutating func look(for places: ReportSights.Places) { preconditionFailure("a scan for one population") }
}

/// One way to divide the days that a scan is about.
struct SpellFrame {
    /// In order, without gaps.
    let windows: [ClosedRange<Int32>]
    /// For each day, its window.
    private let windowOfDay: [Int32]

    init(_ windows: [ClosedRange<Int32>]) {
        self.windows = windows
        windowOfDay = windows.enumerated().flatMap { window, days in days.map { _ in Int32(window) } }
    }

    var firstDay: Int32 { windows[0].lowerBound }
    var lastDay: Int32 { windows[windows.count - 1].upperBound }

    @inline(__always)
    func window(of day: Int32) -> Int { Int(windowOfDay[Int(day - firstDay)]) }
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
    private let frames: [SpellFrame]
    private let firstDay: Int32
    private let lastDay: Int32
    /// Last day that a period may have: the rest are typing errors.
    private let horizon: Int32
    private var lines = ReportLines()
    /// Of the patient's care units, where there are several populations.
    private var parts: [Int32] = []
    private var visitor: Visitor

    /// Periods from before this day are refused by the national service.
    private static var earliest: Int32 { Day(year: 2010, month: 1, day: 1)!.rawValue }

    private let earliestDay = SpellScan.earliest

    /// `frames` are of the same days; `today` tells what lies too far ahead to be true.
    init(
        columns: ReportInput, selection: ReportSelection, sights: ReportSights?, frames: [SpellFrame], gap: Int, today: Day,
        visitor: Visitor
    ) {
        self.sights = sights
        self.columns = columns
        self.selection = selection
        self.gap = Int32(gap)
        self.frames = frames
        self.visitor = visitor
        firstDay = frames[0].firstDay
        lastDay = frames[0].lastDay
        let (year, month, day) = today.components
        horizon = (Day(year: year + 5, month: month, day: day) ?? Day(year: year + 5, month: 2, day: 28)!).rawValue
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
        parts.removeAll(keepingCapacity: true)
        for place in places {
            let part = sights!.part(of: columns.who.careUnit[Int(columns.who.byPerson[place])])
            let next = parts.firstIndex { $0 >= part } ?? parts.count
            if next == parts.count || parts[next] != part { parts.insert(part, at: next) }
        }
        for sight in sights!.sights(ofPatientIn: parts) {
            for index in 0..<lines.count {
                lines.lines[index].isVisible =
                    sight.sees[Int(sights!.part(of: columns.who.careUnit[Int(lines.lines[index].row)]))]
            }
            visitor.look(for: sight.places)
            find(isLimited: false)
        }
    }

    /// The spells of a patient of one care unit, all of whose certificates are seen or none.
    @inline(__always)
    private mutating func find(ofPatientIn careUnit: Int) {
        guard sights != nil else { return find(isLimited: selection.isLimited) }
        guard let places = sights!.places(ofPatientIn: careUnit) else { return }
        visitor.look(for: places)
        find(isLimited: false)
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
            for frame in frames.indices { visit(chain, through: latest, frame, isLimited) }
        }
    }

    /// The chain's spells in each window of a frame.
    @inline(__always)
    private mutating func visit(_ chain: UnsafeBufferPointer<ReportLine>, through latest: Int32, _ frame: Int, _ isLimited: Bool)
    {
        let from = frames[frame].window(of: max(chain[0].first, firstDay))
        let through = frames[frame].window(of: min(latest, lastDay))
        var low = 0
        for window in from...through {
            let days = frames[frame].windows[window]
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
                    frame: frame, window: window, chain: chain, low: low, high: high, speaking: speaking, lastDay: spellLast,
                    windowFirst: days.lowerBound, isLimited: isLimited))
        }
    }
}

extension Snapshot {
    /// Shows the visitor every spell in every window of every frame.
    func scanSpells<Visitor: ReportSpellVisitor>(
        _ selection: ReportSelection, _ frames: [SpellFrame], gap: Int = 5, on today: Day, _ visitor: Visitor,
        _ sights: ReportSights? = nil
    ) -> Visitor {
        withReportInput { columns in
            SpellScan(
                columns: columns, selection: selection, sights: sights, frames: frames, gap: gap, today: today, visitor: visitor
            ).run(careUnitStart: certificates.careUnitStart)
        } ?? visitor
    }
}
