import Storage

/// Runs what one request asks of the store: all of it together waits for the database no longer than one transaction may.
package func asking<T>(
    isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> T
) async rethrows -> T {
    try await Patience.$ofRequest.withValue(Patience(), operation: work)
}
