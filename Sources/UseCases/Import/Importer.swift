import Foundation
package import Interchange
package import SickLeave
package import Storage
import Synchronization

/// Reads what a user points at into the store, losing nothing: a certificate enters whole or not at all, and what cannot be
/// read waits in quarantine.
///
/// One thread reads and judges while another writes. Each batch is one transaction, on the disk before the next but one is
/// begun and all of them before a report is given, so that an import that is cut off at any moment is finished by running it
/// again: what is there already is recognised.
package struct Importer: Sendable {
    package struct Progress: Sendable {
        package let counts: ImportRun.Counts
        /// Bytes read of all bytes; the latter nil when they cannot be known.
        package let bytes: Int64
        package let totalBytes: Int64?
        package let seconds: Double

        package var items: Int { counts.accepted + counts.alreadyKnown + counts.conflicts + counts.quarantined }
        package var itemsPerSecond: Double { seconds > 0 ? Double(items) / seconds : 0 }
        /// Nil until a hundredth is read.
        package var secondsLeft: Double? {
            guard let totalBytes, bytes * 100 > totalBytes else { return nil }
            return seconds * Double(totalBytes - bytes) / Double(bytes)
        }
    }

    package struct Report: Sendable {
        package let run: Int
        package let counts: ImportRun.Counts
        package let seconds: Double
        /// Of what this run read, what waits for a person now: in quarantine, new or since before, or with other content than
        /// what is stored.
        package let waiting: Int
        /// Of these, what no provider's people see before the administrator has given it to a unit.
        package let ownerless: Int
        /// The first of these that are in quarantine, at most `listed`: why each could not be read.
        package let items: [Imports.ListedItem]
        /// Stopped before the end, by the caller. What was read is stored.
        package let isInterrupted: Bool
        /// The first files, at most `listed`, that have a header and no rows: no fault, and perhaps not what was meant.
        package fileprivate(set) var withoutRows: [String] = []
    }

    /// A folder of the wrong files may have millions: the rest are seen in the web.
    package static let listed = 100

    let database: any Database
    private let batch: Int

    /// - Parameter batch: items in one transaction; a cut loses at most two, and reads them again.
    package init(database: any Database, batch: Int = 16_000) {
        self.database = database
        self.batch = batch
    }

    /// Blocks the calling thread until everything is stored.
    ///
    /// - Parameters:
    ///   - source: names the import for people.
    ///   - sender: HSA-id of the provider or unit that the files come from, where that is known: tells whose those are that cannot
    ///     be read.
    ///   - readsWaiting: whether what waits in quarantine for something else is tried again at the end. All of it is: of several runs one after
    ///     another the last is enough.
    ///   - isCancelled: asked between batches, and some times a second while nothing comes.
    ///   - progress: told after each batch, on the calling thread.
    package func run(
        _ intake: Intake, source: String, sender: HSAID? = nil, at instant: Instant, readsWaiting: Bool = true,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        progress: (Progress) -> Void = { _ in }
    ) throws -> Report {
        let reading = ImportReading(today: Day(of: instant))
        let position = Mutex<Int64>(0)
        let withoutRows = Mutex<[String]>([])
        let total = intake.totalBytes
        var report = try run(
            source: source, sender: sender, at: instant, readsWaiting: readsWaiting, isCancelled: isCancelled
        ) { put in
            reading.read(
                intake, progress: { bytes in position.withLock { $0 = bytes } },
                hasNoRows: { name in withoutRows.withLock { if $0.count < Importer.listed { $0.append(name) } } }, put: put)
        } progress: { counts, seconds in
            progress(Progress(counts: counts, bytes: position.withLock { $0 }, totalBytes: total, seconds: seconds))
        }
        report.withoutRows = withoutRows.withLock { $0 }.map(MaskedText(on: Day(of: instant)).masked)
        return report
    }

    /// - Parameter produce: makes items on a thread of its own until `put` returns false.
    func run(
        source: String, sender: HSAID? = nil, at instant: Instant, readsWaiting: Bool = true,
        isCancelled: @escaping @Sendable () -> Bool,
        produce: @escaping ((ImportItem) -> Bool) -> Void, progress: (ImportRun.Counts, Double) -> Void
    ) throws -> Report {
        let start = ContinuousClock.now
        let writer = database.unsettledWriter()
        let settling = Settling(writer)
        let run = try database.writeBlocking {
            try ImportRunRepository($0).start(source: source, sender: sender?.rawValue ?? "", at: instant)
        }
        let storing = ImportStoring(
            database: database, writer: writer, run: run, today: Day(of: instant), sender: sender)
        let queue = BatchQueue<ImportItem>(batch: batch, capacity: 1)
        // The producer's closure is handed to one thread and used by it alone.
        nonisolated(unsafe) let work = produce
        let producer = Thread(name: "import reading") {
            work { queue.put($0, weight: $0.origin.original.count) }
            queue.finish()
        }
        producer.start()
        do {
            while let batch = queue.take(unless: isCancelled) {
                try storing.store(batch)
                queue.giveBack(batch)
                try settling.next()
                progress(storing.counts, start.duration(to: .now).inSeconds)
            }
        } catch {
            queue.stop()
            settling.wait()
            throw error
        }
        try settling.finish()
        // The instant of the call, and what has passed since by a clock that is never set.
        func now() -> Instant { Instant(rawValue: instant.rawValue + Int64(start.duration(to: .now).inSeconds * 1_000_000)) }
        var isDone = !queue.isStopped
        if readsWaiting {
            isDone =
                try isDone
                && storing.readWaitingAgain(ImportReading(today: Day(of: instant)), clock: now, isCancelled: isCancelled)
            isDone = try isDone && storing.findOwners(isCancelled: isCancelled)
        }
        let isInterrupted = !isDone
        if isDone { try database.writeBlocking { try ImportRunRepository($0).finish(run, at: now()) } }
        return Report(
            run: run, counts: storing.counts, seconds: start.duration(to: .now).inSeconds, waiting: try storing.waiting(),
            ownerless: try storing.ownerless(),
            items: try storing.firstWaiting(Importer.listed), isInterrupted: isInterrupted)
    }
}

extension Duration {
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
