import SickLeave
import UseCases

struct CertificateList: Component {
    let caption: String
    let certificates: [PatientSpell.CertificateView]
    let patient: String

    var html: HTML {
        DataTable(
            caption: caption,
            columns: [
                .init("Intyg", .rowHeader), .init("Signerat", .tight, cardLabel: "Signerat"),
                .init("Diagnos", cardLabel: "Diagnos"), .init("Perioder", .longText, cardLabel: "Perioder"),
                .init("Läkare", cardLabel: "Läkare"), .init("Status", .longText),
            ],
            rows: certificates.map(row), empty: EmptyState(title: "Inga intyg", text: "Det finns inga intyg här."),
            cards: .labelled
        ).html
    }

    static func periods(_ certificate: Certificate) -> String {
        certificate.periods.map { "\($0.days.first) – \($0.days.last): \($0.extent.percent)\u{A0}%" }.joined(separator: ", ")
    }

    private func row(_ view: PatientSpell.CertificateView) -> DataTable.Row {
        let certificate = view.certificate
        return DataTable.Row(
            id: "\(view.number)",
            cells: [
                "<a href=\"\(Site.certificate(view.number, of: patient))\">\(certificate.kind.title)</a>",
                "\(certificate.signedAt.day)",
                "\(certificate.diagnoses.map { "\($0.code)" }.joined(separator: ", "))",
                "\(CertificateList.periods(certificate))",
                "\(certificate.issuer.name)",
                "\(CertificateFateMark(fate: view.fate)) \(view.hasRemarks ? Tag("Inläst med anmärkning") : nil)",
            ])
    }
}

struct CertificateFateMark: Component {
    let fate: PatientSpell.CertificateFate

    var html: HTML {
        switch fate {
        case .inForce: StatusMark("Gäller", .info).html
        case .superseded: StatusMark("Ersatt av ett annat intyg", .none).html
        case .revoked: StatusMark("Makulerat", .none).html
        }
    }
}
