import Synchronization

/// How the connections of one pool are used at a moment.
package struct PoolUse: Sendable, Hashable {
    /// `readers` and `writer` of a file; `connections` to a server.
    package let name: String
    package let size: Int
    package let inUse: Int
    /// Calls that wait for a connection.
    package let waiting: Int

    package init(name: String, size: Int, inUse: Int, waiting: Int) {
        self.name = name
        self.size = size
        self.inUse = inUse
        self.waiting = waiting
    }
}

/// Counts the calls of one pool: a call waits, works and leaves.
package final class PoolCount: Sendable {
    private let name: String
    private let size: Int
    private let counts = Mutex((inUse: 0, waiting: 0))

    package init(name: String, size: Int) {
        self.name = name
        self.size = size
    }

    package var use: PoolUse {
        counts.withLock { PoolUse(name: name, size: size, inUse: $0.inUse, waiting: $0.waiting) }
    }

    package func call() -> Call {
        counts.withLock { $0.waiting += 1 }
        return Call(pool: self)
    }

    /// One call. `leave` comes at the end of every call, whether it ever got its connection or not.
    package final class Call: Sendable {
        private enum Stage { case waiting, working, left }

        private let pool: PoolCount
        private let stage = Mutex(Stage.waiting)

        fileprivate init(pool: PoolCount) { self.pool = pool }

        package func work() { move(to: .working) }
        package func leave() { move(to: .left) }

        private func move(to next: Stage) {
            stage.withLock { stage in
                guard stage != .left else { return }
                pool.counts.withLock {
                    if stage == .waiting { $0.waiting -= 1 } else { $0.inUse -= 1 }
                    if next == .working { $0.inUse += 1 }
                }
                stage = next
            }
        }
    }
}
