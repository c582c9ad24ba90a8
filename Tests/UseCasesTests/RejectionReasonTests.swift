import TestKit
import Testing

@testable import SickLeave
@testable import UseCases

@Suite("Why a certificate is refused")
struct RejectionReasonTests {
    private func finding(_ question: String, row: Int? = nil, _ message: String, rejects: Bool = true)
        -> CertificateVerdict.Finding
    {
        CertificateVerdict.Finding(
            rule: "r", severity: rejects ? .rejects : .remark, question: question, part: nil, instance: row, label: "",
            message: message,
            inputs: [])
    }

    private func reason(_ findings: [CertificateVerdict.Finding]) -> String {
        RejectionReason(CertificateVerdict(findings: findings), of: Fixture.certificate("a")).text
    }

    @Test("each fault once, with the question and the rows that have it")
    func once() {
        let ground = FormLayout.layout(for: Fixture.certificate("a")).question("1")?.label ?? ""
        #expect(!ground.isEmpty)
        let text = reason([
            finding("1", row: 1, "”Datum” saknas."), finding("1", row: 3, "”Datum” saknas."), finding("", "Intyget är trasigt."),
            finding("1", row: 3, "”\(ground)” är fel."), finding("44", "Ett fjärde."),
            finding("6", "En anmärkning.", rejects: false),
        ])
        #expect(
            text == "Intyget följer inte formulärets regler. ”Datum” saknas. (Gäller under ”\(ground)”, rad 1, 3.) "
                + "Intyget är trasigt. ”\(ground)” är fel. (Gäller rad 3.) Och 1 fel till.")
    }
}
