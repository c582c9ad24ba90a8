/// The 22 chapters (kapitel) of ICD-10-SE; the raw value is the chapter's number. Titles are short, in our own words.
package enum DiagnosisChapter: UInt8, Sendable, CaseIterable {
    case infections = 1
    case tumours = 2
    case blood = 3
    case endocrine = 4
    case mental = 5
    case nervousSystem = 6
    case eye = 7
    case ear = 8
    case circulation = 9
    case respiration = 10
    case digestion = 11
    case skin = 12
    case musculoskeletal = 13
    case urogenital = 14
    case pregnancy = 15
    case perinatal = 16
    case malformations = 17
    case symptoms = 18
    case injuries = 19
    case externalCauses = 20
    case healthFactors = 21
    case specialPurposes = 22

    /// Nil for numbers between chapters, such as P99.
    package init?(categoryNumber: UInt16) {
        guard categoryNumber < 2600 else { return nil }
        self.init(rawValue: DiagnosisChapter.numbers[Int(categoryNumber)])
    }

    /// For each category number its chapter's, 0 between chapters: statistics ask this for every certificate.
    private static let numbers: [UInt8] = {
        var numbers = [UInt8](repeating: 0, count: 2600)
        for chapter in allCases {
            for category in chapter.categories { numbers[Int(category)] = chapter.rawValue }
        }
        return numbers
    }()

    /// As `DiagnosisCode.categoryNumber`.
    package var categories: ClosedRange<UInt16> {
        switch self {
        case .infections: 0...199
        case .tumours: 200...348
        case .blood: 350...389
        case .endocrine: 400...490
        case .mental: 500...599
        case .nervousSystem: 600...699
        case .eye: 700...759
        case .ear: 760...795
        case .circulation: 800...899
        case .respiration: 900...999
        case .digestion: 1000...1093
        case .skin: 1100...1199
        case .musculoskeletal: 1200...1299
        case .urogenital: 1300...1399
        case .pregnancy: 1400...1499
        case .perinatal: 1500...1596
        case .malformations: 1600...1699
        case .symptoms: 1700...1799
        case .injuries: 1800...1998
        case .externalCauses: 2101...2498
        case .healthFactors: 2500...2599
        case .specialPurposes: 2000...2099
        }
    }

    /// `F00-F99`.
    package var codeRange: String { "\(categoryName(categories.lowerBound))-\(categoryName(categories.upperBound))" }

    package var title: String {
        switch self {
        case .infections: "Infektioner"
        case .tumours: "Tumörer"
        case .blood: "Blod och immunsystem"
        case .endocrine: "Hormoner, näring och ämnesomsättning"
        case .mental: "Psykiska sjukdomar"
        case .nervousSystem: "Nervsystemet"
        case .eye: "Ögat"
        case .ear: "Örat"
        case .circulation: "Hjärta och kärl"
        case .respiration: "Andningsorganen"
        case .digestion: "Mage, tarm och lever"
        case .skin: "Huden"
        case .musculoskeletal: "Rörelseorganen"
        case .urogenital: "Urinvägar och könsorgan"
        case .pregnancy: "Graviditet och förlossning"
        case .perinatal: "Tiden kring födelsen"
        case .malformations: "Medfödda missbildningar"
        case .symptoms: "Symtom och fynd"
        case .injuries: "Skador och förgiftningar"
        case .externalCauses: "Yttre orsaker"
        case .healthFactors: "Faktorer som påverkar hälsan"
        case .specialPurposes: "Koder för särskilda ändamål"
        }
    }

    package var blocks: [DiagnosisBlock] { DiagnosisBlock.all.filter { $0.chapter == self } }
}
