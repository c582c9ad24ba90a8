extension Migrator.Migration {
    /// A certificate's id is unique within the system that gave it, so a revocation is of one provider's certificate. What was stored without
    /// provider took effect on every certificate of the id: it stays a revocation of each. And what the
    /// nightly check found outlives the server that made it.
    static let revocationsOfProviders = Self(version: 4, name: "revocations of providers, faults of jobs") { _ in
        """
        CREATE TABLE revocation_before AS SELECT * FROM revocation;
        DROP TABLE revocation;

        -- may come before its certificate; care_provider_id: 0 as long as nobody knows whose it is
        CREATE TABLE revocation (
            care_provider_id BIGINT NOT NULL,
            certificate_id TEXT NOT NULL,
            revoked_at BIGINT,
            reason TEXT NOT NULL,
            revoked_by TEXT NOT NULL,
            revoked_by_hsa_id TEXT,
            revoked_by_positions TEXT NOT NULL,
            import_run_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, certificate_id)
        );
        CREATE INDEX revocation_by_id ON revocation (certificate_id);

        INSERT INTO revocation
            (care_provider_id, certificate_id, revoked_at, reason, revoked_by, revoked_by_hsa_id, revoked_by_positions, import_run_id)
        SELECT COALESCE(c.care_provider_id, 0), r.certificate_id, r.revoked_at, r.reason, r.revoked_by, r.revoked_by_hsa_id,
            r.revoked_by_positions, r.import_run_id
        FROM revocation_before r LEFT JOIN certificate c ON c.certificate_id = r.certificate_id;
        DROP TABLE revocation_before;

        -- how many faults a check found when it was last done, by whichever server
        ALTER TABLE job ADD COLUMN faults BIGINT CHECK (faults >= 0);

        """
    }
}
