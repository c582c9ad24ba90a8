// Questions that several forms share. Each form still lists its own, in its own order.
extension FormQuestion {
    static let infectionCarrier = FormQuestion(
        "27", "Smittbärarpenning", .optional, parts: [FormPart("27.1", "Avstängd enligt smittskyddslagen", .yesNo)])

    static func grounds(_ list: CodeList, upTo maximum: Int, otherLimit: Int? = nil) -> FormQuestion {
        FormQuestion(
            "1", "Grund för medicinskt underlag", .unlessInfectionCarrier, upTo: maximum, numbered: true,
            parts: [
                FormPart("1.1", "Intyget bygger på", .code(list)),
                FormPart("1.2", "Datum", .day),
                FormPart("1.3", "Vad annat är", .text(upTo: otherLimit), required: false),
            ])
    }

    static func occupations(closed: Bool = true) -> FormQuestion {
        FormQuestion(
            "28", "Sysselsättning", .unlessInfectionCarrier, upTo: 4, numbered: true, closed: closed,
            parts: [FormPart("28.1", .code(.occupations))])
    }

    static func presentWork(limit: Int? = nil) -> FormQuestion {
        FormQuestion(
            "29", "Nuvarande arbete", .optional, parts: [FormPart("29.1", "Yrke och arbetsuppgifter", .text(upTo: limit))])
    }

    static func diagnoses(
        need: Need, systems: [DiagnosisCode.System] = [.icd10SE, .ksh97P], lenientTexts: Bool = false
    ) -> FormQuestion {
        let code = FormPart.Kind.diagnosis(systems: systems, longest: 5, precision: lenientTexts ? .remark : .rejects)
        let further = FormPart.Kind.text(limit: nil, blank: lenientTexts ? .remark : .rejects)
        return FormQuestion(
            "6", "Diagnos", need,
            parts: [
                FormPart("6.1", "Diagnos, text", further),
                FormPart("6.2", "Diagnos, kod", code),
                FormPart("6.3", "Andra diagnosen, text", further, required: false),
                FormPart("6.4", "Andra diagnosen, kod", code, required: false),
                FormPart("6.5", "Tredje diagnosen, text", further, required: false),
                FormPart("6.6", "Tredje diagnosen, kod", code, required: false),
            ])
    }

    /// A question of one text part.
    static func freeText(
        _ number: String, _ label: String, _ need: Need = .optional, upTo maximum: Int? = 1, limit: Int? = nil,
        blank: RuleSeverity = .rejects, closed: Bool = true, required: Bool = true
    ) -> FormQuestion {
        FormQuestion(
            number, label, need, upTo: maximum, closed: closed,
            parts: [FormPart("\(number).1", .text(limit: limit, blank: blank), required: required)])
    }

    static func periods(numbered: Bool = true, closed: Bool = true) -> FormQuestion {
        FormQuestion(
            "32", "Nedsättning av arbetsförmågan", .required, upTo: 4, numbered: numbered, closed: closed,
            parts: [FormPart("32.1", "Omfattning", .code(.extents)), FormPart("32.2", "Från och med, till och med", .period)])
    }

    static func workingHours(closed: Bool = true) -> FormQuestion {
        FormQuestion(
            "33", "Arbetstidens förläggning", .optional, closed: closed,
            parts: [
                FormPart("33.1", "Medicinska skäl att förlägga arbetstiden ojämnt", .yesNo),
                FormPart("33.2", "Skäl till ojämn arbetstid", .text, required: false),
            ])
    }

    static func travel(closed: Bool = true) -> FormQuestion {
        FormQuestion(
            "34", "Arbetsresor", .optional, closed: closed,
            parts: [FormPart("34.1", "Resor till och från arbetet i stället för sjukskrivning", .yesNo)])
    }

    static func measures(_ list: CodeList, upTo maximum: Int) -> FormQuestion {
        FormQuestion(
            "40", "Arbetslivsinriktade åtgärder", .unlessInfectionCarrier, upTo: maximum, numbered: true,
            parts: [FormPart("40.1", .code(list))])
    }

    static let measuresInWords = freeText("44", "Åtgärderna i ord")

    static func contact(
        _ number: String, _ label: String, _ reason: String, limit: Int? = nil, blank: RuleSeverity = .rejects,
        closed: Bool = true, required: Bool = true
    ) -> FormQuestion {
        FormQuestion(
            number, label, .optional, closed: closed,
            parts: [
                FormPart("\(number).1", label, .yesNo, required: required),
                FormPart("\(number).2", reason, .text(limit: limit, blank: blank), required: false),
            ])
    }
}
