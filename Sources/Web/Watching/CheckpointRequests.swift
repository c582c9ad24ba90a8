import HTTPTypes
import Hummingbird

/// `POST /checkpoint` on the server's own socket beside its database: signs a checkpoint over each access log now, and answers with them.
package struct CheckpointRequests: Sendable {
    package enum Result: Sendable {
        case done(String)
        /// A sentence that says what to do.
        case refused(String)
    }

    private let make: @Sendable () async -> Result

    package init(make: @escaping @Sendable () async -> Result) { self.make = make }

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("checkpoint") { _, _ in
            switch await make() {
            case .done(let text): return Response(plain: text)
            case .refused(let sentence): return Response(plain: sentence, status: .unprocessableContent)
            }
        }
    }
}
