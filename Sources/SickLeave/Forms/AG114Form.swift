extension FormLayout {
    /// AG1-14, to the employer in the sick-pay period: its question numbers are its own.
    package static let ag114v1 = FormLayout(
        .ag114v1,
        [
            FormCategory(
                "Grund för medicinskt underlag",
                [
                    FormQuestion(
                        "10", "Grund för medicinskt underlag", .required, upTo: 4, numbered: true,
                        parts: [
                            FormPart("10.1", "Intyget bygger på", .code(.groundsV1)),
                            FormPart("10.2", "Datum", .day),
                            FormPart("10.3", "Vad annat är", .text, required: false),
                        ])
                ]),
            FormCategory(
                "Sysselsättning",
                [
                    FormQuestion("1", "Sysselsättning", .required, parts: [FormPart("1.1", .code(.workOnly))]),
                    FormQuestion("2", "Nuvarande arbete", .required, parts: [FormPart("2.1", "Yrke och arbetsuppgifter", .text)]),
                ]),
            FormCategory(
                "Diagnos",
                [
                    FormQuestion(
                        "3", "Förmedla diagnos", .required,
                        parts: [FormPart("3.1", "Patienten vill att diagnosen förmedlas", .yesNo)]),
                    FormQuestion(
                        "4", "Diagnos", .optional, upTo: 3, numbered: true, closed: false,
                        parts: [
                            FormPart("4.1", "Diagnos, text", .text),
                            FormPart(
                                "4.2", "Diagnos, kod",
                                .diagnosis(systems: [.icd10SE, .ksh97P], longest: nil, precision: .rejects)),
                        ]),
                ]),
            FormCategory(
                "Arbetsförmåga",
                [
                    .freeText("5", "På vilket sätt arbetsförmågan är nedsatt", .required),
                    FormQuestion(
                        "6", "Arbetsförmåga trots sjukdom", .required,
                        parts: [
                            FormPart("6.1", "Finns arbetsförmåga trots sjukdom", .yesNo),
                            FormPart("6.2", "Vad patienten kan göra", .text, required: false),
                        ]),
                ]),
            FormCategory(
                "Bedömning",
                [
                    FormQuestion(
                        "7", "Nedsättning av arbetsförmågan", .required,
                        parts: [
                            FormPart("7.1", "Omfattning i procent", .percent),
                            FormPart("7.2", "Från och med, till och med", .period),
                        ])
                ]),
            FormCategory("Övriga upplysningar", [.freeText("8", "Övriga upplysningar till arbetsgivaren")]),
            FormCategory("Kontakt", [.contact("9", "Kontakt med arbetsgivaren", "Vem som ska kontaktas och varför")]),
        ])
}
