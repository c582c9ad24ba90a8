import Testing

@testable import Web

@Suite("HTML") struct HTMLTests {
    @Test("text is escaped, markup goes in as it is")
    func escapes() {
        let name = "<b>Åsa & \"Bo\"</b>"
        let inner: HTML = "<em>\(name)</em>"
        let html: HTML = "<p title=\"\(name)\">\(inner)</p>"
        let safe = "&lt;b&gt;Åsa &amp; &quot;Bo&quot;&lt;/b&gt;"
        #expect(html.text == "<p title=\"\(safe)\"><em>\(safe)</em></p>")
    }

    @Test("numbers, nothing, arrays and optional attributes")
    func values() {
        let missing: String? = nil
        let items: [HTML] = ["<i>1</i>", "<i>2</i>"]
        let html: HTML = """
            \(42)|\(missing)|\(items)|<a\(attribute: "id", "x\"y")\(attribute: "class", missing)\(attribute: "hidden", if: true)>
            """
        #expect(html.text == "42||<i>1</i><i>2</i>|<a id=\"x&quot;y\" hidden>")
    }

    @Test("repetition and choice write what they should, and only that")
    func control() {
        var made = 0
        func expensive() -> HTML {
            made += 1
            return "no"
        }
        let value: Int? = 7
        let html: HTML = """
            \(for: [1, 2], { "<li>\($0)</li>" })\(if: false, expensive())\(if: true, "yes", else: expensive())\(with: value, { "<b>\($0)</b>" })
            """
        #expect(html.text == "<li>1</li><li>2</li>yes<b>7</b>")
        #expect(made == 0)
    }

    @Test("joining puts the separator between, not around")
    func joining() {
        let parts: [HTML] = ["a", "b", "c"]
        #expect(parts.joined(separator: "<br>").text == "a<br>b<br>c")
        #expect([HTML]().joined(separator: "<br>").isEmpty)
    }

    @Test("characters that HTML forbids become the replacement character; line breaks and tabs stay")
    func controlCharacters() {
        let text = "a\u{0}b\u{1F}c\n\td"
        #expect(("\(text)" as HTML).text == "a\u{FFFD}b\u{FFFD}c\n\td")
    }

    @Test(
        "no text can leave its place",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>", "<!--",
            "-->",
            "]]>", "&lt;script&gt;", "&#60;script&#62;", "</textarea><script>", "<svg/onload=alert(1)>", "\u{2028}<b>", "å<ä>ö",
            "{{7*7}}",
            "<\u{0}script>", "＜script＞", "\"", "'", "&", "<", ">", "",
        ])
    func injection(text: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        let middle = html.text.dropFirst("<p title=\"".count).dropLast("</p>".count)
        let parts = middle.split(separator: "\">", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        #expect(parts.allSatisfy { part in !part.contains { "<>\"'".contains($0) } })
        #expect(unescape(String(parts[1])) == text.replacing("\u{0}", with: "\u{FFFD}"))
    }

    @Test(
        "an address from data stays on the site",
        arguments: [
            ("javascript:alert(1)", "#"), ("JaVaScRiPt:alert(1)", "#"), ("data:text/html,x", "#"), ("//host/x", "#"),
            ("/\\host", "#"), ("/\t/host", "#"),
            ("https://host", "#"), (" javascript:alert(1)", "#"), ("/sjukfall?a=1&b=2", "/sjukfall?a=1&amp;b=2"),
            ("#rad", "#rad"), ("?s=1", "?s=1"), ("/", "/"),
        ])
    func references(text: String, expected: String) {
        #expect(("<a href=\"\(text)\">" as HTML).text == "<a href=\"\(expected)\">")
        #expect(("<form action=\"\(text)\">" as HTML).text == "<form action=\"\(expected)\">")
        #expect(("<p title=\"\(text)\">" as HTML).text != "<p title=\"#\">" || text == "#")
    }

    @Test("Href encodes what is added to it")
    func href() {
        let base: Href = "/sjukfall"
        let built = base.appending("a/b?c").query("q", "å & <ö>").query("tom", nil).query("n", "1").fragment("rad 2")
        #expect(built.text == "/sjukfall/a%2Fb%3Fc?q=%C3%A5%20%26%20%3C%C3%B6%3E&n=1#rad%202")
    }

    /// The slow, obvious way back.
    private func unescape(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#39;", with: "'"
        )
        .replacing("&amp;", with: "&")
    }
}
