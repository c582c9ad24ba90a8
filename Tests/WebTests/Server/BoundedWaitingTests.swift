import Storage
import Synchronization
import TestKit
import Testing

@Suite("How long a request waits for the store")
struct BoundedWaitingTests {
    @Test("what it asks has a patience of its request, so that all of it together is waited for once")
    func everyRequest() async throws {
        let hasPatience = Mutex<Bool?>(nil)
        let site = try TestSite(store: { base in
            InterleavedDatabase(base) { hasPatience.withLock { $0 = Patience.ofRequest != nil } }
        })
        _ = try await site.browser(.anna).get("/sjukfall")
        #expect(hasPatience.withLock(\.self) == true)
    }
}
