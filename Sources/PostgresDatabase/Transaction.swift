import CLibPQ
import Foundation
import Storage

/// One run of a closure between BEGIN and COMMIT.
struct Transaction {
    enum Kind: Sendable {
        case reading, writing
        /// The server answers the commit before it is on the disk.
        case writingUnsettled

        /// Reads see one moment and stand in nobody's way. Writes are serializable: the store's code looks and then acts, as one
        /// writer at a time may, and what two at once would break the server refuses to one of them.
        var begin: String {
            switch self {
            case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            // Writers look rows up by key. A plan that reads a whole table, made while it was empty, would be kept while it grows,
            // and would set every two writers against each other.
            case .writing: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE; SET LOCAL enable_seqscan = off"
            case .writingUnsettled: "\(Kind.writing.begin); SET LOCAL synchronous_commit = off"
            }
        }
    }

    let link: Link
    let kind: Kind
    /// Who writes, for those who listen.
    let program: String
    /// Of a person's request; nil where the work may take its time, as an import or a backup.
    let limits: PostgresDatabase.Limits?
    /// How long the answer to COMMIT is waited for; nil as long as it takes.
    let patience: Duration?

    func run<T>(_ connection: PostgresConnection, _ body: (any Connection) throws -> T) throws -> T {
        link.failure = nil
        link.written = []
        link.scans = 0
        link.answersWithin = limits?.silence
        try link.run(begin)
        let result: T
        do {
            result = try body(connection)
        } catch StorageError.unreachable(let fault) {
            // Perhaps on the line that draws numbers: this one is likely gone as well, and would be waited for.
            if link.failure != .silent { link.failure = .broken }
            throw StorageError.unreachable(fault)
        } catch {
            rollBack()
            throw error
        }
        // A closure that goes on after a refused statement cannot be stored: the server has rolled back.
        guard PQtransactionStatus(link.pointer) == PQTRANS_INTRANS else {
            let wasBroken = link.isBroken
            rollBack()
            if wasBroken { throw link.lost() }
            throw StorageError.other(code: 0, message: "the transaction failed at a statement whose error was passed over")
        }
        try commit()
        return result
    }

    /// The server's own limits go with BEGIN, so that they cost no way over the wire, and end with the transaction. They do not touch
    /// COMMIT's wait for a standby: the server lets go of the clock of a statement before it commits.
    private var begin: String {
        guard let limits else { return kind.begin }
        let (statement, lock) = (limits.statement.milliseconds, limits.lock.milliseconds)
        return "\(kind.begin); SET LOCAL statement_timeout = \(statement); SET LOCAL lock_timeout = \(lock)"
    }

    private func rollBack() {
        let failure = link.failure
        if (try? link.run("ROLLBACK")) == nil { link.failure = .broken }
        link.failure = failure ?? link.failure
    }

    private func commit() throws {
        guard kind != .reading else {
            // What was read is read, whether the server hears the end of it or not.
            _ = try? link.run("COMMIT", within: Link.longestSilence)
            return
        }
        try tellOthers()
        do {
            // A primary that has lost its standby may never answer. Nothing is cancelled: the server would answer that all is stored,
            // though no standby has it.
            let command = try link.run("COMMIT", within: patience).command
            guard command == "COMMIT" else {
                throw StorageError.other(code: 0, message: "the server answered \(command) to COMMIT")
            }
        } catch {
            if link.failure == .broken || link.isBroken {
                link.failure = .unknownOutcome
                throw StorageError.outcomeUnknown
            }
            throw error
        }
    }

    private func tellOthers() throws {
        let tables = link.written.subtracting(DataChange.untold)
        guard !tables.isEmpty else { return }
        do {
            _ = try link.send("SELECT pg_notify($1, $2)", ChangeNotice(program: program, tables: tables).values)
        } catch {
            rollBack()
            throw error
        }
    }
}

/// What goes with NOTIFY: who wrote, and to which tables.
struct ChangeNotice {
    static let channel = "sakkunnig_change"

    let program: String
    let tables: Set<String>

    var values: [SQLValue] { [.text(ChangeNotice.channel), .text("\(program) \(tables.sorted().joined(separator: ","))")] }

    init(program: String, tables: Set<String>) {
        self.program = program
        self.tables = tables
    }

    init(_ payload: String) {
        let parts = payload.split(separator: " ", maxSplits: 1)
        program = parts.first.map(String.init) ?? ""
        tables = Set(parts.dropFirst().first?.split(separator: ",").map(String.init) ?? ["*"])
    }
}
