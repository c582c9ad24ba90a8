import SickLeave
package import Storage

/// Reads the access log once from its first row to its last and finds what is changed, gone, moved or new: each row against its hash,
/// the hashes against every signed checkpoint, and those against the ones that a witness has.
package struct LogVerification: Sendable {
    package struct Result: Sendable {
        package struct Log: Sendable {
            package let origin: String
            /// Rows with a place in the tree.
            package let size: Int
            /// Rows that wait for theirs.
            package let unplaced: Int
            package let checkpoints: Int
            /// Rows that are younger than the last checkpoint: should some of them be gone, nothing shows it.
            package let uncovered: Int
            /// The same for the witness's last; nil when no witness was asked.
            package let unwitnessed: Int?
        }

        package internal(set) var logs: [Log] = []
        /// Empty when all is well.
        package internal(set) var faults: [String] = []
        /// Checkpoints of the witness that agree with the log.
        package internal(set) var witnessed = 0
    }

    /// - Parameters:
    ///   - key: whose signature every checkpoint must have; nil leaves the signatures unread.
    ///   - witnessed: checkpoints that the witness has.
    package static func run(
        _ connection: any Connection, key: LogKey.Public?, witnessed: [LogCheckpoint.Note] = []
    ) throws -> Result {
        var result = Result()
        var unknown = Set(witnessed.map(\.checkpoint.origin))
        for log in try LogTreeRepository.logs(connection) {
            let origin = LogCheckpoint.origin(ofProvider: log.hsaID)
            unknown.remove(origin)
            var check = LogCheck(
                LogTreeRepository(connection, provider: log.provider), origin: origin, key: key,
                witnessed: witnessed.filter { $0.checkpoint.origin == origin }, asksWitness: !witnessed.isEmpty)
            try check.run()
            result.logs.append(check.summary)
            result.faults += check.faults
            result.witnessed += check.agreed
        }
        result.faults += unknown.sorted().map { "åtkomstloggen \($0): vittnet har den, men här finns ingen rad av den" }
        return result
    }
}

/// The check of one provider's log.
private struct LogCheck {
    private let repository: LogTreeRepository
    private let origin: String
    private let key: LogKey.Public?
    private let witnessed: [LogCheckpoint.Note]
    private let asksWitness: Bool

    private(set) var faults: [String] = []
    private(set) var agreed = 0
    private var tree = HashTree()
    private var placedRows = 0
    /// Leaves without a row, from the first one on.
    private var erased = 0
    /// What rows of the log say of its own erasure: how many leaves, and when.
    private var erasures: [(size: Int, at: Instant)] = []
    private var checkpoints: [LogTreeRepository.Checkpoint] = []
    private var unplaced = 0

    init(
        _ repository: LogTreeRepository, origin: String, key: LogKey.Public?, witnessed: [LogCheckpoint.Note], asksWitness: Bool
    ) {
        self.repository = repository
        self.origin = origin
        self.key = key
        self.witnessed = witnessed
        self.asksWitness = asksWitness
    }

    var summary: LogVerification.Result.Log {
        let rows = tree.size + unplaced
        return .init(
            origin: origin, size: tree.size, unplaced: unplaced, checkpoints: checkpoints.count,
            uncovered: max(0, rows - (checkpoints.last?.size ?? 0)),
            unwitnessed: asksWitness ? max(0, rows - (witnessed.map(\.checkpoint.size).max() ?? 0)) : nil)
    }

    private mutating func say(_ fault: String) {
        // A log that is damaged from end to end is told of once.
        if faults.count < 100 { faults.append("åtkomstloggen \(origin): \(fault)") }
    }

    mutating func run() throws {
        checkpoints = try repository.checkpoints()
        var own = checkpoints[...]
        var others = witnessed.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
        let (repository, hasher) = (repository, MessageHasher())
        try repository.forEachLeaf(prefix: [HashTree.leafPrefix]) { leaf in
            judge(leaf, hasher)
            while own.first?.size == tree.size { judge(own.removeFirst()) }
            while others.first?.checkpoint.size == tree.size { judge(others.removeFirst()) }
        }
        for checkpoint in own {
            say("avhuggen: kontrollpunkten över \(checkpoint.size) rader finns, men bara \(tree.size) rader")
        }
        for note in others { say("avhuggen: vittnet har sett \(note.checkpoint.size) rader, men bara \(tree.size) finns") }
        judgeErasures()
        try judgeRest()
    }

    private mutating func judge(_ leaf: LogTreeRepository.Leaf, _ hasher: MessageHasher) {
        if leaf.position != tree.size { say("platsen \(tree.size) saknas före raden \(leaf.id)") }
        var hash = leaf.hash
        if let content = leaf.content {
            placedRows += 1
            hash = hasher.digest(of: content)
            if hash != leaf.hash { say("raden \(leaf.id) på plats \(leaf.position) är ändrad") }
            if leaf.activity == Activity.erase.rawValue, leaf.resource == LogErasure.resource, let size = Int(leaf.level) {
                erasures.append((size, leaf.at))
            }
        } else if placedRows == 0 {
            erased += 1
        } else {
            say("raden \(leaf.id) på plats \(leaf.position) är borttagen")
        }
        tree.append(hash)
    }

    private mutating func judge(_ checkpoint: LogTreeRepository.Checkpoint) {
        guard let note = LogCheckpoint.Note(checkpoint.note), note.checkpoint.origin == origin,
            note.checkpoint.size == checkpoint.size, note.checkpoint.madeAt == "\(checkpoint.madeAt)"
        else { return say("kontrollpunkten över \(checkpoint.size) rader är ändrad") }
        if let key, !note.isSigned(by: key) { say("kontrollpunkten över \(checkpoint.size) rader är inte signerad med nyckeln") }
        if checkpoint.peaks != tree.peaks { say("kontrollpunkten över \(checkpoint.size) rader har fel delrötter") }
        if note.checkpoint.root != tree.root {
            say("de första \(checkpoint.size) raderna är inte de som kontrollpunkten \(note.checkpoint.madeAt) signerade")
        }
    }

    private mutating func judge(_ note: LogCheckpoint.Note) {
        if let key, !note.isSigned(by: key) {
            say("vittnets kontrollpunkt över \(note.checkpoint.size) rader är inte signerad med nyckeln")
        } else if note.checkpoint.root != tree.root {
            say("de första \(note.checkpoint.size) raderna är inte de som vittnet såg \(note.checkpoint.madeAt)")
        } else {
            agreed += 1
        }
    }

    /// Rows may be gone from the beginning on, as far as a later row says that they were erased, and only if a checkpoint shows that
    /// they were old enough then.
    private mutating func judgeErasures() {
        guard erased > 0 else { return }
        let isAllowed = erasures.contains { erasure in
            erasure.size >= erased
                && checkpoints.contains { $0.size >= erasure.size && LogErasure.isOldEnough($0.madeAt, at: erasure.at) }
        }
        if !isAllowed { say("de första \(erased) raderna är borttagna utan att en gallring tillåter det") }
    }

    private mutating func judgeRest() throws {
        let counts = try repository.counts()
        unplaced = counts.unplaced
        if counts.unplacedRows < counts.unplaced {
            say("\(counts.unplaced - counts.unplacedRows) rader som väntar på plats är borta")
        }
        let outside = counts.rows - placedRows - counts.unplacedRows
        if outside != 0 { say("\(outside) rader är tillagda vid sidan av loggen") }
        let misnamed = try repository.misnamed(digest: { Digest.hexadecimal($0) })
        for id in misnamed.contexts { say("uppgiften \(id) om vem som läste är ändrad") }
        for id in misnamed.sets { say("patientlistan \(id) är ändrad") }
    }
}
