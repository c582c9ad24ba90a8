extension FormLayout {
    /// FK 7804 (type LISJP), first generation.
    package static let fk7804v1 = FormLayout(
        .fk7804v1,
        [
            FormCategory("Smittbärarpenning", [.infectionCarrier]),
            FormCategory("Grund för medicinskt underlag", [.grounds(.groundsV1, upTo: 4)]),
            FormCategory("Sysselsättning", [.occupations(), .presentWork()]),
            FormCategory("Diagnos", [.diagnoses(need: .required)]),
            FormCategory(
                "Sjukdomens konsekvenser",
                [
                    .freeText("35", "Funktionsnedsättning", .unlessInfectionCarrier),
                    .freeText("17", "Aktivitetsbegränsning", .unlessInfectionCarrier),
                ]),
            FormCategory(
                "Medicinsk behandling",
                [
                    .freeText("19", "Pågående medicinska behandlingar"),
                    .freeText("20", "Planerade medicinska behandlingar"),
                ]),
            FormCategory("Bedömning", assessment),
            FormCategory("Åtgärder", [.measures(.measures, upTo: 10), .measuresInWords]),
            FormCategory("Övriga upplysningar", [.freeText("25", "Övriga upplysningar")]),
            FormCategory("Kontakt", [.contact("26", "Kontakt önskas", "Varför kontakt önskas")]),
        ])

    /// Questions 32, 37, 33, 34 and 39, which AG7804 took over unchanged.
    static let assessment: [FormQuestion] = [
        .periods(),
        .freeText("37", "Längre nedsättning än beslutsstödet anger"),
        .workingHours(),
        .travel(),
        FormQuestion(
            "39", "Prognos", .unlessInfectionCarrier,
            parts: [
                FormPart("39.1", "Prognos", .code(.prognosesV1)),
                FormPart("39.3", "Dagar till full återgång", .code(.daysToWork), required: false),
            ]),
    ]
}
