import NIOCore

/// Stands nearest the socket and gives each part of a connection's life its time: none of the clocks starts anew because a few more
/// bytes came, so a client that trickles is cut off as surely as one that is silent.
///
/// All of it runs on the connection's own event loop.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// Told by the one who answers requests: the headers have come, the answer is written.
    enum Event: Sendable { case requestBegan, answerWritten }

    private enum Phase { case idle, head, request, refused }

    private let limits: ServerLimits
    private let isRefused: Bool
    private var phase: Phase
    private var isClosing = false
    private var isDraining = false
    private var timer: Scheduled<Void>?

    /// - Parameter isRefused: there are connections enough; this one is answered with 503 and closed.
    init(limits: ServerLimits, isRefused: Bool) {
        self.limits = limits
        self.isRefused = isRefused
        phase = isRefused ? .refused : .idle
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) { allow(isRefused ? limits.head : limits.idle, context) }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .refused:
            if !isClosing { refuse(context) }
            return
        case .idle:
            phase = .head
            if !isDraining { allow(limits.head, context) }
        case .head, .request: break
        }
        context.fireChannelRead(data)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let event = event as? Event else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        phase = event == .requestBegan ? .request : .idle
        // What is left unread of the answer, and of a body that nobody wanted, has the idle time to pass.
        if !isDraining { allow(event == .requestBegan ? limits.request : limits.idle, context) }
        promise?.succeed()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isDraining = true
            allow(limits.drain, context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// A close waits until what is written has left, so that a stopping server does not cut an answer short; the clock still holds. Who
    /// asks again meanwhile, as when a server stops while a last answer leaves, waits for the same close.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, context.channel.isActive else {
            context.close(mode: mode, promise: promise)
            return
        }
        guard !isClosing else {
            context.channel.closeFuture.cascade(to: promise)
            return
        }
        isClosing = true
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).assumeIsolated().whenComplete { _ in
            context.close(mode: mode, promise: promise)
        }
    }

    private func allow(_ time: Duration, _ context: ChannelHandlerContext) {
        timer?.cancel()
        // The context's own close passes this handler by: no waiting for a client that does not read.
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { context.close(promise: nil) }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isClosing = true
        allow(.seconds(2), context)
        let text = "Servern har för många anslutningar just nu. Vänta några sekunder och försök igen.\n"
        let answer =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
            + "Retry-After: 5\r\nConnection: close\r\nContent-Length: \(text.utf8.count)\r\n\r\n" + text
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer(string: answer)))).assumeIsolated().whenComplete { _ in
            context.close(mode: .output, promise: nil)
        }
    }
}
