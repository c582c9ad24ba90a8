/// Below how many a count is hidden, by who may see the report. Five is Intygsstatistik's own limit, for region and nation,
/// and three the least it can be set to; a unit sees all of its own, since it knows its patients anyway.
package struct DisclosureLimit: Hashable, Sendable {
    package enum Level: Sendable, CaseIterable {
        case careUnit, careProvider, region, nation
    }

    /// Counts from 1 and below this are hidden. Zero is shown: it concerns nobody.
    package let least: Int

    /// With two, a hidden count could only be one.
    package static let smallestPossible = 3

    package init(_ least: Int) {
        precondition(least >= DisclosureLimit.smallestPossible, "a limit under three hides nothing")
        self.least = least
    }

    /// The limit of a level; nil when all is shown.
    package static func usual(_ level: Level) -> DisclosureLimit? {
        switch level {
        case .careUnit, .careProvider: nil
        case .region, .nation: DisclosureLimit(5)
        }
    }

    package func hides(_ count: Int) -> Bool { count > 0 && count < least }
}
