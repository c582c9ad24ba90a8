import SickLeave

/// Answers that are the same in every certificate of the synthetic region.
extension FormAnswers {
    private static func coded(_ code: String, _ system: String, _ display: String) -> AnswerValue {
        .code(CodedValue(code: code, system: system, display: display))
    }

    private static func answer(_ question: String, _ part: String, _ value: AnswerValue) -> Answer {
        // The forms number the rows of these, also when there is one only.
        Answer(question: question, instance: question == "28" || question == "40" ? 1 : 0, parts: [Answer.Part(part, value)])
    }

    static let examination = coded("UNDERSOKNING", "KV_FKMU_0001", "Min undersökning av patienten")
    static let telephone = coded("TELEFONKONTAKT", "KV_FKMU_0001", "Min telefonkontakt med patienten")

    private static let currentWork = coded("NUVARANDE_ARBETE", "KV_FKMU_0002", "Nuvarande arbete")
    /// In the order of `Occupation`.
    static let occupation = [
        answer("28", "28.1", currentWork),
        answer("28", "28.1", coded("ARBETSSOKANDE", "KV_FKMU_0002", "Arbetssökande")),
        answer("28", "28.1", coded("FORALDRALEDIG", "KV_FKMU_0002", "Föräldraledighet för vård av barn")),
        answer("28", "28.1", coded("STUDIER", "KV_FKMU_0002", "Studier")),
    ]
    static let occupationOfAG114 = answer("1", "1.1", currentWork)

    static let occupations = [
        "Undersköterska, kvällar och helger", "Barnskötare i förskola", "Lärare i grundskola", "Butikssäljare", "Lagerarbetare",
        "Lastbilschaufför", "Snickare", "Elektriker", "Städare", "Kock", "Handläggare", "Systemutvecklare", "Ekonomiassistent",
        "Personlig assistent", "Sjuksköterska, skiftarbete", "Maskinoperatör", "Målare", "Receptionist", "Busschaufför",
        "Enhetschef i omsorgen",
    ]
    static let work = occupations.map { answer("29", "29.1", .text($0)) }
    static let workOfAG114 = occupations.map { answer("2", "2.1", .text($0)) }

    static let nothingBefore6: [Answer] = []
    static let conveys = [answer("100", "100.1", .text("true"))]
    static let withholds = [answer("100", "100.1", .text("false"))]
    static let conveysInAG114 = answer("3", "3.1", .text("true"))
    static let withholdsInAG114 = answer("3", "3.1", .text("false"))
    static let diagnosisParts = ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6"]

    static let full = coded("HELT_NEDSATT", "KV_FKMU_0003", "100 %")
    static let threeQuarters = coded("TRE_FJARDEDEL", "KV_FKMU_0003", "75 %")
    static let half = coded("HALFTEN", "KV_FKMU_0003", "50 %")
    static let quarter = coded("EN_FJARDEDEL", "KV_FKMU_0003", "25 %")

    static let reasonForLength = answer(
        "37", "37.1", .text("Förloppet är långsammare än väntat och flera besvär samverkar, därför behövs längre tid."))
    static let evenHours = answer("33", "33.1", .text("false"))
    static let noTravel = answer("34", "34.1", .text("false"))

    /// Full return after this certificate; place held for the dated ones; hardly at all; cannot be told.
    static let prognosis = [
        answer("39", "39.1", coded("STOR_SANNOLIKHET", "KV_FKMU_0006", "Åter helt efter denna sjukskrivning")),
        returnWithin[0],
        answer("39", "39.1", coded("SANNOLIKT_INTE", "KV_FKMU_0006", "Sannolikt inte åter inom 12 månader")),
        answer("39", "39.1", coded("PROGNOS_OKLAR", "KV_FKMU_0006", "Prognosen är oklar")),
    ]
    static let returnWithin = [
        ("TRETTIO_DGR", "30 dagar"), ("SEXTIO_DGR", "60 dagar"), ("NITTIO_DGR", "90 dagar"),
        ("HUNDRAATTIO_DAGAR", "180 dagar"), ("TREHUNDRASEXTIOFEM_DAGAR", "365 dagar"),
    ].map { code, display in
        Answer(
            question: "39",
            parts: [
                Answer.Part("39.1", coded("ATER_X_ANTAL_DGR", "KV_FKMU_0006", "Åter helt efter ett antal dagar")),
                Answer.Part("39.3", coded(code, "KV_FKMU_0007", display)),
            ])
    }

    /// Measures that both FK 7804 and AG7804 know; the first is the usual one.
    static let measures = [
        ("EJ_AKTUELLT", "Inte aktuellt"), ("ARBETSANPASSNING", "Arbetsanpassning"), ("ARBETSTRANING", "Arbetsträning"),
        ("BESOK_ARBETSPLATS", "Besök på arbetsplatsen"), ("ERGONOMISK", "Ergonomisk bedömning"),
        ("KONTAKT_FHV", "Kontakt med företagshälsovård"), ("OMFORDELNING", "Omfördelning av arbetsuppgifter"),
    ].map { answer("40", "40.1", coded($0.0, "KV_FKMU_0004", $0.1)) }

    static let syntheticNote = "Syntetiskt intyg. Personen finns inte."
    static let synthetic = answer("25", "25.1", .text(syntheticNote))
    static let syntheticInAG114 = answer("8", "8.1", .text(syntheticNote))
    static let canWork = Answer(
        question: "6",
        parts: [
            Answer.Part("6.1", .text("true")), Answer.Part("6.2", .text("Lättare uppgifter i egen takt under en del av dagen.")),
        ])
    static let cannotWork = answer("6", "6.1", .text("false"))
}
