import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import UseCases

/// What only those who run the server reach: a listener of its own, on a private address or a socket in the file system.
package struct PrivateSite: Sendable {
    private let watch: Watch
    private let version: String
    private let backups: BackupRequests?
    private let checkpoints: CheckpointRequests?

    /// - Parameters:
    ///   - backups: only where none but the server's own user can ask.
    ///   - checkpoints: likewise.
    package init(watch: Watch, version: String, backups: BackupRequests? = nil, checkpoints: CheckpointRequests? = nil) {
        self.watch = watch
        self.version = version
        self.backups = backups
        self.checkpoints = checkpoints
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.get("healthz") { _, _ in Response(plain: "ok\n") }
        router.get("readyz") { _, _ in
            let faults = await watch.readiness.faults()
            return Response(
                plain: faults.isEmpty ? "redo\n" : faults.map { $0.rawValue + "\n" }.joined(),
                status: faults.isEmpty ? .ok : .serviceUnavailable)
        }
        router.get("metrics") { _, _ in
            var response = Response(plain: await watch.metrics(version: version))
            response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
        backups?.add(to: router)
        checkpoints?.add(to: router)
        return router
    }

    package func application(at address: BindAddress, logger: Logger) -> some ApplicationProtocol {
        var limits = ServerLimits()
        limits.connections = 20
        // A backup of a large store is one request.
        if backups != nil { limits.request = .seconds(6 * 3_600) }
        let open = OpenConnections()
        return Application(
            router: router(),
            server: HTTPServerBuilder { [limits] in GuardedHTTP(limits: limits, open: open, responder: $0) },
            configuration: .init(address: address, serverName: nil), logger: logger)
    }
}

extension Response {
    init(plain text: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
