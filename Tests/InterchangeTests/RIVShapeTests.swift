import Foundation
import Interchange
import SickLeave
import Testing

@Suite("Shapes of RIV-TA files")
struct RIVShapeTests {
    static let reader = RIVCertificateTests.reader

    static func ids(_ readings: [RIVReading]) -> [String] {
        readings.map {
            switch $0.result {
            case .success(.certificate(let certificate)): certificate.id.rawValue
            case .success(.message(let message)): message.id.rawValue
            case .success(.revocation(let revocation)): "makulera \(revocation.certificate.rawValue)"
            case .failure(let fault): "\(fault.reason)"
            }
        }
    }

    static func ids(_ xml: String) -> [String] { ids(reader.documents(in: Array(xml.utf8))) }

    static func streamed(_ bytes: [UInt8], chunk: Int, limits: RIVLimits = .default) throws -> [RIVReading] {
        var position = 0
        var stream = RIVReader(limits: limits, today: reader.today).stream {
            let end = min(position + chunk, bytes.count)
            defer { position = end }
            return Array(bytes[position..<end])
        }
        var readings: [RIVReading] = []
        while let reading = try stream.next() { readings.append(reading) }
        return readings
    }

    static let soap = """
        \(RIVFixture.declaration)<!-- <r:RegisterCertificate> in a comment -->
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \(RIVFixture.names3)><s:Header><a>b</a></s:Header>
        <s:Body>\(RIVFixture.certificate(id: "a", namespaces: ""))
        \(RIVFixture.message(subject: "KOMPLT"))</s:Body></s:Envelope>
        """

    @Test("bare, wrapped in SOAP with the wrapper's prefixes, and concatenated")
    func shapes() {
        #expect(Self.ids(RIVFixture.certificate()) == ["intyg-1"])
        #expect(Self.ids(Self.soap) == ["a", "m-1"])
        let texts = ["a", "b", "c"].map { RIVFixture.declaration + RIVFixture.certificate(id: $0) }.joined(separator: "\n")
        #expect(Self.ids(texts) == ["a", "b", "c"])
        #expect(Self.ids("<alla>\(RIVFixture.certificate(id: "a"))<x/>\(RIVFixture.certificate(id: "b"))</alla>") == ["a", "b"])
    }

    /// The certificate without the registration around it.
    private static func alone(id: String, extra: String = "") throws -> String {
        let text = RIVFixture.certificate(id: id, extra: extra)
        let start = try #require(text.range(of: "<r:intyg>"))
        let end = try #require(text.range(of: "</r:intyg>"))
        return String(text[start.lowerBound..<end.upperBound])
    }

    @Test("certificates alone, as other services hand them out, beside registrations")
    func certificatesAlone() throws {
        let expected = try RIVCertificateTests.certificate(RIVFixture.certificate())
        let bare = try Self.alone(id: "intyg-1")
        #expect(try Self.reader.documents(in: Array(bare.utf8)).map { try $0.result.get() } == [.certificate(expected)])
        let list = """
            <l:Svar><l:intygs-lista>\(bare)\(try Self.alone(id: "b"))</l:intygs-lista></l:Svar>\(RIVFixture.certificate(id: "c"))
            """
        #expect(Self.ids(list) == ["intyg-1", "b", "c"])
        // Neither a half one nor one in another document is a certificate of its own.
        #expect(Self.ids("<a>\(bare.dropLast(9))") == [#"endMissing("intyg")"#])
        let update = "CertificateStatusUpdateForCare"
        #expect(Self.ids("<\(update)>\(bare)</\(update)>") == [#"unsupportedDocument("CertificateStatusUpdateForCare")"#])
        #expect(try Self.streamed(Array(list.utf8), chunk: 50) == Self.reader.documents(in: Array(list.utf8)))
    }

    @Test("a certificate that says of itself that it has been revoked is none")
    func cancelled() throws {
        func status(_ code: String) -> String {
            "<c:status><c:part><t:code>HSVARD</t:code></c:part><c:status><t:code>\(code)</t:code></c:status></c:status>"
        }
        let text = try Self.alone(id: "a", extra: status("RECEIV") + status("CANCEL"))
        let fault = try #require(throws: RIVFault.self) { try Self.reader.documents(in: Array(text.utf8))[0].result.get() }
        #expect(fault.reason == .cancelled)
        #expect(Self.ids(try Self.alone(id: "a", extra: status("RECEIV"))) == ["a"])
    }

    @Test("a single document keeps the file's bytes; one of several keeps its own and reads again alone")
    func sources() throws {
        let alone = Array((RIVFixture.declaration + RIVFixture.certificate()).utf8)
        #expect(Self.reader.documents(in: alone)[0].source == RIVSource(bytes: alone, offset: 39, isComplete: true))
        let several = Self.reader.documents(in: Array(Self.soap.utf8))
        for reading in several {
            let again = Self.reader.documents(in: reading.source.bytes)
            #expect(again.count == 1)
            #expect(again[0].result == reading.result)
            let end = reading.source.offset + reading.source.bytes.count
            #expect(Array(Array(Self.soap.utf8)[reading.source.offset..<end]) == reading.source.bytes)
        }
    }

    @Test("encodings: UTF-8 with mark, Latin-1, Windows-1252, UTF-16 with and without mark")
    func encodings() throws {
        let expected = try RIVCertificateTests.certificate(RIVFixture.certificate())
        func text(_ name: String) -> String { "<?xml version='1.0' encoding='\(name)'?>" + RIVFixture.certificate() }
        func latin(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
        func wide(_ text: String, big: Bool) -> [UInt8] {
            text.utf16.flatMap { big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        }
        let inputs: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + text("utf-8").utf8, latin(text("ISO-8859-1")), latin(text("windows-1252")),
            wide("\u{FEFF}" + text("UTF-16"), big: true), wide("\u{FEFF}" + text("UTF-16"), big: false),
            wide(text("UTF-16LE"), big: false),
        ]
        for input in inputs {
            let readings = Self.reader.documents(in: input)
            #expect(try readings.map { try $0.result.get() } == [.certificate(expected)])
            #expect(readings[0].source.bytes == input)
            #expect(try Self.streamed(input, chunk: 97).map(\.result) == readings.map(\.result))
        }
        let two = Self.reader.documents(
            in: latin(
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>\(RIVFixture.certificate())\(RIVFixture.certificate(id: "b"))</a>")
        )
        #expect(Self.ids(two) == ["intyg-1", "b"])
        #expect(Self.reader.documents(in: two[1].source.bytes)[0].result == two[1].result)
    }

    @Test("a stream gives what the whole gives, however it is cut", arguments: [1, 7, 64, 1000, 1 << 20])
    func streams(chunk: Int) throws {
        let text = Self.soap + RIVFixture.declaration + RIVFixture.certificate(id: "sist") + "<RevokeCertificate/>"
        let whole = Self.reader.documents(in: Array(text.utf8))
        let streamed = try Self.streamed(Array(text.utf8), chunk: chunk)
        #expect(streamed == whole)
        #expect(Self.ids(streamed).dropLast() == ["a", "m-1", "sist"])
    }

    @Test("a file is streamed from disk")
    func file() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("riv-\(UUID().uuidString).xml")
        defer { try? FileManager.default.removeItem(at: file) }
        let count = 2_000
        try Data("<alla>\((0..<count).map { RIVFixture.certificate(id: "n\($0)") }.joined())</alla>".utf8).write(to: file)
        var stream = try Self.reader.stream(file: file)
        var ids: [String] = []
        while let reading = try stream.next() { ids += Self.ids([reading]) }
        #expect(ids == (0..<count).map { "n\($0)" })
        #expect(throws: (any Error).self) { try Self.reader.stream(file: file.appendingPathExtension("saknas")) }
    }

    @Test("several threads read at once")
    func threads() async {
        let bytes = Array(Self.soap.utf8)
        let expected = Self.reader.documents(in: bytes)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<200).allSatisfy { _ in Self.reader.documents(in: bytes) == expected } }
            }
            for await same in group { #expect(same) }
        }
    }
}
