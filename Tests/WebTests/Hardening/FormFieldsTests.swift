import Foundation
import FuzzKit
import HTTPTypes
import SickLeave
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("Forms and addresses as they come")
struct FormFieldsTests {
    @Test("the first value of a name counts, an empty one is none, and names are exact")
    func pairs() {
        let fields = FormFields(urlEncoded: "a=1&a=2&b=&=x&c&A=3&&d=1=2&e%3D=5")
        #expect(fields["a"] == "1" && fields.all("a") == ["1", "2"] && fields["A"] == "3")
        #expect(fields["b"] == nil && fields["c"] == nil && fields["d"] == "1=2" && fields["e="] == "5" && fields["e"] == nil)
    }

    @Test(
        "escapes are read once; a broken one stands for itself",
        arguments: [
            ("a+b", "a b"), ("%2B", "+"), ("%2b", "+"), ("%2541", "%41"), ("%", "%"), ("%4", "%4"), ("%4G", "%4G"),
            ("%%41", "%A"), ("100%", "100%"),
            ("%C3%A5", "å"), ("%C3", "\u{FFFD}"), ("%ED%A0%80", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("%00", "\u{FFFD}"),
            ("%C0%80", "\u{FFFD}\u{FFFD}"),
            ("%0D%0A", "\r\n"), ("%F0%9F%A5%90", "🥐"), ("%u0041", "%u0041"), ("&#65;", nil), ("%26%2365;", "&#65;"),
        ])
    func escapes(text: String, value: String?) {
        #expect(FormFields(urlEncoded: "x=\(text)")["x"] == value)
    }

    @Test(
        "numbers and days are whole or nothing",
        arguments: ["1x", "0x1", " 1", "1.0", "99999999999999999999", "١", "1e3", "2026-02-30", "+"])
    func typed(text: String) {
        let fields = FormFields(urlEncoded: "n=\(TestRequest.encoded(text))")
        #expect(fields.int("n") == nil && fields.day("n") == nil)
    }

    @Test("ten thousand pairs are read, and no more")
    func many() {
        let fields = FormFields(urlEncoded: String(repeating: "a=1&", count: 20_000))
        #expect(fields.all("a").count == 10_000)
    }

    @Test("whatever is written comes back as it was, but for what no text holds")
    func roundTrip() {
        Fuzz(sound: ["Åsa & Ö=1", "a+b%20c", "<x>\"'", "\r\n"], tokens: ["&", "=", "%", "+", "%2"], largest: 2_000).run(
            "form-round-trip"
        ) { bytes in
            let text = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "")
            // The names that stand beside it are others.
            guard !["", "a", "b"].contains(text) else { return }
            let fields = FormFields(urlEncoded: "a=1&\(TestRequest.encoded(text))=\(TestRequest.encoded(text))&b=2")
            #expect(fields[text] == text && fields["b"] == "2")
        }
    }

    @Test("damaged forms, filters and words to search for", .timeLimit(.minutes(10)))
    func damaged() throws {
        let viewer = try TestSite().viewer(.karin)
        let sound = [
            "vems=enhetens&dag=2026-11-26&sok=F43&kapitel=5&lakare=1&alder.fran=20&alder.till=60&langd=2&langd=3&status=pagar&sida=2",
            "arenden=obesvarade&sysselsattning=1&slut.fran=2026-11-01&slut.till=2026-12-01&att-gora=sent&ordna=name&fallande=1&ord=AAAA&patient=p1",
        ]
        Fuzz(sound: sound, tokens: ["&", "=", "%", "+", "%FF", "sok=", "sida=", "langd="], largest: 20_000).run("filter") {
            bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let fields = FormFields(urlEncoded: text)
            let address = OngoingSpellsAddress(fields, for: viewer)
            let href = address.href(for: viewer).text
            #expect(href.utf8.allSatisfy { (0x21...0x7E).contains($0) } && href.hasPrefix("/sjukfall"))
            // What was understood is written so that it is understood as the same.
            let again = OngoingSpellsAddress(FormFields(urlEncoded: href.drop { $0 != "?" }.dropFirst()), for: viewer)
            #expect(again.href(for: viewer).text == href && again.filter.text == address.filter.text)
            let words = SearchWords(text)
            #expect(words.plain.count + words.others.count <= 100)
        }
    }

    @Test("damaged cookies are nobody's, and a page is shown all the same", .timeLimit(.minutes(10)))
    func cookies() async throws {
        let browser = try await TestSite().browser(.karin)
        let session = try #require(browser.session)
        var inputs: [[UInt8]] = []
        Fuzz(
            sound: [session, "theme=dark; personal=hide; \(session)"],
            tokens: ["; ", "=", "\"", "session=", "__Host-session=", ","], largest: 4_000
        ).run(
            "cookie", share: 0.5
        ) { inputs.append($0) }
        for input in inputs {
            let text = String(decoding: input.filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
            var request = TestRequest(.get, "/import")
            request.headers[.cookie] = text
            let answer = try await browser.site.respond(to: request)
            #expect(answer.status == (text.contains(session) ? 200 : 303) || answer.status == 303, "\(text)")
            if answer.status == 200 { #expect(text.contains(session.drop { $0 != "=" }.dropFirst())) }
        }
    }

    @Test("damaged forms with a file", .timeLimit(.minutes(10)))
    func uploads() {
        let type = "multipart/form-data; boundary=abc"
        let part = "--abc\r\nContent-Disposition: form-data; name=\"formToken\"\r\n\r\ntoken\r\n"
        let file =
            "--abc\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"lista.xlsx\"\r\nContent-Type: a/b\r\n\r\nPK\r\n--abc--\r\n"
        let whole = UploadedForm(Array((part + file).utf8), contentType: type)
        #expect(
            whole?.fields == ["formToken": "token"] && whole?.file?.name == "lista.xlsx" && whole?.file?.bytes == Array("PK".utf8)
        )
        let tokens = ["--abc", "--abc--", "\r\n\r\n", "name=\"", "filename=\"../../x\"", "\"", ";", "boundary="]
        Fuzz(sound: [part + file, file, part], tokens: tokens, largest: 20_000).run("multipart") { bytes in
            let form = UploadedForm(bytes, contentType: type)
            #expect(form?.file?.bytes.count ?? 0 <= bytes.count && form?.fields.count ?? 0 <= 10)
            _ = UploadedForm(Array((part + file).utf8), contentType: String(decoding: bytes, as: UTF8.self))
        }
        for boundary in ["", "\"\"", String(repeating: "a", count: 71)] {
            #expect(UploadedForm(Array((part + file).utf8), contentType: "multipart/form-data; boundary=\(boundary)") == nil)
        }
    }
}
