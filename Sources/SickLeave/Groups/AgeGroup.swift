/// Groups of age in whole years.
package enum AgeGroup {
    /// Intygsstatistik's twelve: under 16, 16–20, five years each to 61–65, over 65.
    package enum Report: UInt8, Sendable, CaseIterable {
        case under16 = 1
        case from16 = 2
        case from21 = 3
        case from26 = 4
        case from31 = 5
        case from36 = 6
        case from41 = 7
        case from46 = 8
        case from51 = 9
        case from56 = 10
        case from61 = 11
        case over65 = 12

        package init(age: Int) {
            let number = age < 16 ? 1 : age > 65 ? 12 : (age - 16) / 5 + 2
            self = Report.allCases[number - 1]
        }

        package var title: String {
            switch self {
            case .under16: return "Under 16 år"
            case .over65: return "Över 65 år"
            case .from16, .from21, .from26, .from31, .from36, .from41, .from46, .from51, .from56, .from61:
                let lowest = 6 + 5 * Int(rawValue)
                return "\(lowest)–\(lowest + 4) år"
            }
        }
    }

    /// The overview's six: up to 20, ten years each to 51–60, over 60.
    package enum Overview: UInt8, Sendable, CaseIterable {
        case upTo20 = 1
        case from21 = 2
        case from31 = 3
        case from41 = 4
        case from51 = 5
        case over60 = 6

        package init(age: Int) {
            let number = age <= 20 ? 1 : age > 60 ? 6 : (age - 21) / 10 + 2
            self = Overview.allCases[number - 1]
        }

        package var title: String {
            switch self {
            case .upTo20: return "Högst 20 år"
            case .over60: return "Över 60 år"
            case .from21, .from31, .from41, .from51:
                let lowest = 1 + 10 * Int(rawValue)
                return "\(lowest)–\(lowest + 9) år"
            }
        }
    }
}
