extension Certificate {
    /// Whether the certificate, while it is in force, is part of a spell: a certificate for sickness benefit (FK 7804, FK 7263)
    /// with at least one period, and not a suspension for contagion (smittbärarpenning).
    /// In force is a certificate that is not revoked, and that no certificate in force replaces or complements. A missing
    /// diagnosis does not matter.
    ///
    /// The employer's forms (AG7804, AG1-14) certify the same days again or days before benefit; Rehabstöd and
    /// Intygsstatistik leave them out too.
    package var countsInSpells: Bool {
        Certificate.countsInSpells(kind: kind, isInfectionCarrier: isInfectionCarrier, hasPeriods: !periods.isEmpty)
    }

    package static func countsInSpells(kind: CertificateKind, isInfectionCarrier: Bool, hasPeriods: Bool) -> Bool {
        kind.isForAgency && !isInfectionCarrier && hasPeriods
    }
}
