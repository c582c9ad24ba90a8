import UseCases

/// A form that is shown again: what was written in it, and the answers that must be changed.
struct ReturnedForm: Sendable {
    struct Fault: Sendable {
        /// Nil when no answer of its own is at fault, as in a form of one button.
        let answer: FormAnswer?
        let sentence: String
    }

    let action: Href
    let fields: FormFields
    /// One at least, in the order of the form.
    let faults: [Fault]

    init(action: Href, fields: FormFields, faults: [Fault]) {
        self.action = action
        self.fields = fields
        self.faults = faults
    }

    init(action: Href, fields: FormFields, answer: FormAnswer?, sentence: String) {
        self.init(action: action, fields: fields, faults: [Fault(answer: answer, sentence: sentence)])
    }

    /// Runs what a form asks for.
    /// - Returns: nil when it was done, and otherwise the form with its faults.
    static func of(
        _ action: Href, _ fields: FormFields, _ work: () async throws -> Void
    ) async throws -> ReturnedForm? {
        do {
            try await work()
            return nil
        } catch UseCaseError.invalidAnswer(let answer, let sentence) {
            return ReturnedForm(action: action, fields: fields, answer: answer, sentence: sentence)
        } catch let invalid as InvalidAnswers {
            return ReturnedForm(
                action: action, fields: fields, faults: invalid.faults.map { Fault(answer: $0.answer, sentence: $0.sentence) })
        } catch UseCaseError.invalid(let sentence) {
            return ReturnedForm(action: action, fields: fields, answer: nil, sentence: sentence)
        }
    }

    /// Of a form of one button nothing can be changed.
    var summary: ErrorSummary {
        let problems = faults.map { ErrorSummary.Problem($0.sentence, field: $0.answer?.field) }
        return faults[0].answer == nil ? ErrorSummary("Det gick inte", problems: problems) : ErrorSummary(problems: problems)
    }
}

/// What a page with forms is given: nil until one of them comes back.
extension ReturnedForm? {
    /// Nil for the page's other forms.
    func at(_ action: Href) -> ReturnedForm? { self?.action == action ? self : nil }

    func error(_ answer: FormAnswer) -> String? { self?.faults.first { $0.answer == answer }?.sentence }

    /// The field of an answer.
    /// - Parameters:
    ///   - first: what stands in it before anybody has written.
    ///   - control: of what stands in it.
    func field(
        _ label: String, _ answer: FormAnswer, first: String = "", hint: String? = nil, isShort: Bool = false,
        spoken: String? = nil, _ control: (String) -> FormField.Control
    ) -> FormField {
        FormField(
            label, name: answer.field, control(map { $0.fields[answer.field] ?? "" } ?? first), hint: hint, error: error(answer),
            isShort: isShort, spoken: spoken)
    }
}

extension FormAnswer {
    /// The name of its field.
    var field: String {
        switch self {
        case .account: "konto"
        case .role: "roll"
        case .firstDay: "fran"
        case .lastDay: "till"
        case .mandatePerson: "person"
        case .mandatePurpose: "vad"
        case .mandateLastDay: "uppdrag-till"
        case .whosePatients: "ser"
        case .needs(let role): "behov.\(role.rawValue)"
        case .risks(let role): "risker.\(role.rawValue)"
        case .measures(let role): "atgarder.\(role.rawValue)"
        case .consentParty: "part"
        case .consentAbout: "vad"
        case .consentDay: "dag"
        case .emergencyReason: "skal"
        case .reviewMonth: "manad"
        case .reviewSample: "antal"
        case .judgement(let row): "bedomning-\(row)"
        case .judgementNote(let row): "anteckning-\(row)"
        case .reviewNote: "anteckning"
        case .extractNumber: "nummer"
        case .goalMeasure: "matt"
        case .goalTarget: "mal"
        case .goalDue: "senast"
        case .goalResponsible: "ansvarig"
        case .goalPlan: "plan"
        case .goalReason: "skal"
        case .goalConfirmation: "anda"
        case .setAsideReason: "skal"
        case .ownerlessReason(let item): "skal-\(item)"
        case .step: "vad"
        case .stepResponsible: "ansvarig-steg"
        case .stepDue: "senast-steg"
        case .followUp: "anteckning"
        case .rebaseMonth: "manad"
        case .rebaseReason: "skal"
        case .rebaseRemoval(let rebase): "skal-\(rebase)"
        case .listGap: "mellanrum"
        case .listEnded: "avslutade"
        case .responsible: "ansvarig"
        case .name: "namn"
        case .userName: "anvandarnamn"
        case .hsaID: "hsa-id"
        case .identityNumber: "personnummer"
        case .password: "losenord"
        }
    }
}
