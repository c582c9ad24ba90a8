import SickLeave
import UseCases

struct CertificateList: Component {
    let caption: String
    let certificates: [PatientSpell.CertificateView]
    let patient: String
    let day: Day

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
                "\(CertificateFateMark(view: view, day: day)) \(view.hasRemarks ? Tag("Inläst med anmärkning") : nil)",
            ])
    }
}

/// What has become of a certificate, and where its periods stand on the day: one in force says nothing of days that are over.
struct CertificateFateMark: Component {
    let view: PatientSpell.CertificateView
    let day: Day

    var html: HTML {
        switch view.fate {
        case .inForce: standing.html
        case .superseded: StatusMark("Ersatt av ett annat intyg", .none).html
        case .revoked: StatusMark("Makulerat", .none).html
        }
    }

    private var standing: StatusMark {
        let days = view.certificate.periods.map(\.days)
        if let last = days.map(\.last).max(), last < day { return StatusMark("Perioden är slut", .none) }
        if let first = days.map(\.first).min(), first > day { return StatusMark("Börjar \(first)", .info) }
        return StatusMark("Gäller", .info)
    }
}
