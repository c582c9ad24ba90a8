import SickLeave
import Synchronization

/// Slows down guessing of one account's password: after five wrong tries each further one doubles the wait, up to a quarter of an hour.
///
/// Throttling by user name cannot be dodged by a header; it never locks an account for good.
final class SignInAttempts: Sendable {
    private struct Record {
        var failures = 0
        var last = Instant(rawValue: 0)
    }

    private let records = Mutex<[String: Record]>([:])

    func secondsToWait(_ name: String, at instant: Instant) -> Int? {
        records.withLock { records in
            guard let record = records[name], record.failures >= 5 else { return nil }
            let wait = min(15 * 60, 1 << min(record.failures - 4, 10))
            let rest = (record.last + wait).rawValue - instant.rawValue
            return rest > 0 ? Int(rest / 1_000_000) + 1 : nil
        }
    }

    func failed(_ name: String, at instant: Instant) {
        records.withLock { records in
            // Bounded memory under an attack with made-up names: names that have been quiet for an hour go first,
            // then those that nobody has to wait for.
            if records.count > 10_000 { records = records.filter { $0.value.last + 3600 > instant } }
            if records.count > 10_000 { records = records.filter { $0.value.failures >= 5 } }
            records[name, default: Record()].failures += 1
            records[name]!.last = instant
        }
    }

    func succeeded(_ name: String) {
        records.withLock { _ = $0.removeValue(forKey: name) }
    }
}
