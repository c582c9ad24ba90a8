/// A county (län); the raw value is the county code of Statistics Sweden.
package enum County: UInt8, Sendable, CaseIterable {
    case stockholm = 1
    case uppsala = 3
    case sodermanland = 4
    case ostergotland = 5
    case jonkoping = 6
    case kronoberg = 7
    case kalmar = 8
    case gotland = 9
    case blekinge = 10
    case skane = 12
    case halland = 13
    case vastraGotaland = 14
    case varmland = 17
    case orebro = 18
    case vastmanland = 19
    case dalarna = 20
    case gavleborg = 21
    case vasternorrland = 22
    case jamtland = 23
    case vasterbotten = 24
    case norrbotten = 25

    /// Two digits, `01`.
    package var code: String { rawValue < 10 ? "0\(rawValue)" : "\(rawValue)" }

    /// From one or two digits; nil for anything else and for codes that no county has.
    package init?(code: String) {
        guard (1...2).contains(code.utf8.count), let number = UInt8(code) else { return nil }
        self.init(rawValue: number)
    }

    /// The county of a unit as the national directory states it: a four-digit municipality code begins with its county's.
    /// Nil when the two together name none.
    package init?(county: String, municipality: String) {
        let isMunicipality = municipality.utf8.count == 4 && municipality.utf8.allSatisfy { (0x30...0x39).contains($0) }
        self.init(code: isMunicipality ? String(municipality.prefix(2)) : county)
    }

    package var title: String {
        switch self {
        case .stockholm: "Stockholms län"
        case .uppsala: "Uppsala län"
        case .sodermanland: "Södermanlands län"
        case .ostergotland: "Östergötlands län"
        case .jonkoping: "Jönköpings län"
        case .kronoberg: "Kronobergs län"
        case .kalmar: "Kalmar län"
        case .gotland: "Gotlands län"
        case .blekinge: "Blekinge län"
        case .skane: "Skåne län"
        case .halland: "Hallands län"
        case .vastraGotaland: "Västra Götalands län"
        case .varmland: "Värmlands län"
        case .orebro: "Örebro län"
        case .vastmanland: "Västmanlands län"
        case .dalarna: "Dalarnas län"
        case .gavleborg: "Gävleborgs län"
        case .vasternorrland: "Västernorrlands län"
        case .jamtland: "Jämtlands län"
        case .vasterbotten: "Västerbottens län"
        case .norrbotten: "Norrbottens län"
        }
    }
}
