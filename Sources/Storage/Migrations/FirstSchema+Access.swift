/// Imports with what they could not read; accounts, sessions and the sets of patients that the access log speaks of.
extension Migrator.Migration {
    static func imports(_ dialect: Dialect) -> String {
        """
        CREATE TABLE import_run (
            id BIGINT NOT NULL PRIMARY KEY,
            started_at BIGINT NOT NULL,
            finished_at BIGINT,
            source TEXT NOT NULL,
            sender TEXT NOT NULL,
            accepted BIGINT NOT NULL,
            already_known BIGINT NOT NULL,
            conflicts BIGINT NOT NULL,
            quarantined BIGINT NOT NULL
        );

        -- the part of a run's counts that is a provider's: what its people may see of the run
        CREATE TABLE import_run_share (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            import_run_id BIGINT NOT NULL REFERENCES import_run (id),
            accepted BIGINT NOT NULL,
            already_known BIGINT NOT NULL,
            conflicts BIGINT NOT NULL,
            quarantined BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, import_run_id)
        );

        -- what could not be read, untouched; status: 0 waiting, 1 read after correction, 2 set aside by a person.
        -- care_provider_id: 0 until it is known whose it is; care_unit_id: the unit that an administrator gave it to.
        -- of a file that was refused whole only the beginning is kept: byte_length is what the file holds, null when that is not known
        CREATE TABLE quarantine (
            care_provider_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            care_unit_id BIGINT REFERENCES care_unit (id),
            import_run_id BIGINT NOT NULL REFERENCES import_run (id),
            source TEXT NOT NULL,
            place TEXT NOT NULL,
            format TEXT NOT NULL,
            header \(dialect.blob.text) NOT NULL,
            original \(dialect.blob.text) NOT NULL,
            byte_length BIGINT,
            sha256 TEXT NOT NULL,
            reason TEXT NOT NULL,
            waits BIGINT NOT NULL CHECK (waits IN (0, 1)),
            digest TEXT NOT NULL,
            status BIGINT NOT NULL CHECK (status IN (0, 1, 2)),
            decided_at BIGINT,
            decided_by_account_id BIGINT,
            decision TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, id),
            CHECK ((status = 0) = (decided_at IS NULL)),
            CHECK (care_unit_id IS NULL OR care_provider_id <> 0)
        );

        CREATE INDEX quarantine_waiting ON quarantine (status, id);
        CREATE UNIQUE INDEX quarantine_by_digest ON quarantine (digest, care_provider_id);

        -- the same certificate id with other content: the stored one stays, the newcomer is kept here to be judged
        CREATE TABLE certificate_conflict (
            care_provider_id BIGINT NOT NULL,
            certificate_number BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            import_run_id BIGINT NOT NULL REFERENCES import_run (id),
            content \(dialect.blob.text) NOT NULL,
            status BIGINT NOT NULL CHECK (status IN (0, 2)),
            decided_at BIGINT,
            decided_by_account_id BIGINT,
            PRIMARY KEY (care_provider_id, certificate_number, ordinal),
            FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number),
            CHECK ((status = 0) = (decided_at IS NULL))
        );

        """
    }

    static func access(_ dialect: Dialect) -> String {
        """
        CREATE TABLE account (
            id BIGINT NOT NULL PRIMARY KEY,
            user_name TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            hsa_id TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            disabled_at BIGINT
        );

        -- a role at a unit, or for a whole provider when care_unit_id is null
        CREATE TABLE assignment (
            id BIGINT NOT NULL PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            role TEXT NOT NULL,
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            care_unit_id BIGINT REFERENCES care_unit (id),
            first_day BIGINT NOT NULL,
            last_day BIGINT,
            CHECK (last_day IS NULL OR first_day <= last_day)
        );

        CREATE INDEX assignment_by_account ON assignment (account_id);

        -- token_hash: SHA-256 of the cookie's 256-bit token; the token itself is nowhere stored
        CREATE TABLE session (
            token_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            assignment_id BIGINT REFERENCES assignment (id),
            form_token TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            last_seen_at BIGINT NOT NULL
        );

        CREATE TABLE preference (
            account_id BIGINT NOT NULL REFERENCES account (id),
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (account_id, name)
        );

        -- the patients of one look at a list; equal sets are stored once, by the digest of their members
        CREATE TABLE patient_set (
            care_provider_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            digest TEXT NOT NULL,
            size BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, id),
            UNIQUE (care_provider_id, digest)
        );

        CREATE TABLE patient_set_member (
            care_provider_id BIGINT NOT NULL,
            patient_set_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, patient_set_id, person_id),
            FOREIGN KEY (care_provider_id, patient_set_id) REFERENCES patient_set (care_provider_id, id)
        ) \(dialect.clustered.text);

        CREATE INDEX patient_set_by_person ON patient_set_member (care_provider_id, person_id);

        """
    }
}
