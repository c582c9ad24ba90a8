import CLibPQ
import Foundation
package import Storage

/// PostgreSQL 15 or later, for several servers at once. Errors are the store's; what the server says of rows stays here.
package final class PostgresDatabase: Database {
    package struct Limits: Sendable {
        /// Open at once by this program, beside one that draws numbers, one that listens, and one for each long import.
        package var connections: Int
        /// How long one waits for a connection, server away or others at work; and a page for the answer to its commit.
        package var wait: Duration
        /// For making a connection to one host, at each address of its name; `connect_timeout` of the address goes before.
        package var connect: Duration
        /// How often a transaction is begun, at most.
        package var attempts: Int
        /// How long a statement of a request waits for a lock before the server refuses it. Shorter than `wait`: a commit that stands in
        /// line to tell of its change is refused, and nothing stored, before its answer is given up and nobody knows.
        package var lock: Duration
        /// How long the server works at one statement of a request. Pages take well below a second; a search of a log of years, on a
        /// server that reads it from the disk, some. Who asks is answered for a minute (`ServerLimits.request`), and after this
        /// statement there may be more to do.
        package var statement: Duration
        /// How long the server may be silent in a request, before its connection is given up. Longer than `statement`: a server that
        /// lives has said then that it took too long, and the connection is kept. Half of the minute is left for telling the person.
        package var silence: Duration

        package init(
            connections: Int = 10, wait: Duration = .seconds(10), connect: Duration = .seconds(5), attempts: Int = 12,
            lock: Duration = .seconds(8), statement: Duration = .seconds(25), silence: Duration = .seconds(30)
        ) {
            self.connections = connections
            self.wait = wait
            self.connect = connect
            self.attempts = attempts
            self.lock = lock
            self.statement = statement
            self.silence = silence
        }
    }

    private let address: PostgresAddress
    private let limits: Limits
    private let pool: Pool
    private let workers: Workers
    private let numbers: NumberLine
    private let listener: Listener
    /// Tells this program's own notices from others'.
    private let program = String(UInt64.random(in: .min ... .max), radix: 36)

    package let engine: String
    package var dialect: Dialect { .postgres }

    /// Connects once, so that a wrong address is told at once.
    ///
    /// - Throws: `StorageError.unreachable` with the reason.
    package init(_ address: PostgresAddress, limits: Limits = Limits()) throws {
        self.address = address
        self.limits = limits
        let version = try Link.opened(address, limit: limits.connect).serverVersion
        engine = "PostgreSQL \(version / 10_000).\(version % 10_000)"
        pool = Pool(address: address, limits: limits)
        // One thread for each connection, and some to wait for them.
        workers = Workers(count: limits.connections * 2)
        numbers = NumberLine(address: address, limit: limits.connect)
        listener = Listener(address: address, limit: limits.connect, program: program)
    }

    /// Connections open, of them at work, and how many wait for one.
    package var use: (open: Int, busy: Int, waiting: Int) { pool.use }

    /// Who waits for a thread waits for a connection: there are as many threads as can use one, and some.
    package var poolUse: [PoolUse] {
        let use = pool.use
        return [PoolUse(name: "connections", size: limits.connections, inUse: use.busy, waiting: use.waiting + workers.waiting)]
    }

    // A person waits for the answer, and has gone after a while: what has not begun by then does not begin. An importer rather waits.

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await inTime { try self.transact(.reading, beginning: $0, body) }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await inTime { [limits] in try self.transact(.writing, beginning: $0, patience: limits.wait, body) }
    }

    private func inTime<T: Sendable>(_ work: @escaping @Sendable (Latest) throws -> T) async throws -> T {
        let latest = Latest(wait: limits.wait, patience: Patience.ofRequest)
        return try await workers.run(until: latest.instant) { inTime in
            guard inTime else {
                latest.hasWaited(since: latest.asked)
                throw StorageError.unreachable(.allBusy)
            }
            return try work(latest)
        }
    }

    /// When a transaction may begin at the latest.
    private struct Latest: Sendable {
        let asked = ContinuousClock.now
        let instant: ContinuousClock.Instant
        /// What the request has waited before, if a request asks.
        let patience: Patience?

        init(wait: Duration, patience: Patience?) {
            instant = asked + wait - (patience?.spent ?? .zero)
            self.patience = patience
        }

        var isPast: Bool { .now >= instant }
        func hasWaited(since: ContinuousClock.Instant) { hasWaited(since.duration(to: .now)) }
        func hasWaited(_ time: Duration) { patience?.spend(time) }
    }

    package func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try transact(.reading, body) }

    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try transact(.writing, body) }

    /// Not to be used but by a witness.
    func writeUnsettled<T>(_ body: (any Connection) throws -> T) throws -> T { try transact(.writingUnsettled, body) }

    package func unsettledWriter() -> any UnsettledWriter {
        Witness(self) { [address, limits] in try Link.opened(address, limit: limits.connect) }
    }

    package func changes() throws -> DataChanges {
        do { return try listener.changes() } catch { throw StorageError.unreachable(error) }
    }

    /// By a lock that the server frees when the connection ends, however it ends.
    package func exclusively<T>(_ body: () throws -> T) throws -> T {
        let link = try Link.opened(address, limit: limits.connect)
        _ = try link.query("SELECT pg_advisory_lock(\(PostgresDatabase.migrationLock))")
        return try withExtendedLifetime(link) { try body() }
    }

    /// Any number will do that no other program takes in the same database.
    private static let migrationLock = 0x53_41_4B_4B

    /// One statement that cannot stand in a transaction, on a connection of its own: `CREATE DATABASE`, `VACUUM`.
    package func runAlone(_ statement: String) throws {
        try Link.opened(address, limit: limits.connect).run(statement)
    }

    /// - Parameters:
    ///   - latest: when it may begin, the first time or again; nil, at each attempt, as long as one waits for a connection.
    ///   - patience: for the answer to the commit.
    private func transact<T>(
        _ kind: Transaction.Kind, beginning latest: Latest? = nil, patience: Duration? = nil,
        _ body: (any Connection) throws -> T
    ) throws -> T {
        let limitsOfRequest = latest?.patience == nil ? nil : limits
        var attempt = 1
        var waitsSince = latest?.asked ?? .now
        while true {
            let link = try borrow(latest, waitsSince)
            let connection = PostgresConnection(link: link, attempt: attempt, numbers: numbers)
            let transaction = Transaction(
                link: link, kind: kind, program: program, limits: limitsOfRequest, patience: patience)
            let outcome = Result { try transaction.run(connection, body) }
            let failure = link.failure
            pool.giveBack(link)
            if failure == .broken || failure == .silent { numbers.doubt() }
            // Nothing more of the same request is to wait for the same server as long again.
            if failure == .silent { latest?.hasWaited(limits.silence) }
            guard case .failure = outcome, isWorthAnother(attempt, failure), !(latest?.isPast ?? false) else {
                return try outcome.get()
            }
            waitsSince = .now
            pause(before: attempt)
            attempt += 1
        }
    }

    private func borrow(_ latest: Latest?, _ waitsSince: ContinuousClock.Instant) throws -> Link {
        defer { latest?.hasWaited(since: waitsSince) }
        let link = try pool.borrow(until: latest?.instant ?? .now + limits.wait)
        // Opening one can take longer than the time that is left; the next in line has it then.
        guard let latest, latest.isPast else { return link }
        pool.giveBack(link)
        throw StorageError.unreachable(.timedOut)
    }

    private func isWorthAnother(_ attempt: Int, _ failure: Link.Failure?) -> Bool {
        switch failure {
        case .conflict: attempt < limits.attempts
        case .broken: attempt < 4
        case .taken: attempt < 2
        case .silent, .unknownOutcome, .refused, nil: false
        }
    }

    /// Longer each time, and never the same for two that met.
    private func pause(before attempt: Int) {
        let longest = min(0.002 * Double(1 << min(attempt, 8)), 0.3)
        Thread.sleep(forTimeInterval: Double.random(in: 0.2...1) * longest)
    }
}
