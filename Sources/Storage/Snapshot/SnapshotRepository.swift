import SickLeave
package import Statistics

/// Builds the columns that statistics and lists read, in one consistent pass over the store.
package struct SnapshotRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Everything that a snapshot is made of.
    package static let tables: Set<String> = [
        "care_unit", "person", "diagnosis", "certificate", "certificate_relation", "case_message",
        "case_message_question", "procedure_registration", "staff", "employment", "unit_volume",
    ]

    /// A snapshot, and from which mark on the store's changes are not in it.
    package struct State: Sendable {
        package let snapshot: Snapshot
        let horizon: Int
    }

    /// Reads everything.
    ///
    /// - Parameter id: the new state's generation.
    package func load(id: Int64) throws -> State {
        let horizon = try FigureChangeRepository(connection).horizon()
        let count = try connection.first("SELECT COUNT(*) FROM certificate") { $0.int(0) } ?? 0
        var builder = SnapshotBuilder(expectedCertificates: count)
        let rows = SnapshotRows(connection)
        let registers = try rows.loadRegisters(&builder)
        try rows.loadPersons(&builder)
        try rows.loadCertificates(&builder, registers)
        try rows.loadMessages(&builder)
        try rows.loadProcedures(&builder)
        return State(snapshot: builder.build(id: id), horizon: horizon)
    }

    /// The state with what has changed since: equal to one that reads everything, in a fraction of the time.
    package func refresh(_ state: State, id: Int64) throws -> State {
        try advance(state, id: id) ?? load(id: id)
    }

    /// Nil when reading everything is the way, or the quicker one.
    package func advance(_ state: State, id: Int64) throws -> State? {
        let marks = FigureChangeRepository(connection)
        let horizon = try marks.horizon()
        // A server that crashed gives numbers of lost transactions anew: what they mark cannot be told from what was seen.
        guard horizon >= state.horizon, let changes = try marks.changes(from: state.horizon),
            changes.count <= max(10_000, state.snapshot.certificates.count / 3)
        else { return nil }
        let rows = SnapshotRows(connection)
        let certificates = try rows.affected(by: changes.certificates)
        var fresh = SnapshotChanges()
        let registers = try rows.loadRegisters(&fresh.rows)
        var persons = Set(changes.persons.flatMap(\.numbers))
        for part in SnapshotRows.parts(certificates) {
            persons.formUnion(try rows.loadCertificates(&fresh.rows, registers, part))
            try rows.loadMessages(&fresh.rows, part)
        }
        for part in SnapshotRows.parts(changes.procedures) { persons.formUnion(try rows.loadProcedures(&fresh.rows, part)) }
        try rows.loadPersons(&fresh.rows, among: persons.sorted())
        fresh.certificates = certificates
        fresh.procedures = changes.procedures
        return state.snapshot.merging(fresh, id: id).map { State(snapshot: $0, horizon: horizon) }
    }
}
