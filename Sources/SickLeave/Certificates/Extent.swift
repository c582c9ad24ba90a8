/// Extent of a sick leave (sjukskrivningsgrad): how much of the working time is certified away, in percent, 1–100.
///
/// FK 7804, AG7804 and FK 7263 know four extents; AG1-14 is stepless.
package struct Extent: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let percent: Int

    /// Nil outside 1–100.
    package init?(percent: Int) {
        guard (1...100).contains(percent) else { return nil }
        self.percent = percent
    }

    private init(unchecked percent: Int) { self.percent = percent }

    package static let quarter = Extent(unchecked: 25)
    package static let half = Extent(unchecked: 50)
    package static let threeQuarters = Extent(unchecked: 75)
    package static let full = Extent(unchecked: 100)
    /// The four extents of sickness benefit (sjukpenning), SFB 27 kap. 45 §.
    package static let ofBenefit: [Extent] = [.quarter, .half, .threeQuarters, .full]

    /// Below 100 percent (deltidssjukskrivning).
    package var isPartTime: Bool { percent < 100 }
    package static func < (a: Extent, b: Extent) -> Bool { a.percent < b.percent }
    package var description: String { "\(percent)" }
}

/// One row of a certificate's question 32: days of reduced work ability at one extent.
package struct SickLeavePeriod: Hashable, Sendable {
    package let days: DayRange
    package let extent: Extent

    package init(days: DayRange, extent: Extent) {
        self.days = days
        self.extent = extent
    }
}
