import HTTPTypes
import Hummingbird

/// `POST /checkpoint` on the server's own socket beside its database: signs a checkpoint over each access log now, and answers with them.
package struct CheckpointRequests: Sendable {
    private let make: @Sendable () async throws -> String

    package init(make: @escaping @Sendable () async throws -> String) { self.make = make }

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("checkpoint") { _, _ in Response(plain: try await make()) }
    }
}
