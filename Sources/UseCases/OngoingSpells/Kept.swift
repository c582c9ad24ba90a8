import Synchronization

/// What a page has made of a value that never changes, kept for as long as the value is: the next who looks gets it at once.
///
/// It says nothing of the value, so that two values are the same whatever is kept of them.
package final class Kept: Sendable, Hashable {
    private let made = Mutex<[Int: any Sendable]>([:])

    /// What was made of this kind before, or else what `make` makes now.
    ///
    /// - Parameter kind: which of the things that are made of the value, all of the same kind alike.
    package func callAsFunction<Made: Sendable>(_ kind: Int, _ make: () -> Made) -> Made {
        if let known = made.withLock({ $0[kind] }) as? Made { return known }
        // Two who come at once may both make it; neither waits for the other.
        let new = make()
        made.withLock { $0[kind] = new }
        return new
    }

    package static func == (a: Kept, b: Kept) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}
