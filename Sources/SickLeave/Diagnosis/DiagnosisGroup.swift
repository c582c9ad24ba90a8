/// The seven groups that Swedish sick-leave statistics use above the chapters, and an eighth for what cannot be placed.
package enum DiagnosisGroup: UInt8, Sendable, CaseIterable {
    case somatic = 1
    case mental = 2
    case musculoskeletal = 3
    case pregnancy = 4
    case other = 5
    case symptoms = 6
    case healthFactors = 7
    case withoutValidCode = 8

    package init(of code: DiagnosisCode) {
        guard code.block != nil, let chapter = code.chapter else {
            self = .withoutValidCode
            return
        }
        self.init(chapter: chapter)
    }

    package init(chapter: DiagnosisChapter) {
        self =
            switch chapter {
            case .infections, .tumours, .blood, .endocrine, .nervousSystem, .eye, .ear, .circulation, .respiration, .digestion,
                .skin, .urogenital:
                .somatic
            case .mental: .mental
            case .musculoskeletal: .musculoskeletal
            case .pregnancy: .pregnancy
            case .perinatal, .malformations, .injuries, .specialPurposes, .externalCauses: .other
            case .symptoms: .symptoms
            case .healthFactors: .healthFactors
            }
    }

    package var title: String {
        switch self {
        case .somatic: "Somatiska sjukdomar"
        case .mental: "Psykiska sjukdomar"
        case .musculoskeletal: "Muskuloskeletala sjukdomar"
        case .pregnancy: "Graviditet och förlossning"
        case .other: "Övrigt"
        case .symptoms: "Symtomdiagnoser"
        case .healthFactors: "Faktorer som påverkar hälsan"
        case .withoutValidCode: "Utan giltig diagnoskod"
        }
    }

    /// The letters that it holds; empty for the last group.
    package var codeRange: String {
        switch self {
        case .somatic: "A00-E90, G00-L99, N00-N99"
        case .mental: "F00-F99"
        case .musculoskeletal: "M00-M99"
        case .pregnancy: "O00-O99"
        case .other: "P00-P96, Q00-Q99, S00-Y98"
        case .symptoms: "R00-R99"
        case .healthFactors: "Z00-Z99"
        case .withoutValidCode: ""
        }
    }

    package var chapters: [DiagnosisChapter] { DiagnosisChapter.allCases.filter { DiagnosisGroup(chapter: $0) == self } }
}
