import Foundation

/// Where the server may be: a host of the address, at one of the addresses of its name.
///
/// libpq goes from a name's first address to its next when the first refuses. One that says nothing it leaves only in its blocking call:
/// connecting step by step, it would wait there until all the time is gone. So each address is a place, with its own time.
struct Place: Hashable, Sendable {
    private var host: String?
    private var address: String?
    private var port: String?

    /// Those of a list of hosts, in order.
    ///
    /// - Parameter values: the options of the address, by name.
    static func all(_ values: [String: String], resolve: (String) -> [String]) -> [Place] {
        func list(_ name: String) -> [Substring] {
            values[name]?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        }
        let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"))
        return (0..<max(hosts.count, addresses.count)).flatMap { index in
            var place = Place()
            if index < hosts.count { place.host = String(hosts[index]) }
            if index < addresses.count { place.address = String(addresses[index]) }
            // libpq gives a comma between the ports that an address leaves out, and an empty one alone would not replace it.
            if let port = index < ports.count ? ports[index] : ports.last {
                place.port = port.isEmpty ? Place.defaultPort : String(port)
            }
            return place.atEachAddress(resolve)
        }
    }

    private static let defaultPort = "5432"

    /// The name stays: the server's certificate is to have it.
    private func atEachAddress(_ resolve: (String) -> [String]) -> [Place] {
        // The folder of a socket is no name.
        guard (address ?? "").isEmpty, let host, let first = host.first, first != "/", first != "@" else { return [self] }
        let found = resolve(host)
        guard found.count > 1 else { return [self] }
        return found.map { address in
            var place = self
            place.address = address
            return place
        }
    }

    /// Options of libpq's that replace the lists.
    var options: [(String, String)] {
        [("host", host), ("hostaddr", address), ("port", port)].compactMap { name, value in value.map { (name, $0) } }
    }

    /// Asked for anew at each opening: a name may be moved to another machine. Empty when there is no such name, or nobody to ask.
    static func addresses(_ host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var found: [String] = []
        var next = first
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let size = socklen_t(text.count)
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, size, nil, 0, NI_NUMERICHOST) == 0 {
                let address = text.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if !found.contains(address) { found.append(address) }
            }
            next = entry.ai_next
        }
        return found
    }
}
