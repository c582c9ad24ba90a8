import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// HTTP/1.1 with a `ConnectionGuard` on every connection.
struct GuardedHTTP: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let http: HTTP1Channel
    private let limits: ServerLimits
    private let open: OpenConnections

    /// - Parameter isStopping: asked as each request begins: its answer is then the last on its connection.
    init(
        limits: ServerLimits, open: OpenConnections, isStopping: @escaping @Sendable () -> Bool = { false },
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.limits = limits
        self.open = open
        http = HTTP1Channel(
            responder: { request, writer, channel in
                let isLast = isStopping()
                channel.triggerUserOutboundEvent(ConnectionGuard.Event.requestBegan, promise: nil)
                defer {
                    channel.triggerUserOutboundEvent(ConnectionGuard.Event.answerWritten, promise: nil)
                    // It says that it is the last: see `PartingAnswers`.
                    if isLast { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
                }
                try await responder(request, writer, channel)
            },
            configuration: .init(
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: 100)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let isRefused = open.add(limit: limits.connections)
        channel.closeFuture.whenComplete { [open] _ in open.remove() }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard(limits: limits, isRefused: isRefused))
        }.flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}

/// How many connections the server has at this moment, those that it is refusing among them.
package final class OpenConnections: Sendable {
    private let numbers = Mutex((open: 0, refused: 0))

    package init() {}

    package var count: Int { numbers.withLock { $0.open } }
    /// Since the start.
    package var refused: Int { numbers.withLock { $0.refused } }

    /// - Returns: true when there are enough already.
    fileprivate func add(limit: Int) -> Bool {
        numbers.withLock {
            $0.open += 1
            if $0.open > limit { $0.refused += 1 }
            return $0.open > limit
        }
    }

    fileprivate func remove() { numbers.withLock { $0.open -= 1 } }
}
