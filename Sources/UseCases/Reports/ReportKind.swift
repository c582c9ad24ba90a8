import SickLeave
package import Statistics

/// Whose figures a report shows.
package enum ReportLevel: String, Sendable, CaseIterable {
    /// The viewer's own care unit, all of it: those who work there know its patients.
    case unit = "enhet"
    /// All units of the provider.
    case provider = "vardgivare"
    /// The units on the region's own list.
    case region = "region"
    /// All providers.
    case all = "alla"

    /// The one that counts small groups.
    package var disclosure: DisclosureLimit? { self == .unit ? nil : DisclosureLimit.usual(.region) }

    /// Why there is no figure per 1 000 listed.
    func withoutListed(_ list: RegionList?) -> String {
        if list?.hasCounts ?? false { return "Ingen av enheterna med antal listade har intyg här." }
        return self == .region
            ? "Regionens lista har inga antal listade. Fyll i kolumn C och ladda upp den igen, så visas sjukfall per 1 000 listade."
            : "Vårdenheterna har inte lämnat antal listade för perioden (tabellen volymer). Därför visas inget tal per 1 000 listade."
    }

    package var title: String {
        switch self {
        case .unit: "Enheten"
        case .provider: "Vårdgivaren"
        case .region: "Regionens lista"
        case .all: "Alla vårdgivare"
        }
    }
}

/// The reports that there are (Intygsstatistik's), each with its address.
package enum ReportKind: String, Sendable, CaseIterable {
    case total = "totalt"
    case diagnosisGroups = "diagnosgrupper"
    case diagnosis = "diagnoser"
    case chosenDiagnoses = "jamfor-diagnoser"
    case age = "alder"
    case extent = "grad"
    case length = "langd"
    case overNinety = "over-90-dagar"
    case certificatesPerSpell = "intyg-per-sjukfall"
    case careUnit = "vardenheter"
    case subUnit = "underenheter"
    case listed = "per-1000-listade"
    case county = "lan"
    case doctor = "lakare"
    case doctorAgeAndSex = "lakares-alder-och-kon"
    case position = "befattningar"
    case certificates = "intyg"
    case messages = "meddelanden"
    case messagesByUnit = "meddelanden-per-enhet"
    case messagesByDoctor = "meddelanden-per-lakare"
    case completions = "kompletteringar"
    case completionQuestions = "kompletteringar-per-fraga"

    package enum Family: Int, Sendable, CaseIterable {
        case spells, places, doctors, certificates, messages

        package var title: String {
            switch self {
            case .spells: "Sjukfall"
            case .places: "Enheter och län"
            case .doctors: "Läkare"
            case .certificates: "Intyg"
            case .messages: "Meddelanden från Försäkringskassan"
            }
        }
    }

    package var family: Family {
        switch self {
        case .total, .diagnosisGroups, .diagnosis, .chosenDiagnoses, .age, .extent, .length, .overNinety, .certificatesPerSpell:
            .spells
        case .careUnit, .subUnit, .listed, .county: .places
        case .doctor, .doctorAgeAndSex, .position: .doctors
        case .certificates, .completions: .certificates
        case .messages, .messagesByUnit, .messagesByDoctor, .completionQuestions: .messages
        }
    }

    package var title: String {
        switch self {
        case .total: "Sjukfall, totalt"
        case .diagnosisGroups: "Diagnosgrupper"
        case .diagnosis: "Kapitel, avsnitt, kategori och kod"
        case .chosenDiagnoses: "Jämför valfria diagnoser"
        case .age: "Patientens ålder"
        case .extent: "Sjukskrivningsgrad"
        case .length: "Sjukskrivningslängd"
        case .overNinety: "Mer än 90 dagar"
        case .certificatesPerSpell: "Intyg per sjukfall"
        case .careUnit: "Vårdenheter"
        case .subUnit: "Enheter inom vårdenheten"
        case .listed: "Sjukfall per 1 000 listade"
        case .county: "Län"
        case .doctor: "Sjukfall per läkare"
        case .doctorAgeAndSex: "Läkarens ålder och kön"
        case .position: "Läkarens befattning"
        case .certificates: "Intyg per typ"
        case .messages: "Meddelanden per ämne"
        case .messagesByUnit: "Meddelanden per enhet"
        case .messagesByDoctor: "Meddelanden per läkare"
        case .completions: "Andel intyg som fick komplettering"
        case .completionQuestions: "Kompletteringar per fråga"
        }
    }

    /// What one can learn from it, for the list of reports.
    package var question: String {
        switch self {
        case .total: "Hur många sjukfall pågår, och ändras det?"
        case .diagnosisGroups: "Vilka slags diagnoser sjukskriver vi för?"
        case .diagnosis: "Vilka diagnoser finns inom ett kapitel, ända ner till koden?"
        case .chosenDiagnoses: "Hur står några diagnoser som du väljer mot varandra?"
        case .age: "Hur gamla är patienterna?"
        case .extent: "Hur stor del är på deltid?"
        case .length: "Hur långa är sjukfallen?"
        case .overNinety: "Hur många sjukfall har blivit långa?"
        case .certificatesPerSpell: "Hur många intyg går det på ett sjukfall?"
        case .careUnit: "Hur fördelar sig sjukfallen mellan vårdenheterna?"
        case .subUnit: "Hur fördelar sig sjukfallen inom vårdenheten?"
        case .listed: "Hur många sjukfall går det på de listade?"
        case .county: "Hur fördelar sig sjukfallen mellan länen, och mellan könen i varje län?"
        case .doctor: "Hur fördelar sig sjukfallen mellan enhetens läkare?"
        case .doctorAgeAndSex: "Vilka läkare sjukskriver, efter ålder och kön?"
        case .position: "Vilka läkare sjukskriver, efter befattning?"
        case .certificates: "Vilka intyg skriver vi, och hur många?"
        case .messages: "Vad skriver Försäkringskassan om?"
        case .messagesByUnit: "Vilka enheter får meddelandena?"
        case .messagesByDoctor: "Vilka läkares intyg gäller meddelandena?"
        case .completions: "Hur ofta räcker inte intyget?"
        case .completionQuestions: "Vilka frågor i intyget räcker inte?"
        }
    }

    /// What the engine counts.
    package var counted: Report.Counted {
        switch family {
        case .spells, .places, .doctors: .spells
        case .certificates: self == .completions ? .completions : .certificates
        case .messages: self == .completionQuestions ? .completionQuestions : .messages
        }
    }

    /// Where it can be asked for. Named doctors never leave the unit, and diagnoses finer than a group are the unit's own: a count of
    /// a rare one, with the counts around it, could point at a person.
    package var levels: [ReportLevel] {
        switch self {
        case .diagnosis, .chosenDiagnoses, .subUnit, .doctor, .messagesByDoctor: [.unit]
        case .careUnit, .messagesByUnit, .listed: [.provider, .region]
        // Not where units are shown: a county's figure less those of its other units would tell of one.
        case .county: [.all]
        case .total, .diagnosisGroups, .age, .extent, .length, .overNinety, .certificatesPerSpell, .doctorAgeAndSex, .position,
            .certificates, .messages, .completions, .completionQuestions:
            ReportLevel.allCases
        }
    }

    /// At the unit, and at a provider with few doctors, it tells of single ones.
    package var isAboutDoctors: Bool { family == .doctors || self == .messagesByDoctor }

    /// Its groups are units or doctors: they stand in alphabetical order and are never compared in words.
    package var namesItsGroups: Bool {
        switch self {
        case .careUnit, .subUnit, .listed, .doctor, .messagesByUnit, .messagesByDoctor: true
        default: false
        }
    }

    /// Per 1 000 is a whole period's figure, as a person on the list counts once.
    package var shapes: [Report.Shape] { self == .listed ? [.whole] : [.series, .whole] }

    /// What its table lists of the engine's answer: the seven groups instead of the chapters.
    func rows(_ table: ReportTable) -> ReportTable { self == .diagnosisGroups ? table.byDiagnosisGroup : table }

    /// A period's count is the sum of its months'. A spell counts in every month that it is ongoing.
    var addsUp: Bool { counted != .spells }

    /// What can be filtered on at the unit.
    package var filters: Set<ReportFilterField> {
        switch counted {
        case .spells: [.units, .diagnoses, .ages, .lengths]
        case .certificates, .completions: [.units, .diagnoses, .ages]
        case .messages, .completionQuestions: [.units, .diagnoses, .ages, .types]
        }
    }
}

package enum ReportFilterField: Sendable, CaseIterable {
    case units, diagnoses, ages, lengths, types
}
