extension FormLayout {
    /// FK 7804, second generation: treatment in one field, measures in free text, prognosis in months.
    package static let fk7804v2 = FormLayout(
        .fk7804v2,
        [
            FormCategory("Smittbärarpenning", [.infectionCarrier]),
            FormCategory("Grund för medicinskt underlag", [.grounds(.groundsV2, upTo: 5, otherLimit: 50)]),
            FormCategory("Sysselsättning", [.occupations(closed: false), .presentWork(limit: longText)]),
            FormCategory("Diagnos", [.diagnoses(need: .required, systems: [.icd10SE], lenientTexts: true)]),
            FormCategory(
                "Sjukdomens konsekvenser",
                [
                    // Codes of the ICF may stand in parts of their own, with or without words.
                    .freeText(
                        "35", "Funktionsnedsättning", .unlessInfectionCarrier, limit: longText, closed: false, required: false),
                    .freeText(
                        "17", "Aktivitetsbegränsning", .unlessInfectionCarrier, limit: longText, closed: false, required: false),
                ]),
            FormCategory("Medicinsk behandling", [.freeText("19", "Medicinsk behandling", blank: .remark, closed: false)]),
            FormCategory(
                "Bedömning",
                [
                    .periods(numbered: false, closed: false),
                    .freeText("37", "Längre nedsättning än beslutsstödet anger", limit: longText, blank: .remark, closed: false),
                    .workingHours(closed: false),
                    .travel(closed: false),
                    FormQuestion(
                        "39", "Prognos", .unlessInfectionCarrier, closed: false,
                        parts: [
                            FormPart("39.1", "Prognos", .code(.prognosesV2)),
                            FormPart("39.2", "Varför prognosen är oklar", .text(limit: nil, blank: .remark), required: false),
                            FormPart("39.4", "Månader till full återgång", .months, required: false),
                        ]),
                ]),
            FormCategory("Åtgärder", [.freeText("44", "Åtgärder som kan främja återgång", blank: .remark, closed: false)]),
            FormCategory(
                "Övriga upplysningar", [.freeText("25", "Övriga upplysningar", limit: longText, blank: .remark, closed: false)]),
            FormCategory(
                "Kontakt",
                [
                    .contact(
                        "26", "Kontakt önskas", "Varför kontakt önskas", limit: longText, blank: .remark, closed: false,
                        required: false)
                ]),
        ])

    /// Characters in the form's long text fields.
    private static let longText = 4000
}
