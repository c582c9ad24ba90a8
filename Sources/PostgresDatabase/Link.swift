import CLibPQ
import Foundation
import Storage

/// One connection to the server. Used by one thread at a time: the pool lends it to one, and takes it back.
final class Link: @unchecked Sendable {
    /// What broke the transaction that is under way. Decides whether the whole may be tried again.
    enum Failure {
        /// Another transaction was in the way (40001, 40P01): nothing is stored, and another try may go well.
        case conflict
        /// A key that is taken: when somebody else took it a moment ago, a second look sees the row.
        case taken
        /// The connection is gone and no commit was asked for: nothing is stored.
        case broken
        /// The server said nothing for as long as it may, and the connection was given up: nothing is stored, and who asked has waited
        /// enough.
        case silent
        /// The connection went while the commit was under way.
        case unknownOutcome
        case refused
    }

    let pointer: OpaquePointer
    var statements = StatementCache()
    var failure: Failure?
    /// The tables that the transaction under way has written to.
    var written: Set<String> = []
    var isCopying = false
    var scans = 0
    var lastUsed = ContinuousClock.now
    /// How long the server may be silent when it has been asked; nil as long as it takes. With a limit what is sent does not wait for room
    /// on the line either: a server that stands still takes nothing in.
    var answersWithin: Duration? {
        didSet { PQsetnonblocking(pointer, answersWithin == nil ? 0 : 1) }
    }
    private var isHungUp = false

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        // Without a receiver libpq writes the server's remarks on standard error.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    }

    deinit { PQfinish(pointer) }

    var isBroken: Bool { isHungUp || PQstatus(pointer) != CONNECTION_OK }
    var serverVersion: Int { Int(PQserverVersion(pointer)) }

    /// Asks without waiting whether the server has hung up; after a long rest, with a question over the wire. Whoever stands between
    /// may have fallen silent and keep the line open: the answer is waited for `limit` at most.
    func isAlive(after rest: Duration, within limit: Duration = Link.longestSilence) -> Bool {
        guard !isBroken, PQtransactionStatus(pointer) == PQTRANS_IDLE else { return false }
        // The server's last words come before the end of the line: one look may read the words only.
        var entry = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 0) > 0 {
            if PQconsumeInput(pointer) == 0 || isBroken { return false }
        }
        guard lastUsed.duration(to: .now) > rest else { return true }
        return (try? run("SELECT 1", within: limit)) != nil
    }

    /// For the server and whoever stands between to see that nobody asks here any more, before this object is gone.
    func hangUp() {
        isHungUp = true
        shutdown(PQsocket(pointer), Int32(SHUT_RDWR))
    }

    /// Statement text as it stands, several allowed. Returns the last statement's answer.
    @discardableResult
    func run(_ text: String) throws -> Answer { try run(text, within: answersWithin) }

    /// The same with a limit of its own. The line is no longer of use when no answer has come in time.
    func run(_ text: String, within limit: Duration?) throws -> Answer {
        guard !isCopying else { throw Link.whileCopying }
        return try answer(asked(within: limit) { PQsendQuery(pointer, text) })
    }

    /// One statement with its values.
    func query(_ sql: SQL) throws -> Answer {
        guard !isCopying else { throw Link.whileCopying }
        let statement = statements.statement(sql.text)
        if let table = statement.writes { written.insert(table) }
        if !statement.isPrepared, statement.isWorthPreparing { try prepare(statement, for: sql.values) }
        guard statement.isPrepared, statement.fits(sql.values) else { return try send(statement.text, sql.values) }
        return try answer(
            asked(within: answersWithin) {
                Parameters.with(sql.values) { count, values, lengths, formats in
                    PQsendQueryPrepared(pointer, statement.name, count, values, lengths, formats, 1)
                }
            }, to: statement.text)
    }

    /// A statement that is not kept.
    func send(_ text: String, _ parameters: [SQLValue]) throws -> Answer {
        let types = parameters.map(PostgresType.of)
        return try answer(
            asked(within: answersWithin) {
                Parameters.with(parameters) { count, values, lengths, formats in
                    PQsendQueryParams(pointer, text, count, types, values, lengths, formats, 1)
                }
            }, to: text)
    }

    private func prepare(_ statement: Statement, for values: [SQLValue]) throws {
        // Inside a transaction that has failed nothing can be taken away.
        if PQtransactionStatus(pointer) != PQTRANS_INERROR, let old = statements.leastUsed() {
            try run("DEALLOCATE \(old.name)")
            old.forget()
        }
        let types = values.map(PostgresType.of)
        let name = statements.freshName()
        _ = try answer(
            asked(within: answersWithin) { PQsendPrepare(pointer, name, statement.text, Int32(values.count), types) },
            to: statement.text)
        let described = try answer(asked(within: answersWithin) { PQsendDescribePrepared(pointer, name) })
        statement.isPrepared(as: name, with: (0..<values.count).map { PQparamtype(described.pointer, Int32($0)) })
    }

    private static let whileCopying = StorageError.other(code: 0, message: "a statement in the middle of a bulk insert")

    /// - Parameter statement: with `$1` for its values, so that it may stand in an error.
    func answer(_ answer: Answer?, to statement: String = "") throws -> Answer {
        guard let answer else { throw lost() }
        switch PQresultStatus(answer.pointer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_EMPTY_QUERY: return answer
        default: throw fault(answer, statement)
        }
    }

    func lost() -> StorageError {
        // One that was given up is seen to be lost when it is used again: what ended it stands.
        if failure != .silent { failure = .broken }
        return .unreachable(.lost)
    }

    private func fault(_ answer: Answer, _ statement: String) -> StorageError {
        let (failure, error) = PostgresFault.read(answer.pointer, statement: statement, isBroken: isBroken)
        self.failure = failure
        return error
    }
}

/// The server's answer to one statement; its memory is libpq's and goes with it.
final class Answer {
    let pointer: OpaquePointer
    let rows: Int

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        rows = Int(PQntuples(pointer))
    }

    deinit { PQclear(pointer) }

    /// Rows that the statement changed, or returned.
    var changed: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }
    var command: String { String(cString: PQcmdStatus(pointer)) }

    var types: [PostgresType.Kind] { (0..<PQnfields(pointer)).map { PostgresType.kind(PQftype(pointer, $0)) } }

    func forEach(_ body: (any Row) throws -> Void) rethrows {
        guard rows > 0 else { return }
        let types = types
        try types.withUnsafeBufferPointer { kinds in
            for row in 0..<rows { try body(PostgresRow(answer: pointer, row: Int32(row), kinds: kinds.baseAddress!)) }
        }
    }
}
