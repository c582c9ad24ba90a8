package import SickLeave
import Storage

// What has become of an item: whoever comes back to one that is decided on is told so, and not that there is no such thing.
extension Imports {
    package enum Fate: Sendable {
        case waiting
        case setAside
        case read(Read)
    }

    /// That it waits no more. Nothing of what stood in it: that is a patient's by now.
    package struct Read: Sendable {
        package let source: String
        package let place: String
        /// Nil when what it waited for came in.
        package let by: String?
        package let at: Instant
    }

    package func fate(of id: Int, for viewer: Viewer, at instant: Instant) async throws -> Fate {
        try viewer.require(.importData)
        let found = try await database.read {
            try QuarantineRepository($0).item(id, provider: viewer.provider, unit: viewer.unit.chosen)
        }
        guard let found else { throw UseCaseError.notFound }
        switch (found.status, found.decision) {
        case (.waiting, _): return .waiting
        case (.setAside, _): return .setAside
        case (.corrected, nil): throw UseCaseError.notFound
        case (.corrected, let decision?):
            // As of what waits: where it stood, not whose it is.
            try await log.record(.read, "Karantän post \(id)", .patients([]), by: viewer, at: instant)
            let mask = MaskedText(on: Day(of: instant))
            return .read(
                Read(source: mask.masked(found.source), place: found.place, by: decision.by, at: decision.at))
        }
    }
}
