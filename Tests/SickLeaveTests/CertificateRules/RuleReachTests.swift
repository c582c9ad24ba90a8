import SickLeave
import Testing

@Suite("No rule is dead")
struct RuleReachTests {
    /// Spoils a sound certificate in every simple way and gathers the rules that answer.
    @Test("every rule of a form answers to some simple fault", arguments: CertificateForm.allCases)
    func reach(form: CertificateForm) {
        var fired: Set<String> = []
        func judge(_ certificate: Certificate) { fired.formUnion(certificate.verdict.findings.map(\.rule)) }
        Self.forEachSpoiled(form, judge)
        let silent = Set(CertificateRules.rules(for: form).map(\.id)).subtracting(fired)
        #expect(silent.isEmpty, "\(silent.sorted())")
    }

    /// Whoever is on sick leave by an accepted certificate must be so in the spells: what the rules take as a period is one.
    @Test("an accepted certificate has a period for each of its rows", arguments: CertificateForm.allCases)
    func periods(form: CertificateForm) {
        var accepted = 0
        Self.forEachSpoiled(form) { certificate in
            guard certificate.verdict.outcome != .rejected else { return }
            let facts = Certificate.facts(kind: certificate.kind, answers: certificate.answers)
            // For one who carries an infection, and for an extent of nothing, the row says no more than that.
            let isNothing = certificate.answers.contains { $0.part("7.1") == .text("0.0 %") }
            guard !facts.isInfectionCarrier, !isNothing else { return }
            accepted += 1
            #expect(
                facts.periods.count == certificate.answers.count { $0.question == form.periodQuestion }, "\(certificate.answers)")
        }
        #expect(accepted > 10)
    }

    private static func forEachSpoiled(_ form: CertificateForm, _ body: (Certificate) -> Void) {
        for certificate in bases(FormSamples.certificate(form), form) {
            for place in certificate.answers.indices { spoilAnswer(certificate, place).forEach(body) }
            spoilHead(certificate).forEach(body)
        }
    }

    /// The sound certificate, and variants that let further conditions come into play.
    private static func bases(_ sound: Certificate, _ form: CertificateForm) -> [Certificate] {
        let s = FormSamples.self
        var bases = [
            sound, sound.without("27"), sound.without("33"), sound.without("6"), sound.without("4"), sound.without("29"),
        ]
        bases.append(sound.adding(s.answer("26", 1, s.text("26.1", "x"))))
        bases.append(
            sound.with { copy in
                for place in copy.answers.indices where copy.answers[place].question == "39" {
                    copy.answers[place].parts.append(s.text("39.2", "Oklart"))
                }
            })
        bases.append(sound.adding(s.answer("126", 1, s.text("126.1", "x"))))
        bases.append(sound.adding(s.answer("6", 2, s.text("6.4", "x"), s.text("6.6", "x"))))
        bases.append(sound.adding(s.answer("1", 9, s.text("1.2", "2026-02-30"))))
        bases.append(sound.adding(s.answer("9001", 1, s.text("9001.1", "x"), s.text("9001.2", " "))))
        bases.append(sound.adding(s.answer("9002", 1, s.text("9003.1", ""))))
        for question in ["32", "28", "1", "40", "10", "4"] {
            guard let row = sound.answers.last(where: { $0.question == question }) else { continue }
            bases.append(sound.with { $0.answers += Array(repeating: row, count: 10) })
        }
        return bases
    }

    private static func spoilAnswer(_ certificate: Certificate, _ place: Int) -> [Certificate] {
        let answer = certificate.answers[place]
        var spoiled = [certificate.with { $0.answers.remove(at: place) }, certificate.with { $0.answers.append(answer) }]
        spoiled.append(certificate.without(answer.question))
        for instance in [-1, 0, 2] { spoiled.append(certificate.with { $0.answers[place].instance = instance }) }
        spoiled.append(certificate.with { $0.answers[place].parts.append(FormSamples.text(answer.question + ".7", "x")) })
        for (index, part) in answer.parts.enumerated() {
            spoiled.append(certificate.with { $0.answers[place].parts.remove(at: index) })
            spoiled.append(certificate.with { $0.answers[place].parts.append(part) })
            for value in values(part.value) { spoiled.append(certificate.with { $0.answers[place].parts[index].value = value }) }
        }
        for part in [answer.question + ".2", answer.question + ".3"] where answer.part(part) == nil {
            spoiled.append(certificate.with { $0.answers[place].parts.append(FormSamples.text(part, "x")) })
        }
        return spoiled
    }

    private static func values(_ value: AnswerValue) -> [AnswerValue] {
        let long = AnswerValue.text(String(repeating: "å", count: 4_001))
        switch value {
        case .text:
            return [
                "", " ", "x", "true", "false", "2026-02-30", "2099-01-01", "2026-03-05", "0.0 %", "70.0", "70.0 procent",
                "70.0 timmar",
            ].map { .text($0) } + [long]
        case .code(let coded):
            let codes = ["X", "F43", "M54555", "ANNAT", "EJ_AKTUELLT", "HALFTEN", "PROGNOS_OKLAR", "STUDIER", "NUVARANDE_ARBETE"]
            return codes.map { .code(CodedValue(code: $0, system: coded.system)) }
                + ["", "1.2.752.116.1.3.1.4.1"].map { .code(CodedValue(code: coded.code, system: $0)) } + [.text("x")]
        case .period:
            return [
                ("2026-03-20", "2026-03-10"), ("2026-02-30", "2026-03-10"), ("2026-03-02", "2026-02-30"), ("", ""),
                ("2026-03-02", "2046-03-10"), ("2026-03-02Z", "2026-03-10+01:00"), ("2026-03-02", "2026-03-10 "),
                ("2026-03-02T00:00:00", "2026-03-10"), ("20260302", "20260310"), ("2026-01-02", "2026-12-10"),
                ("2026-03-02", "2026-03-16"),
            ].map { .period(start: $0.0, end: $0.1) }
        }
    }

    private static func spoilHead(_ certificate: Certificate) -> [Certificate] {
        let odd = HSAID(rawValue: "")
        return [
            certificate.with { $0.signedAt = LocalTime(day: FormSamples.today + 30) },
            certificate.with { $0.careUnit.hsaID = odd }, certificate.with { $0.careProvider.hsaID = odd },
            certificate.with { $0.issuer.hsaID = odd },
            certificate.with { $0.patient = PersonIdentifier(kind: .personal, canonical: "") },
        ]
    }
}
