package import SickLeave
import Statistics

/// Which rows have changed, for those who hold figures made of them. The database's own triggers note it.
package struct FigureChangeRepository {
    package enum Kind: Int, Sendable {
        case person = 1
        /// Certificates, and those whose messages have changed.
        case certificate = 2
        case procedure = 3
        /// Older marks are gone.
        case forgotten = 4
    }

    /// Changed rows by what they are.
    struct Changes: Equatable {
        var persons: [SnapshotChanges.Span] = []
        var certificates: [SnapshotChanges.Span] = []
        var procedures: [SnapshotChanges.Span] = []
        /// Rows at most.
        var count = 0
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// From where the next reader has to read on after this transaction.
    ///
    /// On PostgreSQL a commit with a lower mark can come after one with a higher. The horizon is the lowest mark that was still at work
    /// when this transaction took its view: everything below is in the view or was given up. What lies above and was seen is read again.
    package func horizon() throws -> Int {
        try connection.first("SELECT \(connection.dialect.horizon)") { $0.int(0) } ?? 0
    }

    /// What has changed from the mark on, at most some more than was seen; nil when that is no longer known.
    func changes(from mark: Int) throws -> Changes? {
        var changes = Changes()
        var isKnown = true
        try connection.scan(
            """
            SELECT kind, care_provider_id, first_number, last_number FROM figure_change WHERE mark >= \(mark)
            """
        ) { row in
            let span = SnapshotChanges.Span(provider: row.int32(1), numbers: row.int32(2)...max(row.int32(2), row.int32(3)))
            switch Kind(rawValue: row.int(0)) {
            case .person: changes.persons.append(span)
            case .certificate: changes.certificates.append(span)
            case .procedure: changes.procedures.append(span)
            case .forgotten: isKnown = isKnown && row.int(3) < mark
            case nil: isKnown = false
            }
        }
        guard isKnown else { return nil }
        changes.persons = SnapshotChanges.Span.joined(changes.persons)
        changes.count = changes.persons.reduce(0) { $0 + $1.numbers.count }
        changes.certificates = try owned(changes.certificates, in: "certificate", &changes.count)
        changes.procedures = try owned(changes.procedures, in: "procedure_registration", &changes.count)
        return changes
    }

    /// Numbers that were drawn are noted without provider (SQLite): here each provider that has rows among them gets its own.
    ///
    /// - Parameter count: gets the spans' rows at most.
    /// - Returns: joined.
    private func owned(_ spans: [SnapshotChanges.Span], in table: SQLName, _ count: inout Int) throws -> [SnapshotChanges.Span] {
        let noted = SnapshotChanges.Span.joined(spans)
        var owned = noted.filter { $0.provider != 0 }
        var rows = owned.reduce(0) { $0 + $1.numbers.count }
        for drawn in noted where drawn.provider == 0 {
            let (first, last) = (Int(drawn.numbers.lowerBound), Int(drawn.numbers.upperBound))
            try connection.forEach(
                """
                SELECT p.id, MIN(t.number), MAX(t.number), COUNT(*) FROM care_provider p
                JOIN \(name: table) t ON t.care_provider_id = p.id AND t.number BETWEEN \(first) AND \(last) GROUP BY p.id
                """
            ) { row in
                owned.append(.init(provider: row.int32(0), numbers: row.int32(1)...row.int32(2)))
                rows += row.int(3)
            }
        }
        count += rows
        return SnapshotChanges.Span.joined(owned)
    }

    /// Lets go of what was noted before the instant. A reader that has been away for longer reads everything.
    package func forget(before instant: Instant) throws {
        let newest = try connection.first(
            "SELECT MAX(mark) FROM figure_change WHERE noted_at < \(instant) AND kind <> \(Kind.forgotten.rawValue)"
        ) { $0.optionalInt(0) }
        guard let newest = newest ?? nil else { return }
        try connection.execute("DELETE FROM figure_change WHERE mark <= \(newest)")
        try connection.execute(
            """
            INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
            VALUES (\(instant), \(Kind.forgotten.rawValue), 0, 0, \(newest))
            """)
    }
}
