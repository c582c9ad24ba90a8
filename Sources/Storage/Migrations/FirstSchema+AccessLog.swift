/// The log of every look and change, and the tree of hashes that shows when a row of it is changed, gone or new.
extension Migrator.Migration {
    static func accessLog(_ dialect: Dialect) -> String {
        """
        -- who, in which role, where and why: alike in many rows, so stored once, by the digest of its encoding.
        -- Names stand as they were: no foreign keys, here or in the rows, because the log outlives what it speaks of
        CREATE TABLE access_log_context (
            care_provider_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            digest TEXT NOT NULL,
            account_id BIGINT NOT NULL,
            user_hsa_id TEXT NOT NULL,
            user_name TEXT NOT NULL,
            title TEXT NOT NULL,
            assignment TEXT NOT NULL,
            care_provider_hsa_id TEXT NOT NULL,
            care_provider_name TEXT NOT NULL,
            care_unit_id BIGINT NOT NULL,
            care_unit_hsa_id TEXT NOT NULL,
            care_unit_name TEXT NOT NULL,
            purpose TEXT NOT NULL,
            owner_unit_id BIGINT NOT NULL,
            owner_unit_hsa_id TEXT NOT NULL,
            owner_unit_name TEXT NOT NULL,
            system_id TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, id),
            UNIQUE (care_provider_id, digest)
        );

        -- salt: random, so that the row's hash tells nothing of a row whose content is erased
        CREATE TABLE access_log (
            care_provider_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            at BIGINT NOT NULL,
            context_id BIGINT NOT NULL,
            activity TEXT NOT NULL,
            level TEXT NOT NULL,
            arguments TEXT NOT NULL,
            resource TEXT NOT NULL,
            person_id BIGINT,
            patient_set_id BIGINT,
            salt \(dialect.blob.text) NOT NULL CHECK (length(salt) = 16),
            PRIMARY KEY (care_provider_id, id),
            CHECK ((person_id IS NULL) <> (patient_set_id IS NULL))
        ) \(dialect.clustered.text);

        CREATE INDEX access_log_by_person ON access_log (care_provider_id, person_id, at);
        CREATE INDEX access_log_by_set ON access_log (care_provider_id, patient_set_id);
        CREATE INDEX access_log_by_context ON access_log (care_provider_id, context_id, at);

        -- rows that have no place in the tree yet; written with the row, gone when it has its place
        CREATE TABLE access_log_unplaced (
            care_provider_id BIGINT NOT NULL,
            access_log_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, access_log_id)
        ) \(dialect.clustered.text);

        -- the provider's tree (RFC 6962): position from 0 without gaps; the hash stays when the row is erased
        CREATE TABLE access_log_leaf (
            care_provider_id BIGINT NOT NULL,
            position BIGINT NOT NULL CHECK (position >= 0),
            access_log_id BIGINT NOT NULL,
            hash \(dialect.blob.text) NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (care_provider_id, position),
            UNIQUE (care_provider_id, access_log_id)
        ) \(dialect.clustered.text);

        -- the tree's root at a size, signed; peaks: the roots of its whole subtrees, from which the next one goes on
        CREATE TABLE access_log_checkpoint (
            care_provider_id BIGINT NOT NULL,
            size BIGINT NOT NULL CHECK (size > 0),
            made_at BIGINT NOT NULL,
            note TEXT NOT NULL,
            peaks \(dialect.blob.text) NOT NULL,
            PRIMARY KEY (care_provider_id, size)
        );

        """ + accessLogGuards(dialect)
    }

    /// The log is append-only in the schema itself: nothing is changed, and only content past its years whose hash has its place
    /// in the tree is erased.
    static func accessLogGuards(_ dialect: Dialect) -> String {
        let kept = [
            "patient_set", "patient_set_member", "access_log_context", "access_log", "access_log_leaf", "access_log_checkpoint",
        ]
        return kept.map { dialect == .sqlite ? sqliteGuard($0) : postgresGuard($0) }.joined()
    }

    /// Why a row of the table may not be deleted, as a condition on the old row.
    private static func isKept(_ table: String, now: String) -> String {
        switch table {
        case "access_log":
            """
            OLD.at > (\(now) - \(AccessLogRepository.keptDays * 86_400)) * 1000000 OR NOT EXISTS (SELECT 1 FROM access_log_leaf f
                WHERE f.care_provider_id = OLD.care_provider_id AND f.access_log_id = OLD.id)
            """
        case "access_log_context":
            """
            EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = OLD.care_provider_id AND l.context_id = OLD.id)
            """
        case "patient_set", "patient_set_member":
            """
            EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = OLD.care_provider_id
                AND l.patient_set_id = OLD.\(table == "patient_set" ? "id" : "patient_set_id"))
            """
        default: "1 = 1"
        }
    }

    private static func sqliteGuard(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table) WHEN \(isKept(table, now: "unixepoch()"))
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

        """
    }

    private static func postgresGuard(_ table: String) -> String {
        """
        CREATE FUNCTION \(table)_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '\(table) is append-only'; END $$;
        CREATE FUNCTION \(table)_refuse_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF \(isKept(table, now: "extract(epoch FROM now())")) THEN
        RAISE EXCEPTION '\(table) is append-only'; END IF; RETURN OLD; END $$;
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE OR TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION \(table)_refuse();
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
        FOR EACH ROW EXECUTE FUNCTION \(table)_refuse_kept();

        """
    }
}
