import Foundation
import Interchange
import SickLeave
import Testing

@Suite("What stands between RIV-TA documents")
struct RIVStrayTests {
    private static let first = RIVFixture.declaration + RIVFixture.certificate(id: "a")
    private static let second = RIVFixture.declaration + RIVFixture.certificate(id: "b")
    private static let startMissing = #"startMissing("RegisterCertificate")"#

    /// Of an input with several pieces: what a stream gives in chunks of any size is what the whole gives.
    private static func readings(_ bytes: [UInt8]) throws -> [RIVReading] {
        let whole = RIVShapeTests.reader.documents(in: bytes)
        for chunk in [1, 7, 64, 1_000] { #expect(try RIVShapeTests.streamed(bytes, chunk: chunk) == whole, "\(chunk)") }
        return whole
    }

    private static func readings(_ text: String) throws -> [RIVReading] { try readings(Array(text.utf8)) }

    private static func text(_ reading: RIVReading) -> String { String(decoding: reading.source.bytes, as: UTF8.self) }

    /// What is left of a document that lost its beginning.
    private static func tail(_ mark: String) throws -> String {
        let text = RIVFixture.certificate(extra: "<c:x>\(mark)</c:x>")
        let cut = try #require(text.range(of: "LISJP"))
        return String(text[cut.lowerBound...])
    }

    @Test("a document that lost its beginning keeps all that is left of it, so that several stay several")
    func headless() throws {
        let tails = [try Self.tail("1"), try Self.tail("2")]
        let readings = try Self.readings("\(Self.first)\n\(tails[0])\n\(tails[1])\n\(Self.second)")
        #expect(RIVShapeTests.ids(readings) == ["a", Self.startMissing, Self.startMissing, "b"])
        #expect([Self.text(readings[1]), Self.text(readings[2])] == tails)
        #expect(readings.allSatisfy { $0.source.isComplete })
        let wrapped = try Self.readings(
            "<alla>\(RIVFixture.certificate(id: "a"))\(tails[0])\(RIVFixture.certificate(id: "b"))</alla>")
        #expect(RIVShapeTests.ids(wrapped) == ["a", Self.startMissing, "b"])
        #expect(Self.text(wrapped[1]) == tails[0])
    }

    @Test("of more than a document may be, the beginning is let go of, and the piece says so")
    func letGo() throws {
        let tail = try Self.tail("1")
        let text = Self.first + String(repeating: "<x>1</x>\n", count: 2_000) + tail
        let readings = try RIVShapeTests.streamed(
            Array(text.utf8), chunk: 500, limits: RIVLimits(bytesPerDocument: 5_000))
        #expect(RIVShapeTests.ids(readings) == ["a", Self.startMissing])
        #expect(readings.map(\.source.isComplete) == [true, false])
        #expect(Self.text(readings[1]).hasSuffix(tail))
        #expect(readings[1].source.bytes.count <= 6_000)
    }

    @Test("a certificate whose registration lost its beginning is read, and the registration's end is no piece")
    func registration() throws {
        let text = RIVFixture.certificate(id: "b")
        let start = try #require(text.range(of: "<r:intyg>"))
        let certificate = String(text[start.lowerBound...])
        #expect(RIVShapeTests.ids(try Self.readings(Self.first + certificate)) == ["a", "b"])
        // A part of the start tag, or what else the registration held, is something.
        #expect(RIVShapeTests.ids(try Self.readings("\(Self.first)\n\(text.dropFirst(20))")) == ["a", "stray", "b"])
        let answer = certificate.replacing("</r:RegisterCertificate>", with: "<r:svarPa>m</r:svarPa></r:RegisterCertificate>")
        #expect(RIVShapeTests.ids(try Self.readings(Self.first + answer)) == ["a", "b", Self.startMissing])
    }

    @Test(
        "what is neither document nor wrapper is told, untouched",
        arguments: [
            "intygs_id;typ\na1;FK7804\n", "{\"intyg\": [1, 2]}", "\u{0}\u{0}", "x < 5 <y>", "<!-- \(RIVFixture.certificate())",
            "<![CDATA[\(RIVFixture.certificate())",
        ])
    func stray(text: String) throws {
        let last = try Self.readings("\(Self.first)\n\(text)")
        #expect(RIVShapeTests.ids(last) == ["a", "stray"])
        #expect(Self.text(last[1]) == text)
        let between = try Self.readings("\(Self.first)\n\(text)\(Self.second)")
        #expect(RIVShapeTests.ids(between) == ["a", "stray", "b"])
        #expect(Self.text(between[1]) == text)
        #expect(RIVShapeTests.ids(try Self.readings("\(text)\(Self.first)")) == ["stray", "a"])
    }

    @Test("so is a document in UTF-16 after one in UTF-8, and a tag that the input's end cuts")
    func otherStrays() throws {
        let wide: [UInt8] = [0xFF, 0xFE] + RIVFixture.certificate().utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let readings = try Self.readings(Array(Self.first.utf8) + wide)
        #expect(RIVShapeTests.ids(readings) == ["a", "stray"])
        #expect(readings[1].source.bytes == wide)
        #expect(RIVShapeTests.ids(try Self.readings("<alla>\(RIVFixture.certificate(id: "a"))</al")) == ["a", "stray"])
        // An input without any document is told as a whole.
        #expect(RIVHostileTests.faults("<a/> text") == [.noDocument(root: "a")])
    }

    @Test("one that is too large is kept up to the limit, and told once")
    func largeStray() throws {
        let text = Self.first + String(repeating: "rad;ett\n", count: 4_000) + Self.second
        let readings = try RIVShapeTests.streamed(
            Array(text.utf8), chunk: 500, limits: RIVLimits(bytesPerDocument: 5_000))
        #expect(RIVShapeTests.ids(readings) == ["a", "stray", "b"])
        #expect(readings.map(\.source.isComplete) == [true, false, true])
        #expect(readings[1].source.bytes.count <= 6_000)
    }

    @Test("nothing is told of wrappers and what stands in them, comments, white space and byte order marks")
    func wrappers() throws {
        let envelope = """
            \u{FEFF}\(RIVFixture.declaration)<?pi x?><!-- text --><s:Envelope note="a > b" x='/>'>text<s:Header>text <a b="1"/><c>d</c>
            <![CDATA[ text ]]></s:Header><s:Body>\(RIVFixture.certificate(id: "a"))</s:Body></s:Envelope>
            """
        #expect(RIVShapeTests.ids(try Self.readings("\(envelope)\r\n\t\(envelope)<tomt/>\n")) == ["a", "a"])
    }
}
