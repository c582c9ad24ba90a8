/// How much of the server one client, and all of them together, may take.
package struct ServerLimits: Sendable {
    /// A kept connection without a request. Longer than a proxy keeps its own (nginx: 60 s), so that the proxy is the one that closes.
    package var idle = Duration.seconds(75)
    /// From the first byte of a request to the end of its headers.
    package var head = Duration.seconds(15)
    /// From there to the end of the body; then the client is told (408).
    package var body = Duration.seconds(30)
    /// From the headers to the answer's last byte; then the connection is closed.
    package var request = Duration.seconds(60)
    /// How long the server takes new requests after having said that it is not ready, so that a proxy has time to ask.
    package var notice = Duration.zero
    /// How long the requests in flight may take when the server is stopping.
    package var drain = Duration.seconds(20)
    /// Served at once; the next one is told to come back (503).
    package var connections = 1_000
    package var headerBytes = 32 * 1_024
    /// Forms are small; files come by import, not by upload.
    package var bodyBytes = 4 * 1_024 * 1_024

    package init() {}
}
