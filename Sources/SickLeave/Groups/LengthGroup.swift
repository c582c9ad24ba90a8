/// A way to group spells by length in days: consecutive groups from day 0, the last one open.
///
/// Three groupings are in use and they differ by a day here and there, so each is a type of its own and a figure says
/// which one it used.
package protocol LengthGrouping: CaseIterable, Hashable, Sendable, RawRepresentable<UInt8> where AllCases == [Self] {
    /// The group's first number of days.
    var lowest: Int { get }
}

extension LengthGrouping {
    /// Fewer than 0 days count as 0.
    package init(days: Int) {
        self = Self.allCases.last { $0.lowest <= max(days, 0) } ?? Self.allCases[0]
    }

    /// The group's last number of days; nil for the open group.
    package var highest: Int? {
        guard let next = Self.allCases.first(where: { $0.lowest > lowest }) else { return nil }
        return next.lowest - 1
    }

    package func contains(_ days: Int) -> Bool { Self(days: days) == self }
}

package enum LengthGroup {
    /// The choices of a list filter, as Rehabstöd has them; 365 days belong to one group here, the shorter.
    package enum Filter: UInt8, LengthGrouping {
        case upTo14 = 1
        case from15 = 2
        case from31 = 3
        case from61 = 4
        case from91 = 5
        case from181 = 6
        case overOneYear = 7
        case overTwoYears = 8

        package var lowest: Int { [0, 15, 31, 61, 91, 181, 366, 731][Int(rawValue) - 1] }

        package var title: String {
            switch self {
            case .upTo14: "Högst 14 dagar"
            case .from15: "15–30 dagar"
            case .from31: "31–60 dagar"
            case .from61: "61–90 dagar"
            case .from91: "91–180 dagar"
            case .from181: "181–365 dagar"
            case .overOneYear: "1–2 år"
            case .overTwoYears: "Över 2 år"
            }
        }
    }

    /// Intygsstatistik's eight groups; 365 days are the first of "1–2 år".
    package enum Report: UInt8, LengthGrouping {
        case under15 = 1
        case from15 = 2
        case from31 = 3
        case from61 = 4
        case from91 = 5
        case from181 = 6
        case fromOneYear = 7
        case overTwoYears = 8

        package var lowest: Int { [0, 15, 31, 61, 91, 181, 365, 731][Int(rawValue) - 1] }

        package var title: String {
            switch self {
            case .under15: "Under 15 dagar"
            case .from15: "15–30 dagar"
            case .from31: "31–60 dagar"
            case .from61: "61–90 dagar"
            case .from91: "91–180 dagar"
            case .from181: "181–364 dagar"
            case .fromOneYear: "1–2 år"
            case .overTwoYears: "Över 2 år"
            }
        }
    }

    /// The four of a unit's overview.
    package enum Overview: UInt8, LengthGrouping {
        case under90 = 1
        case from90 = 2
        case from181 = 3
        case over365 = 4

        package var lowest: Int { [0, 90, 181, 366][Int(rawValue) - 1] }

        package var title: String {
            switch self {
            case .under90: "Under 90 dagar"
            case .from90: "90–180 dagar"
            case .from181: "181–365 dagar"
            case .over365: "Över 365 dagar"
            }
        }
    }
}
