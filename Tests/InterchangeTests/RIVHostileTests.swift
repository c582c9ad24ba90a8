import Interchange
import SickLeave
import Testing

@Suite("Hostile and broken RIV-TA files")
struct RIVHostileTests {
    static func faults(_ bytes: [UInt8], limits: RIVLimits = .default) -> [RIVFault.Reason] {
        RIVReader(limits: limits, today: RIVCertificateTests.reader.today).documents(in: bytes).compactMap {
            guard case .failure(let fault) = $0.result else { return nil }
            return fault.reason
        }
    }

    static func faults(_ xml: String, limits: RIVLimits = .default) -> [RIVFault.Reason] {
        faults(Array(xml.utf8), limits: limits)
    }

    @Test("a DOCTYPE is refused before any entity is looked at")
    func documentTypes() throws {
        var laughs = "<!DOCTYPE lolz [<!ENTITY l0 \"ha\">"
        for n in 1..<12 { laughs += "<!ENTITY l\(n) \"" + String(repeating: "&l\(n - 1);", count: 10) + "\">" }
        laughs += "]>"
        let patient = RIVFixture.certificate().replacing("Tolvan", with: "&l11;")
        #expect(Self.faults(RIVFixture.declaration + laughs + patient) == [.documentType])
        let external = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        #expect(Self.faults(external + RIVFixture.certificate().replacing("Tolvan", with: "&x;")) == [.documentType])
        // The next XML text of the same file is read.
        let both = RIVFixture.declaration + laughs + patient + RIVFixture.declaration + RIVFixture.certificate(id: "frisk")
        #expect(RIVShapeTests.ids(both) == ["documentType", "frisk"])
        #expect(RIVShapeTests.ids(try RIVShapeTests.streamed(Array(both.utf8), chunk: 50)) == ["documentType", "frisk"])
        // It begins at the same place when the text before it has been left behind.
        let late = Array((RIVFixture.declaration + String(repeating: "<a>\n</a>", count: 40) + laughs + patient).utf8)
        let (whole, pieces) = (RIVCertificateTests.reader.documents(in: late), try RIVShapeTests.streamed(late, chunk: 50))
        #expect(pieces.map(\.result) == whole.map(\.result) && pieces.map(\.source.offset) == whole.map(\.source.offset))
    }

    @Test("an entity that nobody declared is a fault with its line")
    func entities() {
        let xml = RIVFixture.certificate().replacing("Tolvan", with: "&x;")
        #expect(
            RIVCertificateTests.reader.documents(in: Array(xml.utf8))[0].result
                == .failure(RIVFault(.malformed(26), line: 8)))
    }

    @Test("one broken document does not take the others with it")
    func broken() {
        let bad = RIVFixture.certificate(id: "trasig").replacing("</c:version>", with: "</c:versio>")
        let cut = String(RIVFixture.certificate(id: "avklippt").prefix(700))
        let text = "<alla>\n\(RIVFixture.certificate(id: "a"))\n\(bad)\n\(cut)\n\(RIVFixture.certificate(id: "b"))</alla>"
        #expect(RIVShapeTests.ids(text) == ["a", "malformed(76)", "endMissing(\"RegisterCertificate\")", "b"])
        let texts = RIVFixture.declaration + cut + "<!-- " + RIVFixture.declaration + RIVFixture.certificate(id: "b")
        #expect(RIVShapeTests.ids(texts) == ["endMissing(\"RegisterCertificate\")", "b"])
        let readings = RIVCertificateTests.reader.documents(in: Array(text.utf8))
        #expect(String(decoding: readings[1].source.bytes, as: UTF8.self) == bad)
        guard case .failure(let fault) = readings[1].result else { return }
        // The declaration of the broken tag: one line of wrapper, one whole certificate, its own fourth line.
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("</c:versio>") }! + 1
        #expect(fault.line == line)
    }

    @Test("a truncated file says so, wherever it was cut")
    func truncated() {
        let whole = Array((RIVFixture.declaration + RIVFixture.certificate()).utf8)
        for length in stride(from: 120, to: whole.count, by: 37) {
            #expect(Self.faults(Array(whole[..<length])) == [.endMissing("RegisterCertificate")])
        }
        #expect(Self.faults(Array(whole[500...])) == [.startMissing("RegisterCertificate")])
    }

    @Test("NUL, wrong and unknown encodings")
    func bytes() {
        let certificate = Array(RIVFixture.certificate().utf8)
        var nul = certificate
        nul[900] = 0
        #expect(Self.faults(nul) == [.nul])
        var latin = certificate
        latin[latin.firstRange(of: Array("å".utf8))!.lowerBound] = 0xE5
        #expect(Self.faults(latin) == [.notEncodedAs("UTF-8")])
        #expect(
            Self.faults("<?xml version=\"1.0\" encoding=\"KOI8-R\"?>" + RIVFixture.certificate()) == [.unknownEncoding("KOI8-R")])
        // Written as UTF-8 by a program that named another.
        for name in ["UTF-16", "utf-16le", "ISO-8859-1", "windows-1252"] {
            let text = RIVFixture.certificate()
            let readings = RIVCertificateTests.reader.documents(
                in: Array("<?xml version=\"1.0\" encoding=\"\(name)\"?>\(text)".utf8))
            #expect(
                readings.map { try? $0.result.get() }
                    == RIVCertificateTests.reader.documents(in: Array(text.utf8)).map { try? $0.result.get() })
            #expect(readings.count == 1 && (try? readings[0].result.get()) != nil)
        }
        #expect(
            Self.faults(
                Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>".utf8) + certificate.map { $0 == 0x54 ? 0x81 : $0 }) == [
                    .notEncodedAs("windows-1252")
                ])
    }

    @Test("what is no certificate at all says what it is")
    func others() {
        #expect(Self.faults("") == [.empty])
        #expect(Self.faults(" \n\u{FEFF} ") == [.empty])
        #expect(Self.faults("id;namn\n1;2\n") == [.notXML])
        #expect(Self.faults("<html><body/></html>") == [.noDocument(root: "html")])
        #expect(
            Self.faults("<CertificateStatusUpdateForCare><intyg/></CertificateStatusUpdateForCare>") == [
                .unsupportedDocument("CertificateStatusUpdateForCare")
            ])
        #expect(Self.faults("<RegisterCertificate/>") == [.missing(.certificate)])
        #expect(Self.faults("<RegisterCertificate><utlatande/></RegisterCertificate>") == [.missing(.certificate)])
        for text in ["", "id;namn", "<html/>"] {
            #expect(throws: Never.self) {
                let streamed = try RIVShapeTests.streamed(Array(text.utf8), chunk: 3)
                #expect(streamed == RIVCertificateTests.reader.documents(in: Array(text.utf8)))
            }
        }
    }

    @Test("limits on size, depth and number of elements")
    func limits() throws {
        let limits = RIVLimits(bytesPerDocument: 5_000, depth: 12, elements: 200)
        let large = RIVFixture.certificate(id: "stort", answers: String(repeating: " ", count: 6_000))
        let text = "<alla>\(RIVFixture.certificate(id: "a"))\(large)\(RIVFixture.certificate(id: "b"))</alla>"
        #expect(Self.faults(text, limits: limits) == [.tooLarge(limit: 5_000)])
        for chunk in [100, 1_700] {
            let readings = try RIVShapeTests.streamed(Array(text.utf8), chunk: chunk, limits: limits)
            #expect(RIVShapeTests.ids(readings) == ["a", "tooLarge(limit: 5000)", "b"])
            #expect(readings.map(\.source.isComplete) == [true, false, true])
            #expect(readings.allSatisfy { $0.source.bytes.count <= 5_000 + chunk })
        }
        let deep = String(repeating: "<x>", count: 20) + String(repeating: "</x>", count: 20)
        #expect(Self.faults(RIVFixture.certificate(answers: deep), limits: limits) == [.tooDeep(limit: 12)])
        #expect(
            Self.faults(RIVFixture.certificate(answers: String(repeating: "<x/>", count: 300)), limits: limits) == [
                .tooManyElements(limit: 200)
            ])
        let abyss = "<RegisterCertificate>" + String(repeating: "<x>", count: 100_000) + "</RegisterCertificate>"
        #expect(Self.faults(abyss) == [.tooDeep(limit: 64)])
    }

    @Test(
        "gigabytes of nothing cost no memory: text, an endless tag, an endless comment",
        arguments: ["x", "<x ", "<!-- ", "<x y=\""])
    func endless(start: String) throws {
        var chunks = 400
        var stream = RIVReader(limits: RIVLimits(bytesPerDocument: 1 << 16), today: RIVCertificateTests.reader.today).stream {
            chunks -= 1
            if chunks == 399 { return Array(start.utf8) }
            if chunks == 0 { return Array("-->\"></x>\(RIVFixture.certificate())".utf8) }
            return chunks < 0 ? [] : [UInt8](repeating: UInt8(ascii: "y"), count: 1 << 16)
        }
        var readings: [RIVReading] = []
        while let reading = try stream.next() { readings.append(reading) }
        #expect(RIVShapeTests.ids(readings).last == "intyg-1")
        #expect(readings.allSatisfy { $0.source.bytes.count <= 1 << 18 })
    }

    @Test("random damage crashes nothing, and a stream finds what the whole finds")
    func damage() throws {
        let intact = Array((RIVShapeTests.soap + RIVMedicalCertificateTests.xml).utf8)
        var seed: UInt64 = 20_261_121
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let fragments = [
            "<", ">", "\"", "&", "<!--", "]]>", "<?xml ", "<!DOCTYPE", "\0", "</r:RegisterCertificate>", "<r:RevokeCertificate ",
        ]
        for _ in 0..<300 {
            var bytes = intact
            for _ in 0...random(3) {
                let start = random(bytes.count)
                switch random(3) {
                case 0: bytes[start] = UInt8(random(256))
                case 1: bytes.removeSubrange(start..<min(bytes.count, start + 1 + random(400)))
                default: bytes.insert(contentsOf: fragments[random(fragments.count)].utf8, at: start)
                }
            }
            let whole = RIVCertificateTests.reader.documents(in: bytes)
            #expect(try RIVShapeTests.streamed(bytes, chunk: 1 + random(500)).map(\.result) == whole.map(\.result))
        }
    }

    @Test("every fault is a Swedish sentence that says what to do")
    func sentences() {
        for input in ["", "x", "<a/>", "<RegisterCertificate>", "<!DOCTYPE a>", RIVFixture.certificate(type: "DB")] {
            guard case .failure(let fault) = RIVCertificateTests.reader.documents(in: Array(input.utf8))[0].result else {
                Issue.record("read: \(input)")
                continue
            }
            #expect(fault.swedish.hasSuffix("."))
            #expect(fault.swedish.count > 40)
        }
    }

    @Test("an old FK 7263 with as many strange elements as may be is read whole, in one pass")
    func manyStrange() throws {
        let count = 20_000
        let strange = String(
            repeating: "<a>x</a><medicinsktTillstand><tillstandskod code=\"S62\"/></medicinsktTillstand>", count: count)
        let xml = RIVMedicalCertificateTests.xml.replacing("<kommentar>", with: strange + "<kommentar>")
        let certificate = try RIVCertificateTests.certificate(xml)
        #expect(certificate.answers.first { $0.question == "ovrigt" }?.parts[0].value.text.utf8.count == 2 * count - 1)
        #expect(certificate.answers.first { $0.question == "6" }?.parts.count == count + 1)
    }
}
