import SickLeave
import Testing

@Suite("Certificate verdicts")
struct CertificateVerdictTests {
    @Test("a sound certificate on every form is accepted without remarks", arguments: CertificateForm.allCases)
    func sound(form: CertificateForm) {
        let verdict = FormSamples.certificate(form).verdict
        #expect(verdict.outcome == .accepted, "\(verdict.findings.map(\.rule))")
    }

    @Test("every rule has an id of its own, words, a source and a place in the form", arguments: CertificateForm.allCases)
    func receipts(form: CertificateForm) {
        let rules = CertificateRules.rules(for: form)
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.id.hasPrefix(form.key + "."))
            #expect(rule.sentence.hasSuffix(".") && rule.sentence.count > 20, "\(rule.id)")
            #expect(!rule.label.isEmpty && !rule.source.reference.isEmpty && rule.source.form == form.title)
            let layout = FormLayout.layout(of: form)
            #expect(rule.question.isEmpty || rule.question == "9001" || layout.question(rule.question) != nil, "\(rule.id)")
        }
    }

    @Test("a finding names question, part and row, and the inputs that the rule used")
    func finding() throws {
        var spoiled = FormSamples.certificate(.fk7804v1)
        let row = try #require(spoiled.answers.lastIndex { $0.question == "32" })
        spoiled.answers[row].parts[1].value = .period(start: "2026-03-10", end: "2026-03-29")
        let finding = try #require(spoiled.verdict.findings.first)
        #expect(finding.rule == "fk7804.v1.32.2.overlap")
        #expect(finding.question == "32" && finding.part == "32.2" && finding.instance == 2)
        #expect(finding.label == "Från och med, till och med")
        #expect(finding.inputs.map(\.value) == ["2026-03-02 – 2026-03-15", "2026-03-10 – 2026-03-29"])
        #expect(spoiled.verdict.outcome == .rejected)
    }

    @Test("a receipt never quotes free text")
    func discretion() {
        let spoiled = FormSamples.certificate(.fk7804v2).setting("37.1", text: String(repeating: "hemligt ", count: 600))
        let inputs = spoiled.verdict.findings.flatMap(\.inputs).map(\.value)
        #expect(!inputs.isEmpty)
        #expect(inputs.allSatisfy { !$0.contains("hemligt") })
    }

    @Test("remarks alone do not reject")
    func remarks() {
        let late = FormSamples.certificate(.fk7804v1).with { $0.signedAt = LocalTime(day: FormSamples.signed + 20) }
        #expect(late.verdict.outcome == .acceptedWithRemarks)
        #expect(late.rules(.remark) == ["fk7804.v1.32.2.early-start", "fk7804.v1.signed-in-future"])
    }

    @Test("findings stand in the form's order")
    func order() {
        let spoiled = FormSamples.certificate(.fk7804v1).without("39").without("35").without("6")
        #expect(spoiled.verdict.findings.map(\.question) == ["6", "35", "39"])
    }

    @Test("a document with a hundred thousand answers gives a bounded verdict")
    func hostile() {
        let row = FormSamples.answer("28", 1, FormSamples.code("28.1", "STUDIER", .occupations))
        let flood = FormSamples.certificate(.fk7804v1).with { $0.answers += Array(repeating: row, count: 100_000) }
        #expect(flood.verdict.outcome == .rejected)
        #expect(flood.verdict.findings.count < 100)
    }

    @Test("a certificate from a table without answers is judged by its days only")
    func answersGiven() throws {
        var bare = FormSamples.certificate(.fk7804, "1.3", [])
        let days = try #require(DayRange(FormSamples.signed, through: Day(iso: "2046-03-15")!))
        #expect(CertificateRules.judge(bare, on: FormSamples.today, scope: .answersGiven).outcome == .accepted)
        bare.periods = [SickLeavePeriod(days: days, extent: .full)]
        let verdict = CertificateRules.judge(bare, on: FormSamples.today, scope: .answersGiven)
        #expect(verdict.findings.map(\.rule) == ["fk7804.v1.32.2.year", "fk7804.v1.32.2.long"])
    }

    @Test("a table's answers must be right, and nothing is missed", arguments: CertificateForm.allCases)
    func nothingMissed(form: CertificateForm) {
        let whole = FormSamples.certificate(form)
        for answer in whole.answers {
            // One question at a time, and the periods, which every table has.
            let one = whole.with {
                $0.answers = $0.answers.filter { [answer.question, form.periodQuestion].contains($0.question) }
            }
            let verdict = CertificateRules.judge(one, on: FormSamples.today, scope: .answersGiven)
            #expect(verdict.outcome != .rejected, "\(answer.question): \(verdict.findings.map(\.rule))")
        }
    }

    @Test("what a table says and the form forbids is told")
    func tableForbidden() {
        func rules(_ certificate: Certificate) -> [String] {
            CertificateRules.judge(certificate, on: FormSamples.today, scope: .answersGiven).findings
                .filter { $0.severity == .rejects }.map(\.rule)
        }
        func rows(_ rows: [(String, String, String)]) -> Certificate {
            FormSamples.certificate(
                .fk7804, "1.3",
                rows.enumerated().map { place, row in
                    FormSamples.answer(
                        "32", place + 1, FormSamples.code("32.1", row.0, .extents), FormSamples.period("32.2", row.1, row.2))
                })
        }
        #expect(rules(rows([("HELT_NEDSATT", "2026-03-01", "2026-03-14"), ("HALFTEN", "2026-03-15", "2026-03-31")])) == [])
        #expect(
            rules(rows([("HELT_NEDSATT", "2026-03-01", "2026-03-14"), ("HALFTEN", "2026-03-10", "2026-03-31")]))
                == ["fk7804.v1.32.2.overlap"])
        #expect(
            rules(rows([("HALFTEN", "2026-03-01", "2026-03-14"), ("HALFTEN", "2026-03-15", "2026-03-31")]))
                == ["fk7804.v1.32.1.code-repeated"])
        let described = FormSamples.certificate(.fk7804v1).with {
            $0.answers = $0.answers.filter { ["28", "29"].contains($0.question) }
        }
        #expect(rules(described) == [])
        #expect(rules(described.without("28")) == [])
        #expect(rules(described.setting("28.1", code: "STUDIER")) == ["fk7804.v1.29.forbidden"])
        let conveyed = FormSamples.certificate(.ag7804v1).with {
            $0.answers = $0.answers.filter { ["6", "100"].contains($0.question) }
        }
        #expect(rules(conveyed.without("100")) == [])
        #expect(rules(conveyed.setting("100.1", text: "false")) == ["ag7804.v1.6.not-conveyed"])
    }

    @Test("validity covers its first and its last day")
    func validity() {
        let validity = RuleValidity(from: FormSamples.signed, through: FormSamples.today)
        #expect(validity.covers(FormSamples.signed) && validity.covers(FormSamples.today))
        #expect(!validity.covers(FormSamples.signed - 1) && !validity.covers(FormSamples.today + 1))
        #expect(RuleValidity.always.covers(FormSamples.signed))
    }
}
