/// One spell in one period, as a scan sees it; valid during the visit only.
struct ReportSpell {
    /// Which of the scan's frames.
    let frame: Int
    /// Which of the frame's windows.
    let window: Int
    /// The whole chain, also what lies outside the window or is out of sight; `speaking` and the places below are places in it.
    let chain: UnsafeBufferPointer<ReportLine>
    /// The first place that may touch the window, and the place after the last that begins before its end.
    let low: Int
    let high: Int
    /// The visible line in the window that begins last.
    let speaking: Int
    /// Latest last day among the visible lines in the window, days after the window included.
    let lastDay: Int32
    let windowFirst: Int32
    /// Something may be out of sight; of several populations that see the same each says so itself.
    var isLimited: Bool

    /// Visible lines that touch the window, in order.
    @inline(__always)
    func forEach(_ body: (ReportLine) -> Void) {
        var place = low
        while place < high {
            if chain[place].isVisible, chain[place].last >= windowFirst { body(chain[place]) }
            place += 1
        }
    }

    /// As `forEach`, the latest first.
    @inline(__always)
    func forEachFromLast(_ body: (ReportLine) -> Void) {
        var place = speaking
        while place >= low {
            if chain[place].isVisible, chain[place].last >= windowFirst { body(chain[place]) }
            place -= 1
        }
    }

    /// Days with a certificate from the beginning of the chain. A certificate out of sight that began before those in sight counts
    /// whole, so that a spell keeps its history when the patient changes unit; one that begins among them counts through the last
    /// visible day, so that it never makes the spell end later.
    @inline(__always)
    var netDays: Int32 { isLimited ? visibleNetDays : chain[high - 1].days }

    private var visibleNetDays: Int32 {
        let firstDay = firstDay
        var days: Int32 = 0
        var covered = chain[0].first &- 1
        for line in chain {
            if line.first > lastDay { break }
            let last = line.first < firstDay || line.isVisible ? line.last : min(line.last, lastDay)
            if last > covered {
                days &+= last &- max(line.first &- 1, covered)
                covered = last
            }
        }
        return days
    }

    /// Certificates of the spell: those in the period, and when something is out of sight also those before and between.
    var certificateCount: Int {
        var count = 0
        for place in (isLimited ? 0 : low)..<(isLimited ? chain.count : high) where counts(place) {
            // A certificate with several periods has several lines.
            let isSeen = (0..<place).contains { chain[$0].row == chain[place].row && counts($0) }
            if !isSeen { count += 1 }
        }
        return count
    }

    private func counts(_ place: Int) -> Bool {
        isLimited ? chain[place].first <= lastDay : chain[place].last >= windowFirst
    }

    /// First day of the whole chain.
    var chainFirstDay: Int32 { chain[0].first }
    /// First day among the visible lines that touch the window.
    var firstDay: Int32 {
        var first = chain[speaking].first
        forEach { first = min(first, $0.first) }
        return first
    }
}
