extension FormLayout {
    /// FK 7263, the predecessor of FK 7804, in the numbering that its last transport form gave it.
    ///
    /// Questions from 10001 are those that no later form kept.
    package static let fk7263 = FormLayout(
        .fk7263,
        [
            FormCategory("Smittbärarpenning", [open("27", "Smittbärarpenning", "Avstängd enligt smittskyddslagen", .yesNo)]),
            FormCategory(
                "Diagnos",
                [
                    FormQuestion(
                        "6", "Diagnos", .optional, upTo: nil, closed: false,
                        parts: [
                            FormPart("6.1", "Diagnos, text", anyText, required: false),
                            FormPart("6.2", "Diagnos, kod", anyText, required: false),
                            FormPart("6.3", "Andra diagnosen, text", anyText, required: false),
                            FormPart("6.4", "Andra diagnosen, kod", anyText, required: false),
                            FormPart("6.5", "Tredje diagnosen, text", anyText, required: false),
                            FormPart("6.6", "Tredje diagnosen, kod", anyText, required: false),
                        ]),
                    open("10001", "Diagnosen i ord", "", anyText),
                ]),
            FormCategory("Sjukdomsförlopp", [open("10002", "Aktuellt sjukdomsförlopp", "", anyText)]),
            FormCategory("Funktionsnedsättning", [open("35", "Funktionsnedsättning", "", anyText)]),
            FormCategory(
                "Intyget baseras på",
                [
                    FormQuestion(
                        "1", "Grund för medicinskt underlag", .optional, upTo: nil, closed: false,
                        parts: [
                            FormPart("1.1", "Intyget bygger på", .code(.groundsV1), required: false),
                            FormPart("1.2", "Datum", .day, required: false),
                            FormPart("1.3", "Vad annat är", anyText, required: false),
                        ])
                ]),
            FormCategory("Aktivitetsbegränsning", [open("17", "Aktivitetsbegränsning", "", anyText)]),
            FormCategory(
                "Åtgärder",
                [
                    FormQuestion(
                        "10003", "Patienten bör komma i kontakt med", .optional, upTo: nil, closed: false,
                        parts: [
                            FormPart("10003.1", "Kontakt med Arbetsförmedlingen", .yesNo, required: false),
                            FormPart("10003.2", "Kontakt med företagshälsovården", .yesNo, required: false),
                        ]),
                    open("10004", "Behandling eller åtgärd i sjukvården", "", anyText),
                    open("10005", "Arbetslivsinriktad rehabilitering är aktuell", "", .yesNo),
                ]),
            FormCategory(
                "Arbetsförmåga",
                [
                    FormQuestion(
                        "28", "Sysselsättning", .optional, upTo: nil, closed: false,
                        parts: [FormPart("28.1", .code(.occupations), required: false)]),
                    open("29", "Nuvarande arbete", "Yrke och arbetsuppgifter", anyText),
                    FormQuestion(
                        "32", "Nedsättning av arbetsförmågan", .optional, upTo: nil, closed: false,
                        parts: [
                            FormPart("32.1", "Omfattning", .code(.extents), required: false),
                            FormPart("32.2", "Från och med, till och med", .period, required: false),
                        ]),
                    open("37", "Längre nedsättning än beslutsstödet anger", "", anyText),
                    FormQuestion(
                        "10006", "Prognos", .optional, upTo: nil, closed: false,
                        parts: [
                            FormPart("10006.1", "Arbetsförmågan återfås helt", .yesNo, required: false),
                            FormPart("10006.3", "Prognosen går inte att bedöma", .yesNo, required: false),
                        ]),
                    open("34", "Arbetsresor", "Resor till och från arbetet i stället för sjukskrivning", .yesNo),
                ]),
            FormCategory("Kontakt", [open("26", "Kontakt önskas", "Kontakt önskas", .yesNo)]),
            FormCategory("Övriga upplysningar", [open("25", "Övriga upplysningar", "", anyText)]),
        ])

    private static let anyText = FormPart.Kind.text(limit: nil, blank: .remark)

    private static func open(_ number: String, _ label: String, _ part: String, _ kind: FormPart.Kind) -> FormQuestion {
        FormQuestion(
            number, label, .optional, upTo: nil, closed: false, parts: [FormPart("\(number).1", part, kind, required: false)])
    }
}
