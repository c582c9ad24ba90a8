/// A sick-leave spell (sjukfall): one patient's certificates, joined under a `SpellRule`.
package struct Spell: Hashable, Sendable {
    /// From the first certified day through the last, future days included.
    package let days: DayRange
    /// Days covered by at least one certificate: overlaps once, gap days not at all.
    package let netDays: Int
    /// Indices, into the caller's list of certificates, in order of first day.
    package let certificates: [Int]

    package init(days: DayRange, netDays: Int, certificates: [Int]) {
        self.days = days
        self.netDays = netDays
        self.certificates = certificates
    }
}
