import SickLeave
import Testing

@Suite("Days that cannot be right")
struct CertificatePeriodTests {
    private func certificate(_ start: String, _ end: String) -> Certificate {
        FormSamples.certificate(.fk7804v1).setting("32.2", .period(start: start, end: end))
            .with { $0.answers.removeAll { $0.question == "32" && $0.instance == 2 } }.without("33")
    }

    @Test("a year typed 2046 is rejected, five years are not")
    func year() {
        #expect(certificate("2026-03-02", "2046-03-15").rules(.rejects) == ["fk7804.v1.32.2.year"])
        #expect(certificate("2046-03-02", "2046-03-15").rules(.rejects) == ["fk7804.v1.32.2.year"])
        #expect(certificate("1926-03-02", "2026-03-15").rules(.rejects) == ["fk7804.v1.32.2.year"])
        #expect(certificate("2026-03-02", "2031-03-02").rules(.rejects) == ["fk7804.v1.32.2.year"])
        #expect(certificate("2026-03-02", "2031-03-01").rules(.rejects).isEmpty)
    }

    @Test("a start eight days before signing is remarked on, seven days are not")
    func earlyStart() {
        #expect(certificate("2026-02-22", "2026-03-15").rules(.remark) == ["fk7804.v1.32.2.early-start"])
        #expect(certificate("2026-02-23", "2026-03-15").verdict.outcome == .accepted)
    }

    @Test("more than six months is remarked on")
    func long() {
        #expect(certificate("2026-03-02", "2026-09-01").verdict.outcome == .accepted)
        #expect(certificate("2026-03-02", "2026-09-02").rules(.remark) == ["fk7804.v1.32.2.long"])
    }

    @Test("one shared day between two rows is a remark, two are an overlap")
    func overlap() {
        let two = FormSamples.certificate(.fk7804v1)
        let touching = two.setting("32.2", .period(start: "2026-03-02", end: "2026-03-16"))
        #expect(touching.rules(.remark) == ["fk7804.v1.32.2.same-day"])
        #expect(touching.rules(.rejects).isEmpty)
        #expect(
            two.setting("32.2", .period(start: "2026-03-02", end: "2026-03-17")).rules(.rejects) == ["fk7804.v1.32.2.overlap"])
        #expect(
            two.setting("32.2", .period(start: "2026-03-20", end: "2026-03-22")).rules(.rejects) == ["fk7804.v1.32.2.overlap"])
    }

    @Test(
        "days as XML writes them",
        arguments: [
            ("2026-03-02", true), ("2026-03-02Z", true), ("2026-03-02+01:00", true), ("2026-03-02 \n", true),
            ("2028-02-29", true),
            ("2026-02-29", false), ("2026-13-01", false), ("2026-3-2", false), ("20260302", false), (" 2026-03-02", false),
            ("2026-03-02T00:00:00", false), ("2026-03-02+15:00", false), ("2026-03-02x", false), ("", false), ("idag", false),
        ])
    func dates(text: String, isGood: Bool) {
        let spoiled = FormSamples.certificate(.fk7804v1).setting("1.2", text: text)
        #expect(spoiled.rules(.rejects).contains("fk7804.v1.1.2.date") == !isGood)
    }

    @Test(
        "diagnosis codes: a letter, two digits, and four positions for F and Z73",
        arguments: [
            ("M54", nil), ("m545", nil), ("M54-P", nil), ("F43", "code-short"), ("f43", "code-short"), ("F432", nil),
            ("Z73", "code-short"), ("Z730", nil), ("Z72", nil), ("Z83", nil), ("M5", "code-form"), ("5M4", "code-form"),
            ("M5.45", "code-form"), ("Å12", "code-form"), ("", "code-form"), ("M54555", "code-long"),
        ])
    func diagnoses(code: String, fault: String?) {
        let found = FormSamples.certificate(.fk7804v1).setting("6.2", code: code).rules(.rejects)
        #expect(found == Set(fault.map { ["fk7804.v1.6.2.\($0)"] } ?? []))
    }

    @Test("ill-formed directory identities are remarked on")
    func identities() {
        let spoiled = FormSamples.certificate(.ag114v1).with {
            $0.careUnit.hsaID = HSAID(rawValue: "enhet 1")
            $0.issuer.hsaID = HSAID(rawValue: "")
        }
        #expect(spoiled.rules(.remark) == ["ag114.v1.hsa-unit", "ag114.v1.hsa-issuer"])
    }
}
