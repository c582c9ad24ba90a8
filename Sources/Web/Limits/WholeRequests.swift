import Hummingbird
import NIOCore

/// Nothing begins before all of the request has come: a sender that stops half-way, is too slow or sends too much changes nothing.
struct WholeRequests: RouterMiddleware {
    let limits: ServerLimits

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes {
            throw PageFault.tooLarge
        }
        var request = request
        request.body = RequestBody(buffer: try await whole(request.body))
        return try await next(request, context)
    }

    private func whole(_ body: RequestBody) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask { try await collected(body) }
            group.addTask {
                try await Task.sleep(for: limits.body)
                throw PageFault.tooSlow
            }
            defer { group.cancelAll() }
            guard let collected = try await group.next() else { throw PageFault.tooSlow }
            return collected
        }
    }

    /// A body whose chunks cannot be told apart is the sender's fault, not the program's.
    private func collected(_ body: RequestBody) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: limits.bodyBytes)
        } catch let error where !(error is NIOTooManyBytesError) && !(error is CancellationError) {
            throw PageFault.unreadable
        }
    }
}
