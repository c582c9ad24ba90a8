import SickLeave
import Statistics

/// Which report a table asks for, as its name says it: base name, and whether as series or whole period, chart, region.
struct WikiReportName {
    /// How cells are found in the answer.
    enum Layout {
        /// A row a group, or a row a month when there is but one group.
        case simple
        /// A row a month (or a unit, a doctor), a heading a group.
        case dual
    }

    let base: String
    let shape: Report.Shape
    let isChart: Bool
    let isRegion: Bool
    let counted: Report.Counted
    /// The column that names the group; nil when there is none.
    let keyColumn: String?

    /// Nil for a table that is no report of this kind.
    init?(_ name: String) {
        var rest = name
        func cut(_ suffix: String) -> Bool {
            guard rest.hasSuffix(suffix) else { return false }
            rest = String(rest.dropLast(suffix.count))
            return true
        }
        isChart = cut("diagram")
        var isRegion = cut("region")
        var shape: Report.Shape?
        if cut("somtvarsnitt") { shape = .whole } else if cut("somtidsserie") { shape = .series }
        if rest.hasPrefix("sjukfallirapportenregion") {
            isRegion = true
            rest = "sjukfallirapporten" + rest.dropFirst("sjukfallirapportenregion".count)
        }
        guard let known = Self.known[rest] else { return nil }
        base = rest
        self.isRegion = isRegion
        self.shape = shape ?? known.shape
        counted = known.counted
        // A series with a single line has no group to name.
        keyColumn = Self.single.contains(rest) && self.shape == .series ? nil : known.key
    }

    private static let single: Set<String> = ["sjukfallirapportensjukfalltotalt", "sjukfallirapportenlangasjukfall"]

    private static let known: [String: (shape: Report.Shape, counted: Report.Counted, key: String)] = [
        "sjukfallirapportensjukfalltotalt": (.series, .spells, "grupp"),
        "sjukfallirapportenlangasjukfall": (.series, .spells, "grupp"),
        "sjukfallirapportendiagnosgrupp": (.series, .spells, "grupp"),
        "sjukfallirapportenenskiltdiagnoskapitel": (.series, .spells, "grupp"),
        "sjukfallirapportenjamfordiagnoser": (.whole, .spells, "diagnoskategori"),
        "sjukfallirapportenaldersgrupp": (.whole, .spells, "åldersgrupp"),
        "sjukfallirapportensjukskrivningsgrad": (.series, .spells, "sjukskrivningsgrad"),
        "sjukfallirapportensjukskrivningslangd": (.whole, .spells, "sjukskrivningslängd"),
        "sjukfallirapportensjukfallperenhet": (.whole, .spells, "vårdenhet"),
        "sjukfallirapportensjukfallperlakare": (.whole, .spells, "läkare"),
        "sjukfallirapportenlakarkonalder": (.whole, .spells, "läkargrupp"),
        "sjukfallirapportenlakarbefattning": (.whole, .spells, "läkarbefattning"),
        "sjukfallirapportenintygpersjukfall": (.series, .spells, "antalintyg"),
        "sjukfallirapportensjukfallperlistningarperenhet": (.whole, .spells, "vårdenhet"),
        "sjukfallirapportenlan": (.whole, .spells, "län"),
        "sjukfallirapportenandelsjukfallperkon": (.whole, .spells, "län"),
        "intygirapportenintygtotalt": (.series, .certificates, "grupp"),
        "meddelandenirapportenmeddelandentotalt": (.series, .messages, "grupp"),
        "meddelandenirapportenmeddelandenvardenhet": (.series, .messages, "grupp"),
        "meddelandenirapportenmeddelandenperlakare": (.series, .messages, "grupp"),
        "andelirapportenkompletteringandelintyg": (.series, .completions, "grupp"),
        "kompletteringarirapportenkompletteringarperfraga": (.series, .completionQuestions, "grupp"),
    ]

    /// The report's grouping, with what the row chooses.
    func grouping(_ row: WikiRow) throws -> ReportGrouping {
        switch base {
        case "sjukfallirapportensjukfalltotalt": return .total
        case "sjukfallirapportenlangasjukfall": return .longerThan(90)
        case "sjukfallirapportendiagnosgrupp": return .chapter
        case "sjukfallirapportenenskiltdiagnoskapitel":
            return .below(try Self.node(row["valtdiagnoskapitel"] ?? ""))
        case "sjukfallirapportenjamfordiagnoser":
            let lists = ["valdadiagnoskapitel", "valdadiagnosavsnitt", "valdadiagnoskategorier", "valdadiagnoskoder"]
            return .diagnoses(try lists.flatMap { row.list($0) ?? [] }.map(Self.node))
        case "sjukfallirapportenaldersgrupp": return .age
        case "sjukfallirapportensjukskrivningsgrad": return .extent
        case "sjukfallirapportensjukskrivningslangd": return .length
        case "sjukfallirapportensjukfallperenhet", "sjukfallirapportensjukfallperlistningarperenhet":
            return row.isDeep ? .careUnit : .subUnit
        case "sjukfallirapportensjukfallperlakare": return .doctor
        case "sjukfallirapportenlakarkonalder": return .doctorAgeAndSex
        case "sjukfallirapportenlakarbefattning": return .position
        case "sjukfallirapportenintygpersjukfall": return .certificatesPerSpell
        case "sjukfallirapportenlan", "sjukfallirapportenandelsjukfallperkon": return .county
        case "intygirapportenintygtotalt", "andelirapportenkompletteringandelintyg": return .certificateType
        case "meddelandenirapportenmeddelandentotalt": return .subject
        case "meddelandenirapportenmeddelandenvardenhet": return row.isDeep ? .careUnitAndSubject : .subUnitAndSubject
        case "meddelandenirapportenmeddelandenperlakare": return .doctorAndSubject
        default: return .question
        }
    }

    static func node(_ text: String) throws -> DiagnosisNode {
        guard let node = DiagnosisNode(text) else { throw WikiUnknown("ingen diagnos: \(text)") }
        return node
    }

    /// Columns that choose or filter, beside the key.
    static let inputs: Set<String> = [
        "inloggadsom", "valdvg", "vårdgivarnivå", "vårdenhetdjup", "år", "månad", "filterkapitel", "filteravsnitt",
        "filterkategorier",
        "filterkod", "filterenheter", "filtersjukskrivningslängd", "filteråldersgrupp", "filterintygstyp", "filterstartdatum",
        "filterslutdatum", "valtdiagnoskapitel", "valdadiagnoskapitel", "valdadiagnosavsnitt", "valdadiagnoskategorier",
        "valdadiagnoskoder", "kolumngrupp", "vårdenhet", "läkare", "ämne", "grupp",
    ]
}

extension WikiRow {
    /// By care unit, and not by the units below it; the usual choice.
    var isDeep: Bool { self["vårdenhetdjup"]?.lowercased() != "false" }
    var isLeader: Bool { self["vårdgivarnivå"]?.lowercased() == "true" }
}
