import Synchronization

/// What something reckoned from a snapshot depends on.
protocol SnapshotKey: Hashable, Sendable {
    var snapshot: Int64 { get }
    /// Nobody asks for it again when the other has been asked for.
    func isOutdated(by newer: Self) -> Bool
}

extension SnapshotKey {
    func isOutdated(by newer: Self) -> Bool { snapshot < newer.snapshot }
}

/// What has been reckoned from the newest snapshot, so many of them; that of earlier ones is let go.
final class SnapshotCache<Key: SnapshotKey, Value: Sendable>: Sendable {
    private let capacity: Int
    private let values = Mutex<[Key: Value]>([:])

    init(capacity: Int) { self.capacity = capacity }

    subscript(key: Key) -> Value? {
        get { values.withLock { $0[key] } }
        set {
            values.withLock { values in
                values = values.filter { !$0.key.isOutdated(by: key) }
                if values.count >= capacity { values.removeAll() }
                values[key] = newValue
            }
        }
    }
}
