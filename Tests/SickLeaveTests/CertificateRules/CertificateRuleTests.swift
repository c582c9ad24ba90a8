import SickLeave
import Testing

@Suite("Certificate rules, form by form")
struct CertificateRuleTests {
    typealias Case = (rule: String, spoil: @Sendable (Certificate) -> Certificate)

    private func expect(_ form: CertificateForm, _ severity: RuleSeverity, _ cases: [Case]) {
        for (rule, spoil) in cases {
            let found = spoil(FormSamples.certificate(form)).rules(severity)
            #expect(found.contains("\(form.key).\(rule)"), "\(rule): \(found.sorted())")
        }
    }

    @Test("FK 7804, first generation: what rejects")
    func fk7804V1() {
        let s = FormSamples.self
        expect(
            .fk7804v1, .rejects,
            [
                ("1.missing", { $0.without("1") }),
                ("1.3.required", { $0.setting("1.3", nil) }),
                (
                    "1.3.forbidden",
                    { $0.with { $0.answers[1].parts.append(s.text("1.3", "x")) } }
                ),
                ("1.1.code", { $0.setting("1.1", code: "FYSISKUNDERSOKNING") }),
                ("1.1.system", { $0.setting("1.1", system: "KV_FKMU_0002") }),
                ("1.1.code-repeated", { $0.setting("1.1", code: "ANNAT") }),
                ("1.2.date", { $0.setting("1.2", text: "2026-02-30") }),
                ("1.instance", { $0.with { $0.answers[1].instance = 0 } }),
                ("27.count", { $0.adding(s.answer("27", 1, s.text("27.1", "false"))) }),
                ("27.1.boolean", { $0.setting("27.1", text: "nej") }),
                ("29.required", { $0.without("29") }),
                ("29.forbidden", { $0.setting("28.1", code: "STUDIER") }),
                ("29.1.blank", { $0.setting("29.1", text: " \n\t") }),
                ("6.missing", { $0.without("6") }),
                ("6.2.code-short", { $0.setting("6.2", code: "F43") }),
                ("6.2.code-form", { $0.setting("6.2", code: "M5") }),
                ("6.2.code-long", { $0.setting("6.2", code: "M54555") }),
                ("6.2.system", { $0.setting("6.2", system: "1.2.3") }),
                ("6.system-mixed", { $0.setting("6.4", system: "1.2.752.116.1.3.1.4.1") }),
                ("6.4.pair", { $0.setting("6.3", nil) }),
                ("6.6.pair", { $0.setting("6.5", nil) }),
                ("32.missing", { $0.without("32") }),
                ("32.2.order", { $0.setting("32.2", .period(start: "2026-03-10", end: "2026-03-09")) }),
                ("32.2.start-date", { $0.setting("32.2", .period(start: "2026-02-30", end: "2026-03-09")) }),
                ("32.2.end-date", { $0.setting("32.2", .period(start: "2026-03-02", end: "20260309")) }),
                ("32.2.period", { $0.setting("32.2", .period(start: "2026-03-02", end: "")) }),
                ("32.1.code-repeated", { $0.setting("32.1", code: "HALFTEN") }),
                ("33.required", { $0.without("33") }),
                ("33.forbidden", { $0.with { $0.answers.removeAll { $0.instance == 2 && $0.question == "32" } } }),
                ("33.2.required", { $0.setting("33.2", nil) }),
                ("33.2.forbidden", { $0.setting("33.1", text: "false") }),
                ("39.3.required", { $0.setting("39.3", nil) }),
                ("39.3.forbidden", { $0.setting("39.1", code: "PROGNOS_OKLAR") }),
                ("40.none-alone", { $0.setting("40.1", code: "EJ_AKTUELLT") }),
                ("44.forbidden", { $0.setting("40.1", code: "EJ_AKTUELLT") }),
                ("26.2.forbidden", { $0.setting("26.1", text: "0") }),
                ("unknown-question", { $0.adding(s.answer("101", 1, s.text("101.1", "true"))) }),
                ("9001.repeated", { $0.adding(s.answer("9001", 1, s.text("9001.1", "igen"))) }),
                ("9001.blank", { $0.setting("9001.1", text: " ") }),
                ("9001.instance", { $0.adding(s.answer("9005", -1, s.text("9005.1", "ja"))) }),
                ("35.unknown-part", { $0.with { $0.answers[6].parts.append(s.text("35.2", "x")) } }),
            ])
    }

    @Test("a part that stands twice is told as that, and not as missing")
    func twice() {
        let doubled = FormSamples.certificate(.fk7804v1).with { copy in
            let place = copy.answers.firstIndex { $0.question == "33" }!
            copy.answers[place].parts.append(copy.answers[place].parts[1])
        }
        #expect(doubled.rules(.rejects) == ["fk7804.v1.33.2.repeated"])
    }

    @Test("an infection carrier needs only diagnosis and period", arguments: [CertificateForm.fk7804v1, .fk7804v2])
    func carrier(form: CertificateForm) {
        let s = FormSamples.self
        let kept: Set = ["6", "32"]
        let carrier = FormSamples.certificate(form).with { $0.answers.removeAll { !kept.contains($0.question) } }
        #expect(carrier.verdict.outcome == .rejected)
        #expect(carrier.adding(s.answer("27", 1, s.text("27.1", "1"))).verdict.outcome == .accepted)
        #expect(carrier.adding(s.answer("27", 1, s.text("27.1", "false"))).verdict.outcome == .rejected)
    }

    @Test("FK 7804, second generation: codes, lengths and months of its own")
    func fk7804V2() {
        expect(
            .fk7804v2, .rejects,
            [
                ("1.1.code", { $0.setting("1.1", code: "UNDERSOKNING") }),
                ("1.2.future", { $0.setting("1.2", text: "2026-03-11") }),
                ("1.3.length", { $0.setting("1.3", text: String(repeating: "ö", count: 51)) }),
                ("35.1.length", { $0.setting("35.1", text: String(repeating: "a", count: 4_001)) }),
                ("6.2.system", { $0.setting("6.2", system: "1.2.752.116.1.3.1.4.1") }),
                ("39.1.code", { $0.setting("39.1", code: "ATER_X_ANTAL_DGR") }),
                ("39.4.required", { $0.setting("39.4", nil) }),
                ("39.4.months", { $0.setting("39.4", text: "100") }),
                ("39.4.months", { $0.setting("39.4", text: "0") }),
                ("35.empty", { $0.with { $0.answers[$0.answers.firstIndex { $0.question == "35" }!].parts = [] } }),
                ("26.empty", { $0.without("26").adding(FormSamples.answer("26", 1)) }),
                ("6.2.code-form", { $0.setting("6.2", code: ".5") }),
            ])
        expect(
            .fk7804v2, .remark,
            [
                ("unknown-question", { $0.adding(FormSamples.measures[0]) }),
                ("39.2.required", { $0.setting("39.1", code: "PROGNOS_OKLAR") }),
                ("25.1.blank", { $0.setting("25.1", text: "") }),
                ("33.forbidden", { $0.with { $0.answers.removeAll { $0.instance == 2 && $0.question == "32" } } }),
                ("6.2.code-short", { $0.setting("6.2", code: "F32.") }),
            ])
        let limit = FormSamples.certificate(.fk7804v2).setting("1.3", text: String(repeating: "ö", count: 50))
        #expect(limit.verdict.outcome == .accepted)
        for months in ["99", "12.0 mån", "1 månad", "12.0"] {
            #expect(FormSamples.certificate(.fk7804v2).setting("39.4", text: months).verdict.outcome == .accepted, "\(months)")
        }
        for months in ["12.5 mån", "12 år", "100.0 mån", "mån", "0.0 mån"] {
            #expect(FormSamples.certificate(.fk7804v2).setting("39.4", text: months).verdict.outcome == .rejected, "\(months)")
        }
    }

    @Test("the second generation takes what its published rules take: few or many positions, codes without words")
    func fk7804V2Lenient() {
        let sample = FormSamples.certificate(.fk7804v2)
        let taken = [
            sample.setting("6.2", code: "F32"), sample.setting("6.2", code: "Z73"), sample.setting("6.2", code: "M545AB"),
            sample.setting("6.2", code: "M54.5"),
            sample.setting("6.1", text: " "),
            sample.without("35").adding(FormSamples.answer("35", 1, FormSamples.text("35.2", "b152"))),
            sample.without("17").adding(FormSamples.answer("17", 1, FormSamples.text("17.2", "d240"))),
            sample.without("26").adding(FormSamples.answer("26", 1, FormSamples.text("26.2", "Planera"))),
        ]
        for certificate in taken {
            #expect(certificate.verdict.outcome != .rejected, "\(certificate.verdict.findings.map(\.rule))")
        }
        // No form takes a row number below 1, also where none is asked for.
        let rows = sample.with { certificate in
            for index in certificate.answers.indices where certificate.answers[index].question == "32" {
                certificate.answers[index].instance = -1
            }
        }
        #expect(rows.verdict.outcome == .rejected)
    }

    @Test("AG7804: the patient decides over the diagnosis; two measures are not asked for")
    func ag7804() {
        expect(
            .ag7804v1, .rejects,
            [
                ("100.missing", { $0.without("100") }),
                ("6.not-conveyed", { $0.setting("100.1", text: "false") }),
                ("6.required", { $0.without("6") }),
                ("40.1.code", { $0.setting("40.1", code: "SOKA_NYTT_ARBETE") }),
                ("40.1.code", { $0.setting("40.1", code: "KONFLIKTHANTERING") }),
                ("1.2.future", { $0.setting("1.2", text: "2099-12-08") }),
                ("103.2.forbidden", { $0.setting("103.1", text: "false") }),
                ("unknown-question", { $0.adding(FormSamples.answer("9001", 1, FormSamples.text("9001.1", "x"))) }),
                ("35.missing", { $0.without("35").without("27") }),
            ])
        expect(
            .ag7804v1, .remark,
            [
                ("35.missing-not-carrier", { $0.without("35") }),
                ("26.not-asked", { $0.adding(FormSamples.answer("26", 1, FormSamples.text("26.1", "true"))) }),
            ])
        #expect(FormSamples.certificate(.ag7804v1).setting("100.1", text: "false").without("6").verdict.outcome == .accepted)
    }

    @Test("AG1-14: stepless extent, fourteen days, reasons for yes")
    func ag114() {
        expect(
            .ag114v1, .rejects,
            [
                ("10.missing", { $0.without("10") }),
                ("1.1.code", { $0.setting("1.1", code: "STUDIER") }),
                ("4.required", { $0.without("4") }),
                ("4.1.missing", { $0.setting("4.1", nil) }),
                ("6.2.required", { $0.setting("6.2", nil) }),
                ("9.2.required", { $0.setting("9.2", nil) }),
                ("7.1.percent", { $0.setting("7.1", text: "101.0 %") }),
                ("7.1.percent", { $0.setting("7.1", text: "70.5 %") }),
                ("7.1.percent", { $0.setting("7.1", text: "70.0") }),
                ("7.count", { $0.adding(FormSamples.ag114[8]) }),
            ])
        expect(
            .ag114v1, .remark,
            [
                ("7.2.days", { $0.setting("7.2", .period(start: "2026-03-02", end: "2026-03-16")) }),
                ("7.1.zero", { $0.setting("7.1", text: "0.0 %") }),
                ("4.not-conveyed", { $0.setting("3.1", text: "false") }),
            ])
        let fourteen = FormSamples.certificate(.ag114v1).setting("7.2", .period(start: "2026-03-02", end: "2026-03-15"))
        #expect(fourteen.verdict.outcome == .accepted)
    }

    @Test("FK 7263: patient, unit, and rows that can be read")
    func fk7263() {
        expect(
            .fk7263, .rejects,
            [
                ("unit", { $0.with { $0.careUnit.hsaID = HSAID(rawValue: " ") } }),
                ("patient", { $0.with { $0.patient = PersonIdentifier(kind: .personal, canonical: "") } }),
                ("32.missing", { $0.without("32") }),
                ("32.1.code", { $0.setting("32.1", code: "FEMTIO") }),
                ("32.row", { $0.setting("32.1", nil) }), ("32.row", { $0.setting("32.2", nil) }),
                ("32.row", { $0.with { $0.answers[4].parts += $0.answers[4].parts } }),
                ("27.1.boolean", { $0.setting("27.1", text: "ja") }),
                ("1.2.date", { $0.adding(FormSamples.answer("1", 1, FormSamples.text("1.2", "2026-02-30"))) }),
                ("32.2.order", { $0.setting("32.2", .period(start: "2026-03-10", end: "2026-03-09")) }),
            ])
        expect(
            .fk7263, .remark,
            [
                ("28.1.uncounted", { $0.setting("28.1", code: "FORALDRARLEDIGHET") }),
                ("6.2.uncounted", { $0.setting("6.2", .code(CodedValue(code: "M545", system: ""))) }),
            ])
        let carrier = FormSamples.certificate(.fk7263).without("32").setting("27.1", text: "true")
        #expect(carrier.verdict.outcome == .accepted)
    }
}
