/// Sums over the net days of a spell.
struct DaySums: Equatable {
    private(set) var net = 0
    private(set) var partTime = 0
    /// Percent-days.
    private(set) var percent = 0

    /// Negative days are taken back.
    @inline(__always)
    mutating func add(_ days: Int32, percent extent: UInt8) {
        let days = Int(days)
        net &+= days
        partTime &+= extent < 100 ? days : 0
        percent &+= days &* Int(extent)
    }
}

/// The net days of one spell, each with the extent that was signed last for it.
///
/// Periods come certificate by certificate. It is enough to remember the last run of days that one period gave: a period
/// that begins after that run's first day can meet no other. One that begins earlier or on it sets `needsCanvas`, and the
/// spell is worked out day by day instead.
struct CertifiedDays {
    private(set) var sums = DaySums()
    private(set) var startExtent: UInt8 = 0
    private(set) var endExtent: UInt8 = 0
    private(set) var needsCanvas = false

    private var runFirst = Int32.min
    private var runLast = Int32.min
    private var signedAt = Int64.min
    private var number = Int32.min

    @inline(__always)
    mutating func add(first: Int32, last: Int32, percent: UInt8, signedAt: Int64, number: Int32) {
        if first > runLast {
            if runLast == Int32.min { startExtent = percent }
            sums.add(last &- first &+ 1, percent: percent)
            begin(first, last, percent, signedAt, number)
        } else if first <= runFirst {
            needsCanvas = true
        } else if (signedAt, number) > (self.signedAt, self.number) {
            // Signed later: it takes its days from the run, which goes on after it if it is longer.
            sums.add(first &- 1 &- min(last, runLast), percent: endExtent)
            sums.add(last &- first &+ 1, percent: percent)
            if last < runLast { runFirst = last &+ 1 } else { begin(first, last, percent, signedAt, number) }
        } else if last > runLast {
            // Signed earlier, or another period of the same certificate: only its days after the run are its own.
            sums.add(last &- runLast, percent: percent)
            begin(runLast &+ 1, last, percent, signedAt, number)
        }
    }

    @inline(__always)
    private mutating func begin(_ first: Int32, _ last: Int32, _ percent: UInt8, _ signedAt: Int64, _ number: Int32) {
        runFirst = first
        runLast = last
        endExtent = percent
        self.signedAt = signedAt
        self.number = number
    }
}
