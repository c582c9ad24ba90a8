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
            let (head, summary) = try once { connection in
                guard try !PortableTable.names(connection).isEmpty else { throw BackupFault.noStore }
                let head = BackupHead(
                    schema: try Migrator.version(connection), engine: database.engine, program: program, created: "\(instant)")
                var writer = BackupWriter(output: output, isCancelled: isCancelled)
                return (head, try writer.write(head, try PortableTable.all(connection), connection))
            }
            return Written(head: head, summary: summary, bytes: try output.finish())
        } catch {
            output.abandon()
            throw error
        }
    }

    /// Reads a backup to its end and judges it, and changes nothing.
    package static func check(_ path: String, identity: AgeIdentity?) throws -> (head: BackupHead, summary: StoreSummary) {
        var reader = try opened(path, identity: identity, known: Migrator().newestVersion)
        return (reader.head, try reader.read { _, _ in })
    }

    /// Fills this store, which must be empty, from a backup of this or an earlier schema, and brings it up to date.
    package func load(
        _ path: String, identity: AgeIdentity?, at instant: Instant, migrations: [Migrator.Migration] = Migrator.all
    ) throws -> (head: BackupHead, summary: StoreSummary) {
        var reader = try StoreCopy.opened(path, identity: identity, known: migrations.last?.version ?? 0)
        let head = reader.head
        let summary = try fill(schema: head.schema, migrations, at: instant) { tables, connection in
            try reader.read { table, nextRows in
                guard let own = tables.first(where: { $0.name == table.name }), own.columns == table.columns else {
                    throw BackupFault.damaged("tabellen \(table.name) är inte schemats")
                }
                try StoreCopy.insert(into: own, connection) { add in
                    while let rows = try nextRows() { for row in rows { try add(row) } }
                }
            }
        }
        return (head, summary)
    }

    /// One that this program cannot restore is no copy to it, however whole.
    private static func opened(_ path: String, identity: AgeIdentity?, known: Int) throws -> BackupReader {
        let reader = try BackupReader(try BackupInput(path: path, identity: identity))
        guard reader.head.schema <= known else { throw BackupFault.newerSchema(found: reader.head.schema, known: known) }
        return reader
    }

    /// Fills another store, which must be empty, with everything in this one, and compares the two row by row.
    package func move(to target: StoreCopy, at instant: Instant) throws -> StoreSummary {
        let version = try once { connection in
            guard try !PortableTable.names(connection).isEmpty else { throw BackupFault.noStore }
            return try Migrator.version(connection)
        }
        let known = Migrator().newestVersion
        guard version <= known else { throw StorageError.newerSchema(found: version, known: known) }
        return try target.fill(schema: version, Migrator.all, at: instant) { tables, connection in
            let summary = try once { source in
                var summary = StoreSummary()
                for table in try PortableTable.all(source) {
                    guard let own = tables.first(where: { $0.name == table.name }), own.columns == table.columns else {
                        throw BackupFault.differs(table: table.name)
                    }
                    try StoreCopy.insert(into: own, connection) { add in
                        summary.add(table.name, try StoreCopy.digest(table, source, also: add))
                    }
                }
                return summary
            }
            // A second look at the source: what somebody wrote there meanwhile is a difference too.
            try once { source in
                for table in tables where try !table.isSame(source, connection) { throw BackupFault.differs(table: table.name) }
            }
            return summary
        }
    }

    /// Fills this store in one transaction: afterwards it is whole, or as empty as before.
    ///
    /// - Parameter rows: puts rows of the schema's version into the tables, and says what it put there.
    private func fill(
        schema: Int, _ migrations: [Migrator.Migration], at instant: Instant,
        _ rows: ([PortableTable], any Connection) throws -> StoreSummary
    ) throws -> StoreSummary {
        var fault: (any Error)?
        return try database.exclusively {
            try database.writeBlocking { connection in
                // Rows that have been read are gone: there is nothing to begin again with.
                if connection.attempt > 1 { throw fault ?? BackupFault.interrupted }
                do {
                    return try StoreCopy.fill(connection, schema: schema, migrations, at: instant, rows)
                } catch {
                    fault = error
                    throw error
                }
            }
        }
    }

    private static func fill(
        _ connection: any Connection, schema: Int, _ migrations: [Migrator.Migration], at instant: Instant,
        _ rows: ([PortableTable], any Connection) throws -> StoreSummary
    ) throws -> StoreSummary {
        guard try PortableTable.names(connection).isEmpty else { throw BackupFault.notEmpty }
        try Migrator(migrations: migrations.filter { $0.version <= schema }).migrate(within: connection, at: instant)
        let tables = try PortableTable.all(connection)
        // Without the rows that migrations put there. The access log refuses to be emptied, even when it is empty.
        for table in tables.reversed() where try table.rowCount(connection) > 0 { try table.removeAll(connection) }
        let summary = try rows(tables, connection)
        var found = StoreSummary()
        for table in tables { found.add(table.name, try digest(table, connection)) }
        if let table = summary.difference(from: found) { throw BackupFault.differs(table: table) }
        try Migrator(migrations: migrations).migrate(within: connection, at: instant)
        return summary
    }

    private static func insert(
        into table: PortableTable, _ connection: any Connection, _ rows: (_ add: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        do { try table.insert(connection, rows) } catch StorageError.constraint(let rule) {
            throw BackupFault.refused(table: table.name, rule: rule)
        }
    }

    private static func digest(
        _ table: PortableTable, _ connection: any Connection, also body: ([UInt8]) throws -> Void = { _ in }
    ) throws -> (rows: Int, digest: RowDigest) {
        var (digest, rows) = (RowDigest(), 0)
        try table.forEachRow(connection) { row in
            digest.add(row)
            rows += 1
            try body(copy row)
        }
        return (rows, digest)
    }

    /// One read transaction. An engine that would begin it again after a break must not write half the rows twice.
    private func once<T>(_ body: (any Connection) throws -> T) throws -> T {
        var hasBegun = false
        return try database.readBlocking { connection in
            guard !hasBegun else { throw BackupFault.interrupted }
            hasBegun = true
            return try body(connection)
        }
    }
}
