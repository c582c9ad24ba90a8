import SickLeave
import Storage

/// Slows down guessing, for all servers at the same database: after some free tries each further one doubles the wait.
///
/// No header dodges it: what counts is the account's name, and the address that the connection or the trusted proxy gives. It never
/// locks anybody out for good.
struct SignInAttempts: Sendable {
    /// What is guessed at, or who guesses.
    enum Subject: Sendable, Hashable {
        /// A name, whether or not there is such an account: the two must look the same.
        case account(String)
        /// Where the tries come from. A whole hospital may share one.
        case address(String)
        /// The codes of one person's second factor.
        case codes(account: Int)

        var hash: [UInt8] {
            let text =
                switch self {
                case .account(let name): "account \(name)"
                case .address(let address): "address \(address)"
                case .codes(let account): "codes \(account)"
                }
            return SHA256.digest(of: Array(text.utf8))
        }

        /// As many failures cost nothing.
        var free: Int {
            switch self {
            case .account, .codes: 5
            case .address: 50
            }
        }

        /// The longest wait, in seconds.
        var longest: Int {
            switch self {
            case .account, .codes: 15 * 60
            case .address: 60
            }
        }

        /// One failure is forgotten after so many seconds without another.
        var forgiveness: Int {
            switch self {
            case .account, .codes: 60 * 60
            case .address: 30
            }
        }
    }

    let database: any Database

    /// Seconds to wait, or nil when the try may be made: then it has been counted as a failure already, so that tries sent at once
    /// do not all pass the gate.
    func admit(_ subjects: [Subject], at instant: Instant) async throws -> Int? {
        try await database.write { connection in
            let attempts = SignInAttemptRepository(connection)
            try attempts.forget(before: instant + -24 * 60 * 60)
            var counts: [(subject: Subject, failures: Int)] = []
            var wait = 0
            for subject in subjects {
                guard let found = try attempts.failures(subject: subject.hash) else {
                    counts.append((subject, 0))
                    continue
                }
                // A failure from the future was counted while a clock was ahead. It counts as one of now, and is remembered as one: the
                // wait from it must begin, or it would never end.
                let last = min(found.last, instant)
                if last < found.last { try attempts.set(found.count, subject: subject.hash, at: last) }
                let failures = max(0, found.count - (instant - last) / subject.forgiveness)
                counts.append((subject, failures))
                if failures >= subject.free {
                    let asked = min(subject.longest, 1 << min(failures - subject.free + 1, 10))
                    let rest = (last + asked).rawValue - instant.rawValue
                    if rest > 0 { wait = max(wait, Int(rest / 1_000_000) + 1) }
                }
            }
            guard wait == 0 else { return wait }
            for (subject, failures) in counts { try attempts.set(failures + 1, subject: subject.hash, at: instant) }
            return nil
        }
    }

    /// Does what the try leads to.
    func settle<Result: Sendable>(
        _ subjects: [Subject], _ work: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await excused(subjects) { try await database.write(work) }
    }

    /// When the store fails in the work, the try was nobody's failure: it is taken back, as far as the store lets it.
    func excused<Result>(_ subjects: [Subject], _ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch {
            // The request may have no time left to wait; this does not end with it.
            try? await asking {
                try await database.write { connection in
                    let attempts = SignInAttemptRepository(connection)
                    for subject in subjects { try attempts.takeBack(subject: subject.hash) }
                }
            }
            throw error
        }
    }

    /// The try was right: what was guessed at is free again; who guessed keeps the failures from before.
    static func succeeded(_ subjects: [Subject], in connection: any Connection) throws {
        let attempts = SignInAttemptRepository(connection)
        for subject in subjects {
            switch subject {
            case .account, .codes: try attempts.forget(subject: subject.hash)
            case .address: try attempts.takeBack(subject: subject.hash)
            }
        }
    }
}
