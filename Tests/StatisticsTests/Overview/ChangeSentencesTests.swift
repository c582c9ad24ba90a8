import SickLeave
import Statistics
import Testing

@Suite("What changed since last month, in sentences")
struct ChangeSentencesTests {
    /// A unit with so many starts and part-time starts a month, from January 2024 through October 2026.
    private func facts(
        on text: String = "2026-11-21", from start: String = "2024-01", _ monthly: (Month) -> (starts: Int, partTime: Int)
    ) -> UnitFacts {
        var spells: [SpellFact] = []
        var month = month(start)
        while month < day(text).month {
            let (starts, partTime) = monthly(month)
            for index in 0..<starts {
                spells.append(
                    SpellFact(
                        first: month.firstDay + index % 28, last: month.firstDay + index % 28 + 9,
                        startExtent: index < partTime ? 50 : 100, doctor: 1, traits: .woman))
            }
            month = month + 1
        }
        return UnitFacts(rule: .unit, day: day(text), spells: spells)
    }

    private func texts(_ facts: UnitFacts) -> [String] {
        ChangeSentences(facts: facts, measures: [.partTimeAtStart]).sentences.map { plain($0.text) }
    }

    private func plain(_ text: String) -> String { String(text.map { $0 == "\u{A0}" ? " " : $0 }) }

    @Test("a steady unit is told that nothing changed")
    func steady() {
        #expect(
            texts(facts { _ in (60, 30) }) == [
                "I oktober började 60 sjukfall, mot 60 i september och 60 i oktober i fjol. "
                    + "Det är ingen tydlig förändring jämfört med i fjol.",
                "Ett mått har underlag nog att jämföra, och det visar ingen tydlig förändring.",
            ])
    }

    @Test("differences within chance are not told as changes")
    func noise() {
        let sentences = ChangeSentences(
            facts: facts { month in month.month % 2 == 0 ? (60, 32) : (55, 24) }, measures: [.partTimeAtStart]
        ).sentences
        #expect(sentences.map(\.kind) == [.starts, .noClearChange])
    }

    @Test("a fall beyond chance is told with both counts and both periods")
    func fall() {
        let facts = facts { month in month == SickLeave.Month(iso: "2026-10")! ? (80, 20) : (80, 50) }
        #expect(
            texts(facts)[1]
                == "Deltid vid start: 20 av 80 sjukfall (25,0 %) i oktober 2026, mot 50 av 80 (62,5 %) i september 2026. "
                + "Minskningen är större än slumpen brukar ge.")
    }

    @Test("few cases are compared over three or twelve months instead of one")
    func fewCases() {
        let facts = facts { month in (10, month > SickLeave.Month(iso: "2026-07")! ? 8 : 2) }
        // Ten a month: three months have 24 and 6, so that too few are not part-time; twelve against twelve have enough.
        let text = texts(facts)[1]
        #expect(text.contains("november 2025–oktober 2026"))
        #expect(text.contains("november 2024–oktober 2025"))
        #expect(text.contains("42 av 120 sjukfall (35,0 %)"))
    }

    @Test("a small unit is told that there is too little to tell by")
    func small() {
        let sentences = ChangeSentences(facts: facts { _ in (2, 1) }, measures: [.partTimeAtStart]).sentences
        #expect(sentences.map(\.kind) == [.starts, .tooLittle])
        #expect(sentences[0].text.contains("Antalen är för små"))
    }

    @Test("a rise in started spells is judged against last year, not against July")
    func season() {
        let facts = facts(on: "2026-09-10") { month in month.month == 7 ? (20, 10) : (60, 30) }
        let text = texts(facts)[0]
        #expect(text.hasPrefix("I augusti började 60 sjukfall, mot 20 i juli och 60 i augusti i fjol."))
        #expect(text.hasSuffix("Det är ingen tydlig förändring jämfört med i fjol."))
    }

    @Test("a unit whose data begin last month has nothing to compare with")
    func young() {
        let sentences = ChangeSentences(facts: facts(from: "2026-09") { _ in (60, 30) }, measures: [.partTimeAtStart]).sentences
        #expect(sentences[0].text == "I oktober började 60 sjukfall. Det finns inget tidigare att jämföra med.")
        #expect(sentences[1].kind == .tooLittle)
        let empty = ChangeSentences(facts: UnitFacts(rule: .unit, day: day("2026-11-21")), measures: [])
        #expect(empty.sentences.map(\.kind) == [.tooLittle])
    }

    @Test("never more than three sentences, the clearest change first")
    func atMostThree() {
        let facts = facts { month in month == SickLeave.Month(iso: "2026-10")! ? (80, 20) : (80, 50) }
        let measures = (1...4).map { number in
            Measure.share(.spellStart, .startExtentBelow(100), id: "matt-\(number)", title: "Mått \(number)")
        }
        let sentences = ChangeSentences(facts: facts, measures: measures).sentences
        #expect(sentences.map(\.kind) == [.starts, .change("matt-1"), .change("matt-2")])
    }

    @Test("a month whose follow-up is not over is not compared")
    func unsettled() {
        // Completions of October and September are still coming in; the letter must compare August.
        let certificates = (0..<34).flatMap { offset -> [SentCertificateFact] in
            let month = SickLeave.Month(iso: "2024-01")! + offset
            let hits = month >= SickLeave.Month(iso: "2026-09")! ? 0 : month == SickLeave.Month(iso: "2026-08")! ? 60 : 20
            return (0..<100).map { index in
                let sent = month.firstDay + index % 28
                return SentCertificateFact(sent: sent, traits: .man, completionRequested: index < hits ? sent + 10 : nil)
            }
        }
        var facts = facts { _ in (60, 30) }
        facts.sentCertificates = certificates
        let texts = ChangeSentences(facts: facts, measures: [.completed]).sentences.map { plain($0.text) }
        let expected = "Kompletteringar: 60 av 100 intyg (60,0 %) i augusti 2026, mot 20 av 100 (20,0 %) i juli 2026."
        #expect(texts[1].hasPrefix(expected))
    }
}

extension Measure.ID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}
