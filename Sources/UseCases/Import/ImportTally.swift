import SickLeave
import Storage

/// Counts what becomes of the items of a run, in all and by provider.
struct ImportTally: Sendable {
    enum Outcome { case accepted, alreadyKnown, conflict, quarantined }

    private(set) var total = ImportRun.Counts()
    /// What has been added to the providers' parts since `takeShares`.
    private var shares: [Int: ImportRun.Counts] = [:]
    /// Numbers of the items in quarantine that the run's own input holds, new or there since before.
    private(set) var quarantined: Set<Int> = []

    /// - Parameters:
    ///   - provider: nil when it is nobody's yet.
    ///   - change: 1, or -1 to take back.
    mutating func add(_ outcome: Outcome, provider: Int?, _ change: Int = 1) {
        ImportTally.add(outcome, change, to: &total)
        if let provider { ImportTally.add(outcome, change, to: &shares[provider, default: ImportRun.Counts()]) }
    }

    mutating func note(quarantined id: Int) { quarantined.insert(id) }

    /// The parts to be written with this transaction.
    mutating func takeShares() -> [Int: ImportRun.Counts] {
        defer { shares = [:] }
        return shares
    }

    private static func add(_ outcome: Outcome, _ change: Int, to counts: inout ImportRun.Counts) {
        switch outcome {
        case .accepted: counts.accepted += change
        case .alreadyKnown: counts.alreadyKnown += change
        case .conflict: counts.conflicts += change
        case .quarantined: counts.quarantined += change
        }
    }
}
