import HTTPTypes
import Hummingbird
import NIOCore
import UseCases

/// Whose address counts: the peer's own, or what a proxy that is named in the configuration says of its peer.
///
/// Anybody can send `X-Forwarded-For`; it is read only when the connection itself comes from a trusted proxy, and from its end, where
/// that proxy has written.
package struct TrustedProxies: Sendable {
    private let addresses: Set<String>

    /// None.
    package init() { addresses = [] }

    /// Nil when one of them is not an address.
    package init?(_ addresses: [String]) {
        var known: Set<String> = []
        for address in addresses {
            guard let place = TrustedProxies.place(address, whole: true) else { return nil }
            known.insert(place)
        }
        self.addresses = known
    }

    /// - Parameter peer: the other end of the connection.
    func caller(peer: String, forwarded: [String]) -> String {
        var chain = forwarded.flatMap { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
        var caller = peer
        while let whole = TrustedProxies.place(caller, whole: true), addresses.contains(whole), let before = chain.popLast() {
            guard TrustedProxies.place(before, whole: true) != nil else { break }
            caller = before
        }
        return TrustedProxies.place(caller, whole: false) ?? caller
    }

    /// One spelling for an address. Of IPv6 the network is enough: a household or an attacker has 2^64 addresses in one.
    private static func place(_ text: String, whole: Bool) -> String? {
        // As the system itself spells it, however it was written.
        guard let address = try? SocketAddress(ipAddress: text, port: 0), let spelled = address.ipAddress else { return nil }
        guard spelled.contains(":") else { return spelled }
        if spelled.contains(".") { return spelled.split(separator: ":").last.map(String.init) }
        if whole { return spelled }
        // "::" stands for as many zeros as are missing.
        let groups = spelled.split(separator: "::", omittingEmptySubsequences: false).map { $0.split(separator: ":") }
        let gap = groups.count == 2 ? 8 - groups[0].count - groups[1].count : 0
        let all =
            groups[0].map(String.init) + Array(repeating: "0", count: max(0, gap)) + groups.dropFirst().joined().map(String.init)
        return all.prefix(4).joined(separator: ":")
    }
}

/// The browser in plain words, for a person's list of sessions: from a text that browsers make long and nobody needs whole.
enum BrowserName {
    private static let browsers = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]

    static func plain(_ userAgent: String) -> String {
        let browser = browsers.first { userAgent.contains($0.0) }?.1
        let system = systems.first { userAgent.contains($0.0) }?.1
        return switch (browser, system) {
        case (let browser?, let system?): "\(browser) på \(system)"
        case (let browser?, nil): browser
        case (nil, let system?): "Okänd webbläsare på \(system)"
        case (nil, nil): "Okänd webbläsare"
        }
    }
}

extension AppContext {
    /// Who stands at the door.
    func caller(of request: Request, trusting proxies: TrustedProxies) -> SignIn.Caller {
        SignIn.Caller(
            address: proxies.caller(peer: peer, forwarded: request.headers[values: .xForwardedFor]),
            browser: BrowserName.plain(request.headers[.userAgent] ?? ""), logger: logger)
    }
}

extension HTTPField.Name {
    static let xForwardedFor = Self("X-Forwarded-For")!
}
