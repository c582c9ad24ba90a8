import SickLeave

/// Stores certificates whole, once, and never overwrites.
package struct CertificateRepository {
    package enum Outcome: Sendable, Equatable {
        case stored(number: Int)
        /// The same certificate, byte for byte, is there already.
        case alreadyKnown(number: Int)
        /// The same id with other content; the stored one stands, the newcomer is kept as a conflict.
        case conflict(number: Int)
    }

    /// What the store knows a certificate by.
    struct Key: Hashable {
        let id: Certificate.ID
        let provider: Int
    }

    let connection: any Connection
    private let registry: Registry

    /// Lives inside one write transaction.
    package init(_ connection: any Connection, registry: Registry) {
        self.connection = connection
        self.registry = registry
    }

    /// Stores many at once, in their order: some statements for all of them instead of some for each.
    ///
    /// - Parameters:
    ///   - looksFirst: false when all are thought to be new, which saves a look for each. One that is here already, or comes twice,
    ///     then breaks a constraint, and the transaction is to be done again with true.
    /// - Returns: what came of each, in their order.
    package func store(_ newcomers: [NewCertificate], importRun: Int, looksFirst: Bool = true) throws -> [Outcome] {
        guard !newcomers.isEmpty else { return [] }
        let references = try registry.references(of: newcomers, connection)
        var numbers = looksFirst ? try known(newcomers) : [:]
        var isNew = [Bool](repeating: true, count: newcomers.count)
        var newCount = newcomers.count
        var next = -1
        if looksFirst {
            // Numbers below zero mark the first of several in this batch until theirs are drawn.
            for (place, newcomer) in newcomers.enumerated() {
                let key = Key(id: newcomer.certificate.id, provider: references[place].provider)
                isNew[place] = numbers[key] == nil
                if isNew[place] { numbers[key] = -1 - place }
            }
            newCount = isNew.lazy.filter(\.self).count
        }
        if newCount > 0 { next = try connection.reserve(newCount, of: .certificate) }
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(newcomers.count)
        var rows: [Entry] = []
        rows.reserveCapacity(newCount)
        for (place, newcomer) in newcomers.enumerated() where isNew[place] {
            rows.append(Entry(number: next, newcomer: newcomer, references: references[place]))
            if looksFirst { numbers[Key(id: newcomer.certificate.id, provider: references[place].provider)] = next }
            next += 1
        }
        let named = try self.named(rows)
        let elsewhere = markSuperseded(among: &rows)
        try insert(rows, importRun: importRun)
        try settleRelations(of: rows, superseding: elsewhere, named: named)
        var ofNew = rows.makeIterator()
        let contents = try self.contents(newcomers, references, numbers, isNew: isNew)
        for (place, newcomer) in newcomers.enumerated() {
            if isNew[place], let row = ofNew.next() {
                outcomes.append(.stored(number: row.number))
                continue
            }
            let provider = references[place].provider
            let number = numbers[Key(id: newcomer.certificate.id, provider: provider)] ?? 0
            outcomes.append(
                try compare(newcomer.content, with: contents[number], number: number, provider: provider, importRun: importRun))
        }
        return outcomes
    }

    /// A new certificate with its number and what it refers to.
    struct Entry {
        let number: Int
        let newcomer: NewCertificate
        let references: Registry.References
        var status = Status.inForce

        var provider: Int { references.provider }
        var key: Key { Key(id: newcomer.certificate.id, provider: provider) }
    }

    /// Numbers of those of the certificates that are here.
    private func known(_ newcomers: [NewCertificate]) throws -> [Key: Int] {
        var known: [Key: Int] = [:]
        known.reserveCapacity(newcomers.count)
        try newcomers.lazy.map({ $0.certificate.id }).inSlices { slice in
            try connection.forEach(
                """
                SELECT c.certificate_id, c.care_provider_id, c.number
                FROM \(CertificateRepository.look(for: slice, connection.dialect))
                """
            ) { known[Key(id: .init(rawValue: $0.text(0)), provider: $0.int(1))] = $0.int(2) }
        }
        return known
    }

    private func insert(_ rows: [Entry], importRun: Int) throws {
        guard !rows.isEmpty else { return }
        let columns: [SQLName] = [
            "care_provider_id", "number", "care_unit_id", "person_id", "staff_id", "diagnosis_id", "status", "verdict",
            "import_run_id",
        ]
        try connection.insert(into: "certificate", columns + CertificateColumns.names) { writer in
            for row in rows {
                let values: [SQLValue] = [
                    row.provider.sqlValue, row.number.sqlValue, row.references.unit.sqlValue, row.references.person.sqlValue,
                    row.references.staff.sqlValue, row.references.diagnosis?.sqlValue ?? .null, row.status.rawValue.sqlValue,
                    (row.newcomer.hasRemarks ? 2 : 1).sqlValue, importRun.sqlValue,
                ]
                try writer.add(values + row.newcomer.columns)
            }
        }
        try connection.insert(into: "certificate_content", ["care_provider_id", "certificate_number", "content"]) { writer in
            for row in rows {
                try writer.add([row.provider.sqlValue, row.number.sqlValue, row.newcomer.content.sqlValue])
            }
        }
    }

    // MARK: What is here already

    /// The stored bytes of those that are not new, by number.
    private func contents(
        _ newcomers: [NewCertificate], _ references: [Registry.References], _ numbers: [Key: Int], isNew: [Bool]
    ) throws -> [Int: [UInt8]] {
        var wanted: [Int: Set<Int>] = [:]
        for (place, newcomer) in newcomers.enumerated() where !isNew[place] {
            let provider = references[place].provider
            if let number = numbers[Key(id: newcomer.certificate.id, provider: provider)] {
                wanted[provider, default: []].insert(number)
            }
        }
        var contents: [Int: [UInt8]] = [:]
        for (provider, numbers) in wanted {
            let isAsked: SQL = "b.care_provider_id = \(provider) AND b.certificate_number = asked.column1"
            try numbers.sorted().inSlices { slice in
                try connection.forEach(
                    """
                    SELECT b.certificate_number, b.content FROM (VALUES \(rows: slice.map { [$0.sqlValue] })) AS asked
                    \(SQL.look(in: "certificate_content", as: "b", where: isAsked, connection.dialect))
                    """
                ) { contents[$0.int(0)] = $0.blob(1) }
            }
        }
        return contents
    }

    private func compare(_ content: [UInt8], with stored: [UInt8]?, number: Int, provider: Int, importRun: Int) throws -> Outcome
    {
        guard let stored else { throw StorageError.corrupt("certificate \(number) has no content") }
        guard stored != content else { return .alreadyKnown(number: number) }
        let known = try connection.all(
            "SELECT content FROM certificate_conflict WHERE care_provider_id = \(provider) AND certificate_number = \(number)"
        ) { $0.blob(0) }
        if !known.contains(content) {
            try connection.execute(
                """
                INSERT INTO certificate_conflict (care_provider_id, certificate_number, ordinal, import_run_id, content, status)
                VALUES (\(provider), \(number), \(known.count + 1), \(importRun), \(content), 0)
                """)
        }
        return .conflict(number: number)
    }
}
