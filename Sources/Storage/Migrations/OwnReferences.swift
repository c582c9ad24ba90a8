extension Migrator.Migration {
    /// On PostgreSQL: no two contents share a certificate, and the patients of a statement seldom share a person, so each reference is
    /// looked up as it comes.
    static let ownReferences = Self(version: 11, name: "references that rows seldom share") { dialect in
        content.checkOfOwn("certificate", dialect) + patient.checkOfOwn("person", dialect)
    }
}
