extension Migrator.Migration {
    /// On PostgreSQL: a content's certificate is no other's, a patient's person seldom another's of the same statement. They are looked up as
    /// they come.
    static let ownReferences = Self(version: 11, name: "references that rows seldom share") { dialect in
        content.checkOfOwn("certificate", dialect) + patient.checkOfOwn("person", dialect)
    }
}
