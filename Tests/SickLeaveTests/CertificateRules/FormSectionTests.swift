import SickLeave
import Testing

@Suite("Certificates in the form's own order")
struct FormSectionTests {
    private func rows(_ certificate: Certificate, _ question: String) -> [FormRow] {
        FormLayout.layout(for: certificate).sections(of: certificate).flatMap(\.rows).filter { $0.question == question }
    }

    @Test("kind and version choose the form")
    func forms() {
        #expect(CertificateForm(kind: .fk7804, version: "1.3") == .fk7804v1)
        #expect(CertificateForm(kind: .fk7804, version: "2.0") == .fk7804v2)
        #expect(CertificateForm(kind: .fk7804, version: "") == .fk7804v1)
        #expect(CertificateForm(kind: .ag7804, version: "2.0") == .ag7804v1)
        #expect(CertificateForm.allCases.map { FormLayout.layout(of: $0).form } == CertificateForm.allCases)
    }

    @Test("codes, ticks, percent and days are printed in words")
    func values() {
        let fk = FormSamples.certificate(.fk7804v1)
        #expect(rows(fk, "32")[0].values == ["100\u{A0}%: 2026-03-02 – 2026-03-15", "50\u{A0}%: 2026-03-16 – 2026-03-29"])
        #expect(rows(fk, "6")[0].values == ["M54.5 Ryggskott", "F43.2 Anpassningsstörning", "Z73.0 Utbrändhet"])
        #expect(rows(fk, "40")[0].values == ["Anpassning av arbetet", "Hjälpmedel"])
        #expect(rows(fk, "39").map(\.values) == [["Återgår med stor sannolikhet helt inom ett visst antal dagar"], ["60 dagar"]])
        #expect(rows(fk, "33").map(\.values) == [["Ja"], ["Orkar mer på förmiddagen"]])
        #expect(rows(fk, "34")[0].values == ["Nej"])
        #expect(rows(fk, "1")[0].values[1] == "Annat: 2026-02-27: Utlåtande från fysioterapeut")
        #expect(rows(FormSamples.certificate(.ag114v1), "7")[0].values == ["70\u{A0}%: 2026-03-02 – 2026-03-13"])
        #expect(rows(FormSamples.certificate(.ag114v1), "4")[0].values == ["M54.5 Ryggskott"])
        #expect(rows(FormSamples.certificate(.fk7804v2), "39").last?.values == ["2 månader"])
        #expect(rows(FormSamples.certificate(.fk7263), "6")[0].values == ["M54.5"])
    }

    @Test("sections come in the form's order whatever the sender's order was", arguments: CertificateForm.allCases)
    func order(form: CertificateForm) {
        let certificate = FormSamples.certificate(form)
        let layout = FormLayout.layout(of: form)
        let straight = layout.sections(of: certificate)
        let titles = layout.categories.map(\.title)
        #expect(straight.map(\.title).filter { $0 != FormLayout.otherTitle } == titles)
        let shuffled = certificate.with { $0.answers.sort { ($0.question, $0.instance) < ($1.question, $1.instance) } }
        #expect(layout.sections(of: shuffled) == straight)
    }

    @Test("unanswered fields are there, and can be left out")
    func unanswered() {
        let bare = FormSamples.certificate(.fk7804v1).without("37").without("25")
        #expect(rows(bare, "37") == [FormRow(label: "Längre nedsättning än beslutsstödet anger", question: "37", values: [])])
        let short = FormLayout.fk7804v1.sections(of: bare, showsUnanswered: false)
        #expect(!short.flatMap(\.rows).contains { !$0.isAnswered })
        #expect(!short.contains { $0.title == "Övriga upplysningar" })
    }

    @Test("nothing is hidden: unknown questions, unknown parts and doubled parts stand last")
    func other() throws {
        let s = FormSamples.self
        let certificate = s.certificate(.fk7804v1).adding(
            s.answer("9007", 1, s.text("9007.1", "Svar")), s.answer("aktivitet", 1, s.text("aktivitet", "Något")),
            s.answer("35", 2, s.text("35.9", "Mer"))
        ).with { $0.answers[6].parts.append(s.text("35.1", "Igen")) }
        let last = try #require(FormLayout.layout(for: certificate).sections(of: certificate).last)
        #expect(last.title == "Övrigt i intyget")
        #expect(
            last.rows.map(\.label) == [
                "Funktionsnedsättning, delsvar 35.1", "Fråga 9001.1", "Fråga 9007.1", "Fråga aktivitet",
                "Funktionsnedsättning, delsvar 35.9",
            ])
        #expect(last.rows.map(\.values) == [["Igen"], ["Svar på en tilläggsfråga"], ["Svar"], ["Något"], ["Mer"]])
    }

    @Test("every value that a sender wrote is printed somewhere", arguments: CertificateForm.allCases)
    func whole(form: CertificateForm) {
        let certificate = FormSamples.certificate(form)
        let printed = FormLayout.layout(of: form).sections(of: certificate).flatMap(\.rows).flatMap(\.values).joined(
            separator: "\n")
        for part in certificate.answers.flatMap(\.parts) {
            guard case .text(let text) = part.value, text.utf8.count > 6 else { continue }
            #expect(printed.contains(text.hasSuffix(".0 %") ? "\u{A0}%" : text), "\(part.id)")
        }
    }

    @Test("an unknown code is printed with the sender's words, else as it is")
    func unknownCode() {
        let fk = FormSamples.certificate(.fk7804v1)
        #expect(rows(fk.setting("28.1", code: "UTLANDSSTUDIER"), "28")[0].values == ["UTLANDSSTUDIER"])
        let worded = fk.setting("28.1", .code(CodedValue(code: "X", system: "KV_FKMU_0002", display: "Sjöman")))
        #expect(rows(worded, "28")[0].values == ["Sjöman"])
    }
}
