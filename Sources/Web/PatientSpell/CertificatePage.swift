import SickLeave
import UseCases

/// A certificate read as the form has it, every answer of it.
struct CertificatePage: Component {
    let view: PatientSpell.CertificateView
    let identifier: PersonIdentifier
    let name: String

    private var certificate: Certificate { view.certificate }

    var title: String { certificate.kind.title }
    var lead: HTML {
        "\(Personal(name.isEmpty ? "Namn saknas" : name)) · \(Personal(identifier.formatted)) · signerat \(certificate.signedAt.day) av \(certificate.issuer.name)"
    }

    var html: HTML {
        """
        \(fate)\(remarks)
        <article class="form-sheet">\(for: FormLayout.layout(for: certificate).sections(of: certificate), section)
        <section><h2>Om intyget</h2>\(Facts(about))</section></article>
        """
    }

    private var fate: HTML {
        switch view.fate {
        case .inForce: HTML()
        case .superseded:
            Notice(
                .info, title: "Intyget är ersatt",
                body: "<p>Ett annat intyg ersätter eller kompletterar det här. Det räknas inte i sjukfallet.</p>"
            ).html
        case .revoked(let reason):
            Notice(
                .attention, title: "Intyget är makulerat",
                body: "<p>Det räknas inte i sjukfallet.\(with: reason.isEmpty ? nil : reason, { " Skäl: \($0)" })</p>"
            ).html
        }
    }

    /// A section of one field with the section's own name needs no label.
    private func section(_ section: FormSection) -> HTML {
        """
        <section><h2>\(section.title)</h2><dl>\(for: section.rows, { row in
            """
            <div><dt\(attribute: "class", row.label == section.title ? "visually-hidden" : nil)>\(row.label)</dt><dd>\(values(row.values))</dd></div>
            """
        })</dl></section>

        """
    }

    private var remarks: HTML {
        guard !view.remarks.isEmpty else { return HTML() }
        return Notice(
            .info, title: "Inläst med anmärkning", body: "<ul class=\"bullets\">\(for: view.remarks, { "<li>\($0)</li>" })</ul>"
        ).html
    }

    private func values(_ values: [String]) -> HTML {
        values.isEmpty
            ? "<span class=\"soft\">\(FormLayout.unanswered)</span>" : "\(for: values, { "<p class=\"prose\">\($0)</p>" })"
    }

    private var about: [(name: String, value: HTML)] {
        [
            ("Formulär", "\(certificate.kind.title), version \(certificate.formVersion)"),
            ("Signerat", "\(certificate.signedAt.day) \(certificate.signedAt.clock)"),
            ("Skickat", "\(certificate.sentAt.map { "\($0.day) \($0.clock)" } ?? "Inte skickat")"),
            ("Läkare", "\(certificate.issuer.name) (\(certificate.issuer.hsaID.rawValue))"),
            ("Enhet", "\(certificate.careUnit.name) (\(certificate.careUnit.hsaID.rawValue))"),
            ("Vårdgivare", "\(certificate.careProvider.name) (\(certificate.careProvider.hsaID.rawValue))"),
            ("Intygets id", "\(certificate.id.rawValue)"),
        ]
    }
}
