// The rules of each form: structure and values from its layout, then what holds between answers.
extension RuleBook {
    mutating func addFK7804V1() {
        addQuestionRules()
        addGroundRules("1")
        addOccupationRules()
        addDiagnosisRules(pairs: .rejects)
        addAssessmentV1()
        addContactRules("26", reasonWithoutYes: .rejects)
        addFurtherQuestions()
    }

    /// Questions that FK 7804 and AG7804 share in their first generation.
    private mutating func addAssessmentV1() {
        uniqueCodes("32", "32.1", "Samma omfattning är angiven två gånger. Varje omfattning får ha en period.")
        addWorkingHoursRules(fullTime: .rejects)
        requirePart(
            "39", "39.3", when: .code("39.1", "ATER_X_ANTAL_DGR"),
            "Prognosen är att patienten återgår inom ett visst antal dagar. Ange hur många.")
        forbidPart(
            "39", "39.3", when: .otherCode("39.1", than: "ATER_X_ANTAL_DGR"),
            "Antal dagar får bara anges när prognosen är återgång inom ett visst antal dagar. Ta bort dagarna eller ändra prognosen."
        )
        addMeasureRules()
    }

    mutating func addFK7804V2() {
        addQuestionRules()
        addGroundRules("1")
        forbidFutureGrounds("1")
        addOccupationRules()
        addDiagnosisRules(pairs: .remark)
        uniqueCodes("32", "32.1", "Samma omfattning är angiven två gånger. Varje omfattning får ha en period.")
        addWorkingHoursRules(fullTime: .remark)
        requirePart(
            "39", "39.4", when: .code("39.1", "ATER_X_ANTAL_MANADER"),
            "Prognosen är att patienten återgår inom ett visst antal månader. Ange hur många.")
        forbidPart(
            "39", "39.4", when: .otherCode("39.1", than: "ATER_X_ANTAL_MANADER"),
            "Antal månader anges bara när prognosen är återgång inom ett visst antal månader. Kontrollera prognosen.",
            severity: .remark)
        requirePart(
            "39", "39.2", when: .code("39.1", "PROGNOS_OKLAR"), "Prognosen är oklar. Skriv gärna varför.", severity: .remark)
        addContactRules("26", reasonWithoutYes: .remark)
        addFurtherQuestions()
    }

    mutating func addAG7804() {
        addQuestionRules()
        addGroundRules("1")
        forbidFutureGrounds("1")
        addOccupationRules()
        addDiagnosisRules(pairs: .rejects)
        add(
            "6", "not-conveyed",
            "Patienten vill inte att diagnosen förmedlas, men intyget innehåller diagnos. Ta bort diagnosen.",
            on: .question(6)
        ) { [scope] reading, failures in
            let isConveyed = reading.boolean("100.1") ?? (scope == .answersGiven)
            if reading.count(6) > 0, !isConveyed {
                failures.add(RuleInput("100.1", reading.boolean("100.1") == false ? "nej" : "saknas"))
            }
        }
        add("6", "required", "Patienten vill att diagnosen förmedlas. Ange minst en diagnos.", on: .unanswered(6), misses: true) {
            reading, failures in
            if reading.count(6) == 0, reading.boolean("100.1") == true { failures.add(RuleInput("100.1", "ja")) }
        }
        addAssessmentV1()
        addContactRules("103", reasonWithoutYes: .rejects)
        addFurtherQuestions()
    }

    mutating func addAG114() {
        addQuestionRules()
        addGroundRules("10")
        add("4", "required", "Patienten vill att diagnosen förmedlas. Ange minst en diagnos.", on: .unanswered(4), misses: true) {
            reading, failures in
            if reading.count(4) == 0, reading.boolean("3.1") == true { failures.add(RuleInput("3.1", "ja")) }
        }
        add(
            "4", "not-conveyed",
            "Patienten vill inte att diagnosen förmedlas, men intyget innehåller diagnos. Kontrollera med utfärdaren.",
            reference: RuleBook.plausibility, severity: .remark, on: .question(4)
        ) { reading, failures in
            if reading.count(4) > 0, reading.boolean("3.1") == false { failures.add(RuleInput("3.1", "nej")) }
        }
        requirePart("6", "6.2", when: .yes("6.1"), "Det finns arbetsförmåga trots sjukdom. Beskriv vad patienten kan göra.")
        requirePart("9", "9.2", when: .yes("9.1"), "Kontakt med arbetsgivaren önskas. Skriv vem som ska kontaktas och varför.")
        add(
            "7", part: "7.1", "zero", "Omfattningen är 0 procent, så intyget gäller ingen nedsättning. Kontrollera procenttalet.",
            reference: RuleBook.plausibility, severity: .remark, on: .part("7.1")
        ) { reading, failures in
            reading.forEachPart("7.1") { _, value in
                if FormPercent.read(value) == 0 { failures.add(part: "7.1", RuleInput("7.1", 0)) }
            }
        }
        add(
            "7", part: "7.2", "days",
            "Perioden är längre än \(RuleBook.sickPayDays) dagar. AG1-14 är till för sjuklöneperioden; använd AG7804 därefter.",
            reference: "Formulärets syfte: dag 1–14 i sjuklöneperioden", severity: .remark
        ) { reading, failures in
            for period in reading.periods {
                guard let start = period.start, let end = period.end, end - start + 1 > RuleBook.sickPayDays else { continue }
                failures.add(part: "7.2", instance: period.instance, RuleInput("dagar", end - start + 1))
            }
        }
        addFurtherQuestions()
    }

    /// Days of sick pay from the employer, which AG1-14 is written for.
    static let sickPayDays = 14

    mutating func addFK7263() {
        addQuestionRules()
        add(
            "", "patient", "Patientens identitet saknas. Ange personnummer, samordningsnummer eller reservnummer.",
            label: "Patient"
        ) {
            reading, failures in
            if reading.certificate.pointee.patient.canonical.isEmpty { failures.add(RuleInput("patient", "saknas")) }
        }
        add("", "unit", "Vårdenhetens HSA-id saknas. Ange vårdenhet.", label: "Vårdenhet") { reading, failures in
            if FormText.isBlank(reading.certificate.pointee.careUnit.hsaID.rawValue) {
                failures.add(RuleInput("vårdenhet", "saknas"))
            }
        }
        add("32", "missing", "Intyget har ingen läsbar period. Ange omfattning, första och sista dag.", misses: true) {
            reading, failures in
            if reading.certificate.pointee.periods.isEmpty, reading.count(32) == 0, !reading.carriesInfection {
                failures.add(RuleInput("antal perioder", 0))
            }
        }
        add(
            "32", "row",
            "En rad ska ha en omfattning och en period, varken fler eller färre. Ange båda, i en rad för varje period.",
            on: .question(32)
        ) { reading, failures in
            guard !reading.carriesInfection else { return }
            reading.forEachAnswer(32) { number, answer in
                let counts = (["32.1", "32.2"] as [PartKey]).map { reading.count($0, in: number) }
                guard counts != [1, 1] else { return }
                failures.add(
                    instance: answer.instance, RuleInput("omfattningar", counts[0]), RuleInput("perioder", counts[1]))
            }
        }
        let extents = CodeList.extents
        add(
            "32", part: "32.1", "code", "Omfattningen ska vara 25, 50, 75 eller 100 procent. Välj en av dem."
        ) { reading, failures in
            guard !reading.carriesInfection else { return }
            reading.forEachPart("32.1") { answer, value in
                if FormCode.read(value).map(extents.contains) != true {
                    failures.add(
                        part: "32.1", instance: reading.instance(of: answer), RuleInput("32.1", value.receipt(isFreeText: true)))
                }
            }
        }
        addUncountedOfFK7263()
    }

    /// Of FK 7263 no rule set is published, and systems wrote it in many ways: only values that decide who is on sick leave, when and on
    /// what grounds must be readable.
    static let checkedOfFK7263: Set<String> = ["1.2", "27.1", "32.2"]

    /// What is kept as it was written but that no figure can count.
    private mutating func addUncountedOfFK7263() {
        for part in ["6.2", "6.4", "6.6"] {
            add(
                "6", part: part, "uncounted",
                "Diagnosens kodverk saknas eller är ett annat än ICD-10-SE och KSH97-P, så diagnosen räknas inte. Kontrollera kodverket.",
                reference: RuleBook.plausibility, severity: .remark, on: .part(PartKey(part)!)
            ) { reading, failures in
                reading.forEachPart(PartKey(part)!) { answer, value in
                    if case .code(let coded) = value, DiagnosisCode.System(sent: FormText.trimmed(coded.system)) != nil { return }
                    failures.add(
                        part: part, instance: reading.instance(of: answer), RuleInput(part, value.receipt(isFreeText: true)))
                }
            }
        }
        add(
            "28", part: "28.1", "uncounted",
            "Sysselsättningen är inget av formulärets val, så den räknas inte. Kontrollera valet.",
            reference: RuleBook.plausibility, severity: .remark, on: .part("28.1")
        ) { reading, failures in
            reading.forEachPart("28.1") { answer, value in
                if FormCode.read(value).flatMap(Occupation.init(code:)) == nil {
                    failures.add(
                        part: "28.1", instance: reading.instance(of: answer), RuleInput("28.1", value.receipt(isFreeText: true)))
                }
            }
        }
    }

    private mutating func addContactRules(_ question: String, reasonWithoutYes: RuleSeverity) {
        forbidPart(
            question, "\(question).2", when: .no("\(question).1"),
            "Varför kontakt önskas får bara anges när svaret är ja. Ta bort texten eller ändra svaret.",
            severity: reasonWithoutYes)
    }
}

extension CertificateReading {
    /// By the answer, or by the certificate itself when the sender's form had no such question.
    var carriesInfection: Bool { certificate.pointee.isInfectionCarrier || isInfectionCarrier }
}
