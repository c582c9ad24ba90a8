/// What decides who may see what: a unit's own choices, mandates, analyses, blocks, protected identities, and what was opened in spite
/// of a block. All of it is kept as it was written: a change is a new row.
extension Migrator.Migration {
    static func rights(_ dialect: Dialect) -> String {
        """
        -- what a unit's manager has decided; the newest row of a name counts
        CREATE TABLE unit_setting (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            number BIGINT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            set_by_account_id BIGINT NOT NULL REFERENCES account (id),
            set_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, number)
        );

        -- a person's mandate to see the unit's patients by name when its work is followed up; the person's newest row counts,
        -- and one without days takes the mandate back
        CREATE TABLE follow_up_mandate (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            number BIGINT NOT NULL,
            account_id BIGINT NOT NULL REFERENCES account (id),
            purpose TEXT NOT NULL,
            first_day BIGINT,
            last_day BIGINT,
            decided_by_account_id BIGINT NOT NULL REFERENCES account (id),
            decided_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, number),
            CHECK ((first_day IS NULL) = (last_day IS NULL)),
            CHECK (first_day <= last_day)
        );

        -- the unit's analysis of needs and risks, signed by its manager before roles are given; the newest counts
        CREATE TABLE risk_analysis (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            number BIGINT NOT NULL,
            signed_by_account_id BIGINT NOT NULL REFERENCES account (id),
            signed_at BIGINT NOT NULL,
            valid_through BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, number)
        );

        CREATE TABLE risk_analysis_role (
            care_provider_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL,
            analysis_number BIGINT NOT NULL,
            role TEXT NOT NULL,
            needs TEXT NOT NULL,
            risks TEXT NOT NULL,
            measures TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, analysis_number, role),
            FOREIGN KEY (care_provider_id, care_unit_id, analysis_number)
                REFERENCES risk_analysis (care_provider_id, care_unit_id, number)
        );

        -- kind: 1 a block (what the unit has written is closed to the provider's other units), 2 a protected identity, told by the unit.
        -- the newest row of a record_id counts; a last day that has passed means that it is lifted.
        -- import_run_id: from a file; recorded_by_account_id: by a person
        CREATE TABLE patient_protection (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            record_id TEXT NOT NULL,
            kind BIGINT NOT NULL CHECK (kind IN (1, 2)),
            person_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            first_day BIGINT NOT NULL,
            last_day BIGINT,
            import_run_id BIGINT,
            recorded_by_account_id BIGINT REFERENCES account (id),
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
            CHECK ((import_run_id IS NULL) <> (recorded_by_account_id IS NULL))
        );

        CREATE INDEX patient_protection_by_record ON patient_protection (care_provider_id, record_id, number);
        CREATE INDEX patient_protection_by_person ON patient_protection (care_provider_id, person_id);

        -- a block that was opened because it could not wait (nödöppning): for whom, why, and until when
        CREATE TABLE emergency_access (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            person_id BIGINT NOT NULL,
            blocked_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            account_id BIGINT NOT NULL REFERENCES account (id),
            reason TEXT NOT NULL,
            opened_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
            CHECK (opened_at < ends_at)
        );

        CREATE INDEX emergency_access_by_person ON emergency_access (care_provider_id, person_id);

        -- the patient's consent to speak with one party outside care about one thing; party_consent 1 given, 0 withdrawn;
        -- the newest row of a party counts
        CREATE TABLE collaboration_consent (
            care_provider_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            person_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            party TEXT NOT NULL,
            about TEXT NOT NULL,
            form TEXT NOT NULL CHECK (form IN ('oral', 'written')),
            is_given BIGINT NOT NULL CHECK (is_given IN (0, 1)),
            day BIGINT NOT NULL,
            last_day BIGINT,
            recorded_by_account_id BIGINT NOT NULL REFERENCES account (id),
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, care_unit_id, person_id, number),
            FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
            CHECK (last_day IS NULL OR day <= last_day)
        );

        -- who a person with an account is as a patient: the own record is not opened with the own account
        CREATE TABLE account_person (
            account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
            kind BIGINT NOT NULL CHECK (kind IN (0, 1, 2)),
            identifier TEXT NOT NULL
        );

        """ + recordGuards(dialect)
    }

    /// What was decided stays as it was written, in the schema itself.
    private static func recordGuards(_ dialect: Dialect) -> String {
        let tables = [
            "unit_setting", "follow_up_mandate", "risk_analysis", "risk_analysis_role", "patient_protection", "emergency_access",
            "collaboration_consent",
        ]
        guard dialect == .sqlite else {
            return """
                CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

                """
                    + tables.map { table in
                        """
                        CREATE TRIGGER \(table)_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

                        """
                    }.joined()
        }
        return tables.map { table in
            """
            CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

            """
        }.joined()
    }
}
