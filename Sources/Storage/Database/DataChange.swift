import Synchronization

/// What one or several commits have changed.
package struct DataChange: Sendable, Hashable {
    package private(set) var tables: Set<String>
    /// More than can be told, as after a time without contact with the server: anything may have changed.
    package private(set) var isEverything: Bool
    /// All of it was written by this program.
    package private(set) var isOwn: Bool

    package init(tables: Set<String>, isEverything: Bool = false, isOwn: Bool) {
        self.tables = tables
        self.isEverything = isEverything
        self.isOwn = isOwn
    }

    package func touches(_ other: Set<String>) -> Bool { isEverything || !tables.isDisjoint(with: other) }

    mutating func join(_ other: DataChange) {
        tables.formUnion(other.tables)
        isEverything = isEverything || other.isEverything
        isOwn = isOwn && other.isOwn
    }

    /// Written with every look and every click, and read from the database when asked for: nobody is told of them.
    package static let untold: Set<String> = [
        "access_log", "access_log_context", "access_log_unplaced", "access_log_leaf", "access_log_checkpoint", "patient_set",
        "patient_set_member", "session", "preference", "number_sequence", "job",
    ]

    /// The table that a statement writes to; nil for one that only reads. `*` where the text is more than one plain statement.
    package static func table(writtenBy statement: String) -> String? {
        // Most statements by far, and the importer asks for each.
        if statement.utf8.first == UInt8(ascii: "S") { return nil }
        let words = statement.utf8.split(maxSplits: 3, whereSeparator: { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "(") })
        switch words.first.flatMap(String.init)?.uppercased() {
        case "INSERT", "DELETE": return words.count > 2 ? String(words[2]) : nil
        case "UPDATE": return words.count > 1 ? String(words[1]) : nil
        case "SELECT", "VALUES", "EXPLAIN", "PRAGMA": return nil
        default: return "*"
        }
    }
}

/// The changes to one who asked for them, in order. Those that come while the last is dealt with are joined into one, so that a slow
/// reader is never behind by more than one.
package final class DataChanges: AsyncSequence, Sendable {
    private let pending = Mutex<DataChange?>(nil)
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    /// Keeps what feeds this alive.
    private let source: any Sendable

    package init(source: any Sendable) {
        self.source = source
        (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    deinit { signal.finish() }

    package func tell(_ change: DataChange) {
        pending.withLock { pending in
            if pending == nil { pending = change } else { pending?.join(change) }
        }
        signal.yield()
    }

    package func finish() { signal.finish() }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let changes: DataChanges
        fileprivate var signals: AsyncStream<Void>.AsyncIterator

        package mutating func next() async -> DataChange? {
            while await signals.next() != nil {
                let change = changes.pending.withLock { pending in
                    defer { pending = nil }
                    return pending
                }
                if let change { return change }
            }
            return nil
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(changes: self, signals: signals.makeAsyncIterator())
    }
}

/// Everybody in this process who asked for changes. Holds them weakly: who stops listening is forgotten.
package final class DataChangeFeed: Sendable {
    private struct Listener {
        weak var changes: DataChanges?
    }

    private let listeners = Mutex<[Listener]>([])

    package init() {}

    package func listen(source: any Sendable = ()) -> DataChanges {
        let changes = DataChanges(source: source)
        listeners.withLock { listeners in
            listeners.removeAll { $0.changes == nil }
            listeners.append(Listener(changes: changes))
        }
        return changes
    }

    package func tell(_ change: DataChange) {
        for listener in listeners.withLock({ $0 }) { listener.changes?.tell(change) }
    }

    package func finish() {
        for listener in listeners.withLock({ $0 }) { listener.changes?.finish() }
    }
}
