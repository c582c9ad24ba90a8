/// The questions of FK 7804 that a completion (komplettering) can be about, as the national statistics group them.
package enum CompletionQuestion: UInt8, Sendable, CaseIterable {
    case activityLimitation = 1
    case workplaceMeasures = 2
    case workingHours = 3
    case travelToWork = 4
    case reducedWorkAbility = 5
    case diagnosis = 6
    case functionalImpairment = 7
    case basis = 8
    case contactWithAgency = 9
    case workAndTasks = 10
    case plannedTreatment = 11
    case prognosis = 12
    case currentTreatment = 13
    case infectionCarrier = 14
    case occupation = 15
    case other = 16

    /// The form's question numbers.
    package var questions: [String] {
        switch self {
        case .activityLimitation: ["17"]
        case .workplaceMeasures: ["40", "44"]
        case .workingHours: ["33"]
        case .travelToWork: ["34"]
        case .reducedWorkAbility: ["32", "37"]
        case .diagnosis: ["6"]
        case .functionalImpairment: ["35"]
        case .basis: ["1"]
        case .contactWithAgency: ["26"]
        case .workAndTasks: ["29"]
        case .plannedTreatment: ["20"]
        case .prognosis: ["39"]
        case .currentTreatment: ["19"]
        case .infectionCarrier: ["27"]
        case .occupation: ["28"]
        case .other: ["25"]
        }
    }

    /// Nil for a question that belongs to no group.
    package init?(question: String) {
        guard let match = Self.allCases.first(where: { $0.questions.contains(question) }) else { return nil }
        self = match
    }

    package var title: String {
        switch self {
        case .activityLimitation: "Aktivitetsbegränsning"
        case .workplaceMeasures: "Arbetslivsinriktade åtgärder"
        case .workingHours: "Arbetstidsförläggning"
        case .travelToWork: "Arbetsresor"
        case .reducedWorkAbility: "Bedömning av patientens nedsättning av arbetsförmåga"
        case .diagnosis: "Diagnos(er)"
        case .functionalImpairment: "Funktionsnedsättning"
        case .basis: "Intyget baseras på"
        case .contactWithAgency: "Kontakt med Försäkringskassan"
        case .workAndTasks: "Nuvarande yrke och arbetsuppgifter"
        case .plannedTreatment: "Planerade medicinska behandlingar/åtgärder"
        case .prognosis: "Prognos för arbetsförmåga"
        case .currentTreatment: "Pågående medicinska behandlingar/åtgärder"
        case .infectionCarrier: "Smittbärarpenning"
        case .occupation: "Sysselsättning"
        case .other: "Övriga upplysningar"
        }
    }
}
