/// An address at which an identity provider, or this program, is reached.
package enum ProviderAddress {
    /// TLS everywhere, but for a provider on this machine, as in tests.
    package static func isSafe(_ address: String) -> Bool {
        if address.hasPrefix("https://") { return true }
        guard address.hasPrefix("http://") else { return false }
        let host = address.dropFirst(7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !host.contains("@") else { return false }
        return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }

    /// Scheme, host and port, and nothing else: what paths are put after.
    static func isSite(_ address: String) -> Bool {
        guard isSafe(address), let start = address.firstRange(of: "://")?.upperBound else { return false }
        let rest = address[start...]
        return !rest.isEmpty && !rest.contains { "/?#@".contains($0) || $0.isWhitespace }
    }
}
