import SickLeave

/// What a certificate's row says that its content says too: written with the row, and compared with the content by `CertificateCheck`.
enum CertificateColumns {
    static let names: [SQLName] = [
        "certificate_id", "kind", "signed_at", "sent_at", "occupations", "is_renewal", "counts_in_spells", "periods",
    ]

    /// In the order of `names`.
    static func values(of certificate: Certificate) -> [SQLValue] {
        // A bit for each.
        let occupations: Int = certificate.occupations.reduce(0) { $0 | 1 << Int($1.rawValue) }
        let isRenewal = certificate.relations.contains { $0.kind == .renews }
        return [
            certificate.id.sqlValue, Int(certificate.kind.rawValue).sqlValue, certificate.signedAt.sqlValue,
            certificate.sentAt?.sqlValue ?? .null, occupations.sqlValue, isRenewal.sqlValue,
            certificate.countsInSpells.sqlValue, PeriodEncoding.encode(certificate.periods).sqlValue,
        ]
    }
}
