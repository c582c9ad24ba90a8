import Storage

extension PostgresDatabase {
    /// What the server knows of damage (checksums, unfinished indexes and constraints), every index against its own order where the
    /// server has `amcheck` and the user may run it, every reference between rows, and the schema.
    package func integrityFaults() async throws -> [String] {
        try await read { connection in
            var faults: [String] = []
            for check in PostgresDatabase.checks { faults += try connection.all(check) { $0.text(0) } }
            return try faults + PostgresDatabase.references(connection)
        } + schemaFaults() + indexFaults()
    }

    private func schemaFaults() async throws -> [String] {
        let (found, mayMake) = try await read { connection in
            let right = try connection.first("SELECT has_database_privilege(current_database(), 'TEMPORARY')") { $0.bool(0) }
            return (try SchemaParts.postgres(connection), right ?? false)
        }
        guard mayMake else {
            return found.faults(expecting: .triggersOfMigrations()) + [
                "schemat: tabellerna är inte jämförda med programmets, eftersom användaren saknar rätten TEMPORARY i databasen"
            ]
        }
        let expected: SchemaParts
        do {
            expected = try await write { throw NotKept(parts: try SchemaParts.postgres(ofNewWithin: $0)) }
        } catch let notKept as NotKept {
            expected = notKept.parts
        }
        return found.faults(expecting: expected)
    }

    /// Thrown, so that the transaction is rolled back.
    private struct NotKept: Error {
        let parts: SchemaParts
    }

    /// A damaged index ends the transaction that finds it: one at a time.
    private func indexFaults() async throws -> [String] {
        // The extension's functions are for superusers until somebody gives the right.
        let function = try await read { connection in
            try connection.first(
                """
                SELECT p.oid::regproc::text FROM pg_extension e
                JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.classid = 'pg_proc'::regclass
                JOIN pg_proc p ON p.oid = d.objid
                WHERE e.extname = 'amcheck' AND p.proname = 'bt_index_check' AND p.pronargs = 2
                  AND has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(p.pronamespace, 'USAGE')
                """
            ) { $0.text(0) }
        }
        guard let function else { return [] }
        let indexes = try await read { connection in
            try connection.all(
                """
                SELECT c.oid::bigint, c.relname FROM pg_class c JOIN pg_am m ON m.oid = c.relam
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'i' AND m.amname = 'btree' AND n.nspname = current_schema() ORDER BY c.relname
                """
            ) { (number: $0.int(0), name: $0.text(1)) }
        }
        var faults: [String] = []
        for index in indexes {
            do {
                let check = SQL(stringLiteral: "SELECT \(function)(\(index.number)::oid::regclass, true)")
                try await read { _ = try $0.all(check) { _ in } }
            } catch StorageError.corrupt {
                faults.append("index damaged: \(index.name)")
            }
        }
        return faults
    }

    private static let checks: [SQL] = [
        """
        SELECT 'pages with wrong checksums: ' || checksum_failures FROM pg_stat_database
        WHERE datname = current_database() AND checksum_failures > 0
        """,
        """
        SELECT 'index not valid: ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT i.indisvalid OR NOT i.indisready
        """,
        "SELECT 'constraint not checked: ' || conname FROM pg_constraint WHERE NOT convalidated",
        // What goes past the triggers, though they stand as they should.
        """
        SELECT 'schemat: regeln ' || c.relname || '.' || r.rulename || ' hör inte dit' FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
        """,
        """
        SELECT 'schemat: tabellen ' || c.relname || ' visar inte alla rader (row security)' FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relrowsecurity
        """,
        """
        SELECT 'schemat: triggrarna är avstängda (session_replication_role)' WHERE current_setting('session_replication_role') <> 'origin'
        """,
    ]

    /// One query for each foreign key, and for each trigger that stands for one, written by the server with its own quoting: rows that
    /// point at nothing.
    private static func references(_ connection: any Connection) throws -> [String] {
        let queries = try connection.all(
            """
            SELECT format('SELECT %L FROM %s AS a WHERE %s AND NOT EXISTS (SELECT 1 FROM %s AS b WHERE %s) LIMIT 1',
                'foreign key: ' || c.conname, c.conrelid::regclass,
                string_agg(format('a.%I IS NOT NULL', here.attname), ' AND '), c.confrelid::regclass,
                string_agg(format('a.%I = b.%I', here.attname, there.attname), ' AND '))
            FROM pg_constraint c
            CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (here, there)
            JOIN pg_attribute here ON here.attrelid = c.conrelid AND here.attnum = k.here
            JOIN pg_attribute there ON there.attrelid = c.confrelid AND there.attnum = k.there
            WHERE c.contype = 'f' GROUP BY c.oid, c.conname, c.conrelid, c.confrelid
            UNION ALL
            SELECT format('SELECT %L FROM %s AS a WHERE (%s) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %I AS b WHERE (%s) = (%s)) LIMIT 1',
                'foreign key: ' || t.tgrelid::regclass || ' ' || t.tgname, t.tgrelid::regclass, 'a.' || replace(said[1], ', ', ', a.'),
                said[2], 'a.' || replace(said[1], ', ', ', a.'), 'b.' || replace(said[3], ', ', ', b.'))
            FROM pg_trigger t CROSS JOIN LATERAL string_to_array(encode(t.tgargs, 'escape'), '\\000') AS said
            WHERE t.tgname LIKE 'refers!_to!_%' ESCAPE '!' ORDER BY 1
            """
        ) { SQL(stringLiteral: $0.text(0)) }
        return try queries.flatMap { query in try connection.all(query) { $0.text(0) } }
    }
}
