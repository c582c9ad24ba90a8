extension FormLayout {
    /// AG7804, to the employer: the patient decides whether the diagnosis is told.
    package static let ag7804v1 = FormLayout(
        .ag7804v1,
        [
            FormCategory("Smittbärarpenning", [.infectionCarrier]),
            FormCategory("Grund för medicinskt underlag", [.grounds(.groundsV1, upTo: 4)]),
            FormCategory("Sysselsättning", [.occupations(), .presentWork()]),
            FormCategory(
                "Diagnos",
                [
                    FormQuestion(
                        "100", "Förmedla diagnos", .required, closed: false,
                        parts: [FormPart("100.1", "Patienten vill att diagnosen förmedlas", .yesNo)]),
                    .diagnoses(need: .optional),
                ]),
            FormCategory(
                "Sjukdomens konsekvenser",
                [
                    FormQuestion(
                        "101", "Förmedla funktionsnedsättning", .optional, upTo: nil, closed: false,
                        parts: [FormPart("101.1", "Patienten vill att funktionsnedsättningen förmedlas", .yesNo, required: false)]
                    ),
                    .freeText("35", "Funktionsnedsättning", .unlessCarrierAnswered),
                    .freeText("17", "Aktivitetsbegränsning", .unlessInfectionCarrier),
                ]),
            FormCategory(
                "Medicinsk behandling",
                [
                    .freeText("19", "Pågående medicinska behandlingar"),
                    .freeText("20", "Planerade medicinska behandlingar"),
                ]),
            FormCategory("Bedömning", assessment),
            FormCategory(
                "Åtgärder", [.measures(.measures.without("SOKA_NYTT_ARBETE", "KONFLIKTHANTERING"), upTo: 8), .measuresInWords]),
            FormCategory("Övriga upplysningar", [.freeText("25", "Övriga upplysningar")]),
            FormCategory(
                "Kontakt", [.contact("103", "Kontakt med arbetsgivaren", "Vem som ska kontaktas och varför")]),
        ])
}
