package import SickLeave

/// What the work ability was assessed against, as one byte.
package struct OccupationSet: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package init(_ occupations: some Sequence<Occupation>) {
        rawValue = occupations.reduce(0) { $0 | (1 << $1.rawValue) }
    }

    package func contains(_ occupation: Occupation) -> Bool { rawValue & (1 << occupation.rawValue) != 0 }
    package var occupations: [Occupation] { Occupation.allCases.filter(contains) }
}
