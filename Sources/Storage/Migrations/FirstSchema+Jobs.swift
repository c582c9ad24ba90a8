extension Migrator.Migration {
    static let jobs = """
        -- owner: the server that does the job now; empty when none does. heartbeat_at and done_at: the database's clock, and the owner's
        CREATE TABLE job (
            name TEXT NOT NULL PRIMARY KEY,
            owner TEXT NOT NULL,
            heartbeat_at BIGINT NOT NULL,
            done_at BIGINT
        );

        """
}
