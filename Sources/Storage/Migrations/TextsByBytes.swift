extension Migrator.Migration {
    /// On PostgreSQL, the columns of text that followed the database's own language and not, as all others, their bytes: those of two
    /// earlier migrations, and the history's own. SQLite knows no other order.
    static let textsByBytes = Self(version: 10, name: "all texts in order of their bytes") { dialect in
        guard dialect == .postgres else { return "" }
        return """
            ALTER TABLE schema_migration ALTER COLUMN name TYPE TEXT;
            ALTER TABLE assignment ALTER COLUMN issuer TYPE TEXT;
            ALTER TABLE case_message ALTER COLUMN reference TYPE TEXT;
            ALTER TABLE case_message ALTER COLUMN contact TYPE TEXT;

            """
    }
}
