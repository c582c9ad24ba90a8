/// One period of one certificate, as spells are built of them.
struct ReportLine {
    var first: Int32
    var last: Int32
    /// Row of `certificates`.
    var row: Int32
    /// The store's number of the certificate: of two that begin on a day, the one that came in later speaks.
    var number: Int32
    var provider: Int32
    var extent: UInt8
    /// Let through by scope and filter.
    var isVisible: Bool
    /// The latest last day in the chain up to and with this line.
    var runningLast: Int32 = 0
    /// Days that the chain covers up to and with this line, overlaps once and gaps not at all.
    var days: Int32 = 0

    /// First day, then arrival, then extent: of what lies in a period, the last line speaks for it.
    static func < (a: ReportLine, b: ReportLine) -> Bool {
        if a.provider != b.provider { return a.provider < b.provider }
        if a.first != b.first { return a.first < b.first }
        if a.number != b.number { return a.number < b.number }
        return a.extent < b.extent
    }
}

/// The lines of one patient, in order, kept from patient to patient.
struct ReportLines {
    private(set) var lines: UnsafeMutablePointer<ReportLine>
    private(set) var count = 0
    private var capacity = 64

    init() { lines = .allocate(capacity: capacity) }

    func deallocate() { lines.deallocate() }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Nearly all come in order, so each is put in its place at once.
    @inline(__always)
    mutating func insert(_ line: ReportLine) {
        if count == capacity { grow() }
        var place = count
        while place > 0, line < lines[place - 1] {
            lines[place] = lines[place - 1]
            place -= 1
        }
        lines[place] = line
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<ReportLine>.allocate(capacity: capacity * 2)
        larger.update(from: lines, count: count)
        lines.deallocate()
        lines = larger
        capacity *= 2
    }

    /// The end of the chain that begins at `start`: at most `gap` days without certificate between the latest day so far and the
    /// next first day, within one provider. Fills in what is summed along the chain.
    @inline(__always)
    mutating func chain(from start: Int, gap: Int32) -> Int {
        var latest = lines[start].last
        var days = lines[start].last &- lines[start].first &+ 1
        lines[start].runningLast = latest
        lines[start].days = days
        var next = start + 1
        while next < count, lines[next].provider == lines[start].provider, lines[next].first <= latest &+ gap &+ 1 {
            if lines[next].last > latest {
                days &+= lines[next].last &- max(lines[next].first &- 1, latest)
                latest = lines[next].last
            }
            lines[next].runningLast = latest
            lines[next].days = days
            next += 1
        }
        return next
    }
}
