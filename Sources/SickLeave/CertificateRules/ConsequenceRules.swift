// Conditions between answers that several forms share.
extension RuleBook {
    /// What the certificate builds on: "annat" needs an explanation, each ground is given once.
    mutating func addGroundRules(_ question: String) {
        let (kind, other) = ("\(question).1", "\(question).3")
        requirePart(
            question, other, when: .code(kind, "ANNAT"), "Intyget bygger på ”Annat”. Skriv vad det är.")
        forbidPart(
            question, other, when: .otherCode(kind, than: "ANNAT"),
            "Vad annat är får bara anges när intyget bygger på ”Annat”. Ta bort texten eller välj ”Annat”.")
        uniqueCodes(question, kind, "Samma grund för intyget är angiven två gånger. Behåll en rad för varje grund.")
        let dates = PartKey(stringLiteral: "\(question).2")
        let datePart = "\(question).2"
        add(
            question, part: datePart, "after-signing",
            "Datumet för underlaget ligger efter den dag då intyget signerades. Kontrollera datumet.",
            reference: RuleBook.plausibility, severity: .remark, on: .part(dates)
        ) { reading, failures in
            let signed = reading.certificate.pointee.signedAt.day
            reading.forEachPart(dates) { answer, value in
                guard let day = FormDate.day(value), day > signed else { return }
                failures.add(
                    part: datePart, instance: reading.instance(of: answer), RuleInput(datePart, day.description),
                    RuleInput("signerat", signed.description))
            }
        }
    }

    /// No ground may lie after the day that the verdict is given.
    mutating func forbidFutureGrounds(_ question: String) {
        let datePart = "\(question).2"
        let dates = PartKey(stringLiteral: datePart)
        add(
            question, part: datePart, "future", "Datumet för underlaget ligger i framtiden. Rätta datumet.", on: .part(dates)
        ) { reading, failures in
            reading.forEachPart(dates) { answer, value in
                guard let day = FormDate.day(value), day > reading.day else { return }
                failures.add(
                    part: datePart, instance: reading.instance(of: answer), RuleInput(datePart, day.description),
                    RuleInput("prövat", reading.day.description))
            }
        }
    }

    /// Occupation: each once; present work is described if, and only if, it is chosen.
    mutating func addOccupationRules() {
        uniqueCodes("28", "28.1", "Samma sysselsättning är angiven två gånger. Behåll en rad för varje sysselsättning.")
        add(
            "29", "required", "Nuvarande arbete är valt som sysselsättning. Beskriv yrke och arbetsuppgifter.",
            on: .unanswered(29), misses: true
        ) { reading, failures in
            let chosen = reading.countCodes(.occupation, "NUVARANDE_ARBETE")
            if chosen > 0, reading.count(29) == 0 {
                failures.add(RuleInput("28.1", "NUVARANDE_ARBETE"), RuleInput("antal svar", 0))
            }
        }
        add(
            "29", "forbidden",
            "Yrke och arbetsuppgifter får bara anges när nuvarande arbete är valt som sysselsättning. Ta bort texten eller lägg till valet.",
            on: .question(29)
        ) { [scope] reading, failures in
            if scope == .answersGiven, reading.count(28) == 0 { return }
            if reading.count(29) > 0, reading.countCodes(.occupation, "NUVARANDE_ARBETE") == 0 {
                failures.add(RuleInput("28.1 NUVARANDE_ARBETE", 0))
            }
        }
    }

    /// Further diagnoses come whole, in order, and from the same classification as the first.
    mutating func addDiagnosisRules(pairs: RuleSeverity) {
        func pair(_ text: PartKey, _ code: PartKey, _ part: String, alsoNeeds first: PartKey?, _ sentence: String) {
            add("6", part: part, "pair", sentence, severity: pairs, on: .question(6), misses: true) { reading, failures in
                reading.forEachAnswer(6) { place, answer in
                    let texts = reading.count(text, in: place)
                    let codes = reading.count(code, in: place)
                    guard texts + codes > 0 else { return }
                    let hasFirst = first.map { reading.count($0, in: place) == 1 } ?? true
                    if texts != 1 || codes != 1 || !hasFirst {
                        failures.add(
                            part: part, instance: answer.instance, RuleInput("antal texter", texts),
                            RuleInput("antal koder", codes))
                    }
                }
            }
        }
        pair("6.3", "6.4", "6.4", alsoNeeds: nil, "Den andra diagnosen ska ha både kod och text. Fyll i båda eller ta bort båda.")
        pair(
            "6.5", "6.6", "6.6", alsoNeeds: "6.3",
            "Den tredje diagnosen ska ha både kod och text, och får bara stå efter en andra diagnos. Fyll i eller ta bort.")
        let (firstCode, otherCodes): (PartKey, [(String, PartKey)]) = ("6.2", [("6.4", "6.4"), ("6.6", "6.6")])
        add(
            "6", "system-mixed", "Diagnoserna är hämtade ur olika kodverk. Ange alla diagnoser ur samma kodverk.",
            on: .question(6)
        ) { reading, failures in
            reading.forEachAnswer(6) { place, answer in
                func system(_ key: PartKey) -> DiagnosisCode.System? {
                    guard case .code(let coded)? = reading.value(key, in: place) else { return nil }
                    return DiagnosisCode.System(oid: FormText.trimmed(coded.system))
                }
                guard let first = system(firstCode) else { return }
                for (part, key) in otherCodes {
                    if let other = system(key), other != first {
                        failures.add(
                            part: part, instance: answer.instance, RuleInput("6.2", "\(first)"), RuleInput(part, "\(other)"))
                    }
                }
            }
        }
    }

    /// Uneven working hours: asked only for part-time, with reasons if, and only if, the answer is yes.
    ///
    /// - Parameter fullTime: what an answer is worth where no row is part-time.
    mutating func addWorkingHoursRules(fullTime: RuleSeverity) {
        add(
            "33", "required", "Patienten är sjukskriven på deltid. Svara på frågan om arbetstidens förläggning.",
            on: .unanswered(33), misses: true
        ) { reading, failures in
            let partTime = reading.partTimeRows
            if partTime > 0, reading.count(33) == 0, !reading.isInfectionCarrier {
                failures.add(RuleInput("rader på deltid", partTime), RuleInput("antal svar", 0))
            }
        }
        add(
            "33", "forbidden", "Frågan om arbetstidens förläggning gäller bara sjukskrivning på deltid. Ta bort svaret.",
            severity: fullTime, on: .question(33)
        ) { reading, failures in
            if reading.count(33) > 0, reading.partTimeRows == 0 { failures.add(RuleInput("rader på deltid", 0)) }
        }
        requirePart(
            "33", "33.2", when: .yes("33.1"), "Arbetstiden ska förläggas ojämnt. Skriv de medicinska skälen.")
        forbidPart(
            "33", "33.2", when: .no("33.1"),
            "Skäl till ojämn arbetstid får bara anges när svaret är ja. Ta bort texten eller ändra svaret.")
    }

    /// Measures: each once, "inte aktuellt" alone and without words.
    mutating func addMeasureRules() {
        uniqueCodes("40", "40.1", "Samma åtgärd är angiven två gånger. Behåll en rad för varje åtgärd.")
        add(
            "40", "none-alone", "”Inte aktuellt” kan inte kombineras med andra åtgärder. Ta bort det ena.", on: .part(.measure)
        ) { reading, failures in
            let none = reading.countCodes(.measure, "EJ_AKTUELLT")
            if none > 0, reading.count(40) > none {
                failures.add(part: "40.1", RuleInput("40.1", "EJ_AKTUELLT"), RuleInput("antal svar", reading.count(40)))
            }
        }
        add(
            "44", "forbidden", "Åtgärder får inte beskrivas när åtgärder är ”Inte aktuellt”. Ta bort texten eller välj åtgärder.",
            on: .question(44)
        ) { reading, failures in
            if reading.count(44) > 0, reading.countCodes(.measure, "EJ_AKTUELLT") > 0 {
                failures.add(RuleInput("40.1", "EJ_AKTUELLT"))
            }
        }
    }
}

extension PartKey {
    static let occupation: PartKey = "28.1"
    static let extent: PartKey = "32.1"
    static let measure: PartKey = "40.1"
    static let carrier: PartKey = "27.1"
}

extension CertificateReading {
    /// Rows of question 32 below full extent.
    var partTimeRows: Int { countCodes(.extent) { $0 == "TRE_FJARDEDEL" || $0 == "HALFTEN" || $0 == "EN_FJARDEDEL" } }
}
