extension RuleBook {
    /// Which questions must be there, how many times, with row numbers and which parts: made from the layout.
    mutating func addQuestionRules() {
        for question in layout.questions {
            guard let number = PartKey.question(question.number), number < 128 else { continue }
            addNeed(question, number)
            addCount(question, number)
            addInstances(question, number)
            addContent(question, number)
            addKnownParts(question, number)
            for part in question.parts { addPartCount(part, of: question, number) }
            for part in question.parts { addValueRules(part, of: question) }
        }
    }

    private mutating func addNeed(_ question: FormQuestion, _ number: Int) {
        switch question.need {
        case .optional: break
        case .required:
            add(
                question.number, "missing", "”\(question.label)” är inte besvarad. Besvara frågan.", on: .unanswered(number),
                misses: true
            ) { reading, failures in
                if reading.count(number) == 0 { failures.add(RuleInput("antal svar", 0)) }
            }
        case .unlessInfectionCarrier:
            add(
                question.number, "missing",
                "”\(question.label)” är inte besvarad. Besvara frågan, eller svara ja på frågan om smittbärarpenning.",
                on: .unanswered(number), misses: true
            ) { reading, failures in
                if reading.count(number) == 0, !reading.isInfectionCarrier {
                    failures.add(RuleInput("antal svar", 0), RuleInput("smittbärarpenning", "nej"))
                }
            }
        case .unlessCarrierAnswered:
            add(
                question.number, "missing", "”\(question.label)” är inte besvarad. Besvara frågan.", on: .unanswered(number),
                misses: true
            ) { reading, failures in
                if reading.count(number) == 0, reading.count(27) == 0 {
                    failures.add(RuleInput("antal svar", 0), RuleInput("smittbärarpenning", "obesvarad"))
                }
            }
            add(
                question.number, "missing-not-carrier",
                "”\(question.label)” är inte besvarad fast intyget inte gäller smittbärarpenning. Kontrollera om svaret saknas.",
                severity: .remark, on: .unanswered(number), misses: true
            ) { reading, failures in
                if reading.count(number) == 0, reading.count(27) > 0, !reading.isInfectionCarrier {
                    failures.add(RuleInput("antal svar", 0), RuleInput("smittbärarpenning", "nej"))
                }
            }
        }
    }

    private mutating func addCount(_ question: FormQuestion, _ number: Int) {
        guard let maximum = question.maximum else { return }
        let times = maximum == 1 ? "bara besvaras en gång" : "ha högst \(maximum) svar"
        add(question.number, "count", "”\(question.label)” får \(times). Ta bort det som är för mycket.", on: .irregular(number))
        {
            reading, failures in
            if reading.count(number) > maximum { failures.add(RuleInput("antal svar", reading.count(number))) }
        }
    }

    /// A missing row number reaches us as 0.
    private mutating func addInstances(_ question: FormQuestion, _ number: Int) {
        let lowest = question.isNumbered ? 1 : 0
        guard form != .fk7263, question.isNumbered || form != .ag114v1 else { return }
        add(
            question.number, "instance",
            "En rad i ”\(question.label)” saknar radnummer eller har ett som är mindre än 1. Numrera raderna 1, 2, 3 och så vidare.",
            on: .irregular(number)
        ) { reading, failures in
            reading.forEachAnswer(number) { _, answer in
                if answer.instance < lowest { failures.add(instance: answer.instance, RuleInput("instans", answer.instance)) }
            }
        }
        guard question.isNumbered, let maximum = question.maximum else { return }
        add(
            question.number, "instance-repeated",
            "Två rader i ”\(question.label)” har samma radnummer. Numrera raderna var för sig.",
            reference: RuleBook.plausibility, severity: .remark, on: .irregular(number)
        ) { reading, failures in
            guard reading.count(number) > 1, reading.count(number) <= maximum else { return }
            var seen: [Int] = []
            reading.forEachAnswer(number) { _, answer in
                if seen.contains(answer.instance) {
                    failures.add(instance: answer.instance, RuleInput("instans", answer.instance))
                }
                seen.append(answer.instance)
            }
        }
    }

    /// An answer without any part; where one part must be there, that part's rule tells.
    private mutating func addContent(_ question: FormQuestion, _ number: Int) {
        guard form != .fk7263, !question.parts.contains(where: \.isRequired) else { return }
        add(
            question.number, "empty", "”\(question.label)” har ett svar utan innehåll. Fyll i svaret eller ta bort det.",
            on: .irregular(number)
        ) { reading, failures in
            reading.forEachAnswer(number) { _, answer in
                if answer.parts.isEmpty { failures.add(instance: answer.instance, RuleInput("antal delsvar", 0)) }
            }
        }
    }

    private mutating func addKnownParts(_ question: FormQuestion, _ number: Int) {
        guard form != .fk7263 else { return }
        let keys = question.parts.compactMap { PartKey($0.id) }
        add(
            question.number, "unknown-part",
            "”\(question.label)” innehåller ett delsvar som formuläret inte har. Ta bort det eller flytta det till rätt fråga.",
            severity: question.isClosed ? .rejects : .remark, on: .irregular(number)
        ) { reading, failures in
            reading.forEachAnswer(number) { place, answer in
                guard !reading.hasOnly(keys, in: place) else { return }
                for other in reading.otherParts(than: keys, in: place) {
                    failures.add(part: other, instance: answer.instance, RuleInput("delsvar", other))
                }
            }
        }
    }

    private mutating func addPartCount(_ part: FormPart, of question: FormQuestion, _ number: Int) {
        guard form != .fk7263, let key = PartKey(part.id) else { return }
        let name = question.title(of: part)
        if part.isRequired {
            add(
                question.number, part: part.id, "missing", "”\(name)” saknas. Fyll i uppgiften.", on: .irregular(number),
                misses: true
            ) {
                reading, failures in
                reading.forEachAnswer(number) { place, answer in
                    if reading.count(key, in: place) == 0 {
                        failures.add(instance: answer.instance, RuleInput("antal \(part.id)", 0))
                    }
                }
            }
        }
        add(
            question.number, part: part.id, "repeated", "”\(name)” står flera gånger i samma svar. Behåll en.",
            on: .irregular(number)
        ) {
            reading, failures in
            reading.forEachAnswer(number) { place, answer in
                let count = reading.count(key, in: place)
                if count > 1 { failures.add(instance: answer.instance, RuleInput("antal \(part.id)", count)) }
            }
        }
    }
}
