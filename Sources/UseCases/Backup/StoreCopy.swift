package import SickLeave
package import Storage

/// Copies a whole store: to a file, from a file, or straight to another store. One mechanism for both engines; every copy is judged by
/// the digests of its rows.
package struct StoreCopy: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package struct Written: Sendable {
        package let head: BackupHead
        package let summary: StoreSummary
        package let bytes: Int
    }

    /// Everything as it was at one moment, while others read and write. Blocks.
    package func write(
        to path: String, recipients: [AgeRecipient], program: String, at instant: Instant,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Written {
        let output = try BackupOutput(path: path, recipients: recipients)
        do {
            let (head, summary) = try once { connection, dialect in
                let head = BackupHead(
                    schema: try Migrator.version(connection), engine: database.engine, program: program, created: "\(instant)")
                var writer = BackupWriter(output: output, isCancelled: isCancelled)
                return (head, try writer.write(head, try PortableTable.all(connection, dialect: dialect), connection))
            }
            return Written(head: head, summary: summary, bytes: try output.finish())
        } catch {
            output.abandon()
            throw error
        }
    }

    /// Reads a backup to its end and judges it, and changes nothing.
    package static func check(_ path: String, identity: AgeIdentity?) throws -> (head: BackupHead, summary: StoreSummary) {
        var reader = try BackupReader(try BackupInput(path: path, identity: identity))
        return (reader.head, try reader.read { _, _ in })
    }

    /// Fills this store, which must be empty, from a backup of this or an earlier schema, and brings it up to date.
    package func load(
        _ path: String, identity: AgeIdentity?, at instant: Instant, migrations: [Migrator.Migration] = Migrator.all
    ) throws -> (head: BackupHead, summary: StoreSummary) {
        var reader = try BackupReader(try BackupInput(path: path, identity: identity))
        let head = reader.head
        let known = migrations.last?.version ?? 0
        guard head.schema <= known else { throw BackupFault.newerSchema(found: head.schema, known: known) }
        try Migrator(migrations: migrations.filter { $0.version <= head.schema }).migrate(database, at: instant)
        let tables = try preparedTables()
        let summary = try reader.read { table, nextRows in
            guard let own = tables.first(where: { $0.name == table.name }), own.columns == table.columns else {
                throw BackupFault.damaged("tabellen \(table.name) är inte schemats")
            }
            try database.writeBlocking { connection in
                while let rows = try nextRows() { try own.insert(rows, connection) }
            }
        }
        try check(against: summary)
        try Migrator(migrations: migrations).migrate(database, at: instant)
        return (head, summary)
    }

    /// Fills another store, which must be empty, with everything in this one.
    package func move(to target: StoreCopy, at instant: Instant) throws -> StoreSummary {
        let summary = try once { connection, dialect in
            let version = try Migrator.version(connection)
            try Migrator(migrations: Migrator.all.filter { $0.version <= version }).migrate(target.database, at: instant)
            let targets = try target.preparedTables()
            var summary = StoreSummary()
            for table in try PortableTable.all(connection, dialect: dialect) {
                guard let own = targets.first(where: { $0.name == table.name }), own.columns == table.columns else {
                    throw BackupFault.differs(table: table.name)
                }
                var digest = RowDigest()
                summary.rows[table.name] = try target.database.writeBlocking {
                    try StoreCopy.copy(own, connection, to: $0, &digest)
                }
                summary.digests[table.name] = digest
            }
            return summary
        }
        try target.check(against: summary)
        return summary
    }

    private static func copy(
        _ table: PortableTable, _ source: any Connection, to target: any Connection, _ digest: inout RowDigest
    ) throws -> Int {
        var (batch, rows) = ([[UInt8]](), 0)
        try table.forEachRow(source) { row in
            digest.add(row)
            batch.append(copy row)
            rows += 1
            if batch.count == 1_000 {
                try table.insert(batch, target)
                batch.removeAll(keepingCapacity: true)
            }
        }
        try table.insert(batch, target)
        return rows
    }

    /// The tables of a store that was just made, without the rows that its migrations put there.
    private func preparedTables() throws -> [PortableTable] {
        try database.writeBlocking { connection in
            let tables = try PortableTable.all(connection, dialect: database.dialect)
            // The access log refuses to be emptied, even when it is empty.
            for table in tables.reversed() where try table.rowCount(connection) > 0 { try table.removeAll(connection) }
            return tables
        }
    }

    /// Reads back what was stored.
    private func check(against expected: StoreSummary) throws {
        let found = try once { connection, dialect in
            var found = StoreSummary()
            for table in try PortableTable.all(connection, dialect: dialect) {
                var (digest, rows) = (RowDigest(), 0)
                try table.forEachRow(connection) { row in
                    digest.add(row)
                    rows += 1
                }
                found.rows[table.name] = rows
                found.digests[table.name] = digest
            }
            return found
        }
        if let table = expected.difference(from: found) { throw BackupFault.differs(table: table) }
    }

    /// One read transaction. An engine that would begin it again after a break must not write half the rows twice.
    private func once<T>(_ body: (any Connection, Dialect) throws -> T) throws -> T {
        var hasBegun = false
        return try database.readBlocking { connection in
            guard !hasBegun else { throw BackupFault.interrupted }
            hasBegun = true
            return try body(connection, database.dialect)
        }
    }
}
