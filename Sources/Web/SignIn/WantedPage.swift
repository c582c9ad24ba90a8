import Hummingbird
import UseCases

/// A page that somebody asked for before having signed in or chosen a unit: path and query, to go on to afterwards.
///
/// It comes back from the browser, where anybody may have written it. So it is judged each time it is read, and it may hold what our own
/// addresses hold: no colon, no backslash, no dot in the path, no second slash. However a browser reads it, it leads to no other site.
struct WantedPage: Sendable {
    let text: String

    /// Filters make long addresses; one that is longer than any of ours is not kept.
    private static let longest = 500

    /// The ways in and out, and what is no page.
    private static let others: Set<String> = [
        "assets", "healthz", "inbjudan", "logga-in", "logga-ut", "metrics", "readyz", "utloggad", "valj-enhet",
    ]

    /// Nil for what is no page of ours to go on to. The start page is none: it is where one comes anyway. What was done is left out: it is
    /// told once, not after a new sign-in, and nobody tells it by a link.
    init?(_ written: String) {
        let text = WantedPage.withoutReceipt(written)
        guard text.utf8.count <= WantedPage.longest else { return nil }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count > 1, segments[0].isEmpty,
            segments.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(WantedPage.isOfPath) }),
            parts.dropFirst().allSatisfy({ $0.utf8.allSatisfy(WantedPage.isOfQuery) }),
            !WantedPage.others.contains(String(segments[1])),
            // A file is saved, and the browser would be left on the page of sign-in.
            segments.last != "fil"
        else { return nil }
        self.text = text
    }

    init?(of request: Request) {
        self.init(request.uri.path + (request.uri.query.map { "?\($0)" } ?? ""))
    }

    /// The page that a form stood on, as the browser says: of this site only, and judged like any other. Never the form's own address,
    /// which need not be a page.
    init?(ofFormIn request: Request) {
        guard let host = request.head.authority, !host.isEmpty, let address = request.headers[.referer],
            let origin = ["https://\(host)", "http://\(host)"].first(where: { address.hasPrefix("\($0)/") })
        else { return nil }
        self.init(String(address.dropFirst(origin.count)))
    }

    private static func withoutReceipt(_ text: String) -> String {
        guard let question = text.firstIndex(of: "?") else { return text }
        let parts = text[text.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
        let kept = parts.filter { FormFields(urlEncoded: String($0))[Receipt.field] == nil }.joined(separator: "&")
        return text[..<question] + (kept.isEmpty ? "" : "?\(kept)")
    }

    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// As our links and the browsers' forms write it. All of it may stand in a cookie.
    private static func isOfQuery(_ byte: UInt8) -> Bool { isOfPath(byte) || ".~*+%=&".utf8.contains(byte) }
}

extension Href {
    /// With the page to go on to.
    func on(to page: WantedPage?) -> Href { query("till", page?.text) }
}

extension Request {
    /// What a page of the sign-in was given to go on to.
    var wantedPage: WantedPage? { queryFields["till"].flatMap { WantedPage($0) } }

    /// A form was sent when nobody was signed in any longer.
    var hasLostForm: Bool { queryFields["sparades"] == "nej" }
}

/// What is wanted waits in a cookie while the person is with the identity provider, whose answer says nothing of it.
extension SessionCookie {
    private var wantedName: String { prefix + "till" }

    /// Without a page: forgets the one that was there.
    func setting(wanted page: WantedPage?) -> String {
        "\(wantedName)=\(page?.text ?? ""); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(page == nil ? 0 : IdentitySignIn.seconds)"
            + (isSecure ? "; Secure" : "")
    }

    func wantedPage(in request: Request) -> WantedPage? {
        (request.cookies[wantedName]?.value).flatMap { WantedPage($0) }
    }
}
