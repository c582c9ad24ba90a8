extension Migrator.Migration {
    /// Rows about patients carry the care provider first in their keys, so that data can be spread by provider.
    /// Days are days since 1970-01-01; instants are UTC microseconds; local times are seconds on the Swedish wall clock.
    static let firstSchema = Self(version: 1, name: "the main job") { dialect in
        MassTable.functions(dialect) + organisation(dialect) + certificates(dialect) + followUp(dialect) + imports(dialect)
            + access(dialect) + signIn(dialect) + accessLog(dialect) + rights(dialect) + regions(dialect) + goals(dialect)
            + figureChanges(dialect) + jobs + sequences
    }

    static let patient = MassTable(
        "patient", [.init(["care_provider_id"], "care_provider", ["id"]), .init(["person_id"], "person", ["id"])])

    static func organisation(_ dialect: Dialect) -> String {
        """
        CREATE TABLE number_sequence (
            name TEXT NOT NULL PRIMARY KEY,
            next BIGINT NOT NULL CHECK (next >= 1)
        );

        CREATE TABLE care_provider (
            id BIGINT NOT NULL PRIMARY KEY,
            hsa_id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL
        );

        -- parent_id: the care unit of a sub-unit; root_id: the care unit that the unit counts under (itself when it has no parent)
        CREATE TABLE care_unit (
            id BIGINT NOT NULL PRIMARY KEY,
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            hsa_id TEXT NOT NULL,
            name TEXT NOT NULL,
            parent_id BIGINT REFERENCES care_unit (id),
            root_id BIGINT NOT NULL,
            UNIQUE (care_provider_id, hsa_id),
            CHECK ((parent_id IS NULL) = (root_id = id))
        );

        CREATE TABLE staff (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            id BIGINT NOT NULL,
            hsa_id TEXT NOT NULL,
            name TEXT NOT NULL,
            position TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, id),
            UNIQUE (care_provider_id, hsa_id)
        );

        CREATE TABLE employment (
            care_provider_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            staff_id BIGINT NOT NULL,
            is_physician BIGINT NOT NULL CHECK (is_physician IN (0, 1)),
            trained_on BIGINT,
            first_day BIGINT,
            last_day BIGINT,
            PRIMARY KEY (care_provider_id, care_unit_id, staff_id),
            FOREIGN KEY (care_provider_id, staff_id) REFERENCES staff (care_provider_id, id),
            CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day)
        );

        CREATE TABLE unit_volume (
            care_provider_id BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            month BIGINT NOT NULL,
            visits BIGINT CHECK (visits >= 0),
            listed_patients BIGINT CHECK (listed_patients >= 0),
            PRIMARY KEY (care_provider_id, care_unit_id, month)
        );

        -- a person is the same person for every provider; what a provider knows of the person stands in patient
        CREATE TABLE person (
            id BIGINT NOT NULL PRIMARY KEY,
            kind BIGINT NOT NULL CHECK (kind IN (0, 1, 2)),
            identifier TEXT NOT NULL,
            birth_day BIGINT,
            sex BIGINT CHECK (sex IN (0, 1)),
            UNIQUE (kind, identifier)
        );

        -- public_id: the opaque name of the patient in addresses
        CREATE TABLE patient (
            care_provider_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            public_id TEXT NOT NULL,
            name TEXT NOT NULL,
            sort_name TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, person_id),
            UNIQUE (care_provider_id, public_id)\(patient.inTable(dialect))
        );
        \(patient.besideTable(dialect))
        """
    }

    private static var sequences: String {
        NumberSequence.allCases
            .map { "INSERT INTO number_sequence (name, next) VALUES ('\($0.rawValue)', 1);" }
            .joined(separator: "\n")
    }
}
