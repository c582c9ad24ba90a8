/// Certificates, and what follows on them: messages, registered measures, who answers for a case.
extension Migrator.Migration {
    private static let certificate = MassTable(
        "certificate",
        [
            .init(["care_unit_id"], "care_unit", ["id"]),
            .init(["care_provider_id", "person_id"], "patient", ["care_provider_id", "person_id"]),
            .init(["care_provider_id", "staff_id"], "staff", ["care_provider_id", "id"]),
            .init(["diagnosis_id"], "diagnosis", ["id"]),
        ])

    static let content = MassTable("certificate_content", [partOfCertificate])
    private static let relation = MassTable("certificate_relation", [partOfCertificate])
    private static let partOfCertificate = MassTable.Reference(
        ["care_provider_id", "certificate_number"], "certificate", ["care_provider_id", "number"])

    static func certificates(_ dialect: Dialect) -> String {
        """
        CREATE TABLE diagnosis (
            id BIGINT NOT NULL PRIMARY KEY,
            system BIGINT NOT NULL CHECK (system IN (1, 2)),
            code TEXT NOT NULL,
            UNIQUE (system, code)
        );

        -- status: 0 in force, 1 replaced or complemented by another, 2 revoked
        -- verdict: 1 accepted, 2 accepted with remarks
        -- periods: days and extents in the encoding of PeriodEncoding; read with every row, and asked for by nothing else
        CREATE TABLE certificate (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            certificate_id TEXT NOT NULL,
            kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
            staff_id BIGINT NOT NULL,
            signed_at BIGINT NOT NULL,
            sent_at BIGINT,
            diagnosis_id BIGINT,
            occupations BIGINT NOT NULL,
            is_renewal BIGINT NOT NULL CHECK (is_renewal IN (0, 1)),
            counts_in_spells BIGINT NOT NULL CHECK (counts_in_spells IN (0, 1)),
            status BIGINT NOT NULL CHECK (status IN (0, 1, 2)),
            verdict BIGINT NOT NULL CHECK (verdict IN (1, 2)),
            import_run_id BIGINT NOT NULL,
            periods \(dialect.blob.text) NOT NULL,
            PRIMARY KEY (care_provider_id, number)\(certificate.inTable(dialect))
        ) \(dialect.clustered.text);

        CREATE UNIQUE INDEX certificate_by_id ON certificate (certificate_id, care_provider_id);
        \(certificate.besideTable(dialect))
        -- the certificate whole, in the encoding of CertificateEncoding; equal bytes mean the same certificate.
        -- Not clustered: SQLite keeps at most a quarter of a page of such a row in place and gives each longer one a page of its own.
        CREATE TABLE certificate_content (
            care_provider_id BIGINT NOT NULL,
            certificate_number BIGINT NOT NULL,
            content \(dialect.blob.text) NOT NULL,
            PRIMARY KEY (care_provider_id, certificate_number)\(content.inTable(dialect))
        );
        \(content.besideTable(dialect))
        -- the other certificate may come later than the one that names it
        CREATE TABLE certificate_relation (
            care_provider_id BIGINT NOT NULL,
            certificate_number BIGINT NOT NULL,
            kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
            other_certificate_id TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, certificate_number, kind, other_certificate_id)\(relation.inTable(dialect))
        ) \(dialect.clustered.text);
        \(relation.besideTable(dialect))
        -- whole, so that a planner without statistics prefers it to the primary key, whose first column all rows of a provider share;
        -- only of those that replace or complement, which are few: no other relation is looked for from this end
        CREATE INDEX certificate_relation_other
            ON certificate_relation (other_certificate_id, care_provider_id, kind, certificate_number) WHERE kind IN (2, 3);

        -- may come before its certificate
        CREATE TABLE revocation (
            certificate_id TEXT NOT NULL PRIMARY KEY,
            revoked_at BIGINT,
            reason TEXT NOT NULL,
            revoked_by TEXT NOT NULL,
            revoked_by_hsa_id TEXT,
            revoked_by_positions TEXT NOT NULL,
            import_run_id BIGINT NOT NULL
        );

        """
    }

    static func followUp(_ dialect: Dialect) -> String {
        """
        CREATE TABLE case_message (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            message_id TEXT NOT NULL,
            certificate_number BIGINT NOT NULL,
            subject BIGINT NOT NULL CHECK (subject BETWEEN 1 AND 5),
            direction BIGINT NOT NULL CHECK (direction IN (1, 2)),
            sent_at BIGINT NOT NULL,
            heading TEXT NOT NULL,
            body TEXT NOT NULL,
            answer_by BIGINT,
            answers_message_id TEXT,
            reminds_of_message_id TEXT,
            receiver TEXT NOT NULL,
            patient_kind BIGINT CHECK (patient_kind BETWEEN 0 AND 2),
            patient_identifier TEXT,
            import_run_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            UNIQUE (care_provider_id, message_id),
            FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number),
            CHECK ((patient_kind IS NULL) = (patient_identifier IS NULL))
        );

        CREATE INDEX case_message_by_certificate ON case_message (care_provider_id, certificate_number);
        CREATE INDEX case_message_answers ON case_message (care_provider_id, answers_message_id);

        CREATE TABLE case_message_question (
            care_provider_id BIGINT NOT NULL,
            message_number BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            question TEXT NOT NULL,
            instance BIGINT,
            body TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, message_number, ordinal),
            FOREIGN KEY (care_provider_id, message_number) REFERENCES case_message (care_provider_id, number)
        );

        CREATE TABLE procedure_registration (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            registration_id TEXT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            person_id BIGINT NOT NULL,
            day BIGINT NOT NULL,
            code TEXT NOT NULL,
            staff_id BIGINT,
            import_run_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            UNIQUE (care_provider_id, registration_id),
            FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id)
        );

        CREATE INDEX procedure_by_person ON procedure_registration (care_provider_id, person_id);
        CREATE INDEX procedure_by_staff ON procedure_registration (care_provider_id, staff_id);

        -- who answers for the patient's case at the unit; the newest row counts, nothing is overwritten
        CREATE TABLE responsibility (
            care_provider_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            person_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            responsible_account_id BIGINT,
            assigned_by_account_id BIGINT NOT NULL,
            assigned_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, person_id, number),
            FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id)
        );

        """
    }
}
