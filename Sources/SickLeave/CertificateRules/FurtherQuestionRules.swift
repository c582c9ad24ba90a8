// Answers to questions that the form does not list.
extension RuleBook {
    /// The first generation of FK 7804 lets the agency add questions 9001–9999 (tilläggsfrågor), each with one text.
    private static let further = 9_001...9_999
    /// 9000 itself is allowed by number, though no question has it.
    private static let allowed = 9_000...9_999

    mutating func addFurtherQuestions() {
        // AG7804's owner lets FK 7804's question 26 through; the form itself asks 103 in its place.
        let tolerated: Set<Int> = form == .ag7804v1 ? [26] : []
        let known = Set(layout.questions.compactMap { PartKey.question($0.number) }).union(tolerated)
        for number in tolerated {
            add(
                "", "\(number).not-asked",
                "Intyget har svar på en fråga som hör till FK 7804. Kontrollera att svaret har kommit med.",
                label: FormLayout.otherTitle, severity: .remark, on: .question(number)
            ) { reading, failures in
                reading.forEachAnswer(number) { _, answer in
                    failures.add(instance: answer.instance, RuleInput("fråga", answer.question))
                }
            }
        }
        let isKnown = (0..<128).map(known.contains)
        let allowsFurther = form == .fk7804v1
        // AG1-14 and the second generation of FK 7804 are read leniently by their owners; nothing is lost by a remark.
        let severity: RuleSeverity = form == .fk7804v1 || form == .ag7804v1 ? .rejects : .remark
        add(
            "", "unknown-question", "Intyget har svar på en fråga som formuläret inte har. Ta bort den eller välj rätt formulär.",
            label: FormLayout.otherTitle, severity: severity, on: .strange
        ) { reading, failures in
            func report(_ answer: Answer) {
                failures.add(instance: answer.instance, RuleInput("fråga", answer.question))
            }
            for number in 1..<128 where reading.count(number) > 0 && !isKnown[number] {
                reading.forEachAnswer(number) { _, answer in report(answer) }
            }
            for place in reading.strangers {
                let answer = reading.certificate.pointee.answers[place]
                if allowsFurther, let number = PartKey.question(answer.question), RuleBook.allowed.contains(number) { continue }
                report(answer)
            }
        }
        guard allowsFurther else { return }
        add(
            "9001", "parts", "En tilläggsfråga ska ha precis ett delsvar. Slå ihop svaren till ett.", label: "Tilläggsfråga",
            on: .strange
        ) { reading, failures in
            for answer in reading.furtherAnswers(RuleBook.further) where answer.parts.count != 1 {
                failures.add(
                    instance: answer.instance, RuleInput("fråga", answer.question), RuleInput("antal delsvar", answer.parts.count)
                )
            }
        }
        add(
            "9001", "instance",
            "En tilläggsfråga har ett radnummer som är mindre än 1. Ta bort det, eller numrera raderna 1, 2, 3 och så vidare.",
            label: "Tilläggsfråga", on: .strange
        ) { reading, failures in
            // One that is left out is 0.
            for answer in reading.furtherAnswers(RuleBook.allowed) where answer.instance < 0 {
                failures.add(instance: answer.instance, RuleInput("instans", answer.instance))
            }
        }
        add(
            "9001", "part-id", "Delsvaret till en tilläggsfråga ska ha frågans nummer följt av .1.", label: "Tilläggsfråga",
            severity: .remark, on: .strange
        ) { reading, failures in
            for answer in reading.furtherAnswers(RuleBook.further)
            where answer.parts.contains(where: { $0.id != answer.question + ".1" }) {
                failures.add(instance: answer.instance, RuleInput("fråga", answer.question))
            }
        }
        add(
            "9001", "repeated", "Samma tilläggsfråga är besvarad två gånger. Behåll ett svar.", label: "Tilläggsfråga",
            on: .strange
        ) { reading, failures in
            guard reading.strangers.count > 1 else { return }
            var seen: Set<String> = []
            for answer in reading.furtherAnswers(RuleBook.further) where !seen.insert(answer.question).inserted {
                failures.add(instance: answer.instance, RuleInput("fråga", answer.question))
            }
        }
        add(
            "9001", "blank", "Svaret på en tilläggsfråga är tomt. Skriv ett svar eller ta bort frågan.", label: "Tilläggsfråga",
            on: .strange
        ) { reading, failures in
            for answer in reading.furtherAnswers(RuleBook.further) {
                for part in answer.parts {
                    if case .text(let text) = part.value, !FormText.isBlank(text) { continue }
                    failures.add(part: part.id, instance: answer.instance, RuleInput("fråga", answer.question))
                }
            }
        }
    }
}

extension CertificateReading {
    func furtherAnswers(_ numbers: ClosedRange<Int>) -> [Answer] {
        guard !strangers.isEmpty else { return [] }
        return strangers.map { self.certificate.pointee.answers[$0] }.filter {
            PartKey.question($0.question).map(numbers.contains) ?? false
        }
    }
}
