import Interchange
import SickLeave
import Testing

@Suite("The heads of RIV-TA documents")
struct RIVHeadTests {
    /// Why the only document was not read; nil when it was.
    static func reason(_ xml: String) -> RIVFault.Reason? {
        let readings = RIVCertificateTests.reader.documents(in: Array(xml.utf8))
        guard readings.count == 1, case .failure(let fault) = readings[0].result else { return nil }
        #expect(!fault.swedish.isEmpty && fault.line != nil)
        return fault.reason
    }

    @Test(
        "what there is one of and stands twice is a fault: one of the two would be lost",
        arguments: [
            ("c:version>", .version), ("c:signeringstidpunkt>", .signedAt), ("c:skickatTidpunkt>", .sentAt),
            ("c:patient>", .patient), ("c:person-id>", .patient), ("c:skapadAv>", .createdBy), ("c:personal-id>", .staffID),
            ("c:fullstandigtNamn>", .createdBy), ("c:enhet>", .careUnit), ("c:enhets-id>", .careUnit),
            ("c:vardgivare>", .careProvider), ("c:vardgivare-id>", .careProvider), ("c:intygs-id>", .certificateID),
            ("c:typ>", .certificateType),
        ] as [(String, RIVField)])
    func repeated(element: String, field: RIVField) {
        #expect(Self.reason(Self.twice(element, in: RIVFixture.certificate())) == .repeated(field))
    }

    @Test(
        "the same of messages",
        arguments: [
            ("m:meddelande-id>", .messageID), ("m:skickatTidpunkt>", .sentAt), ("m:intygs-id>", .certificateID),
            ("m:patientPerson-id>", .patient), ("m:logiskAdressMottagare>", .receiver), ("m:amne>", .subject),
            ("m:rubrik>", .heading), ("m:meddelande>", .message), ("m:sistaDatumForSvar>", .answerBy),
            ("m:frage-id>", .questionID), ("m:instans>", .instance), ("m:text>", .completion),
            ("m:paminnelseMeddelande-id>", .remindsOf), ("m:svarPa>", .answersTo), ("m:skickatAv>", .sentBy),
        ] as [(String, RIVField)])
    func repeatedInMessage(element: String, field: RIVField) {
        let message = RIVFixture.message(subject: "KOMPLT", extra: Self.extra)
        #expect(Self.reason(message) == nil)
        #expect(Self.reason(Self.twice(element, in: message)) == .repeated(field))
    }

    private static let extra = """
        <m:paminnelseMeddelande-id>m-0</m:paminnelseMeddelande-id><m:svarPa><m:meddelande-id>m-2</m:meddelande-id></m:svarPa>\
        <m:sistaDatumForSvar>2026-03-23</m:sistaDatumForSvar><m:komplettering><m:frage-id>35</m:frage-id>\
        <m:instans>1</m:instans><m:text>Mer</m:text></m:komplettering><m:skickatAv><m:part/></m:skickatAv>
        """

    /// With the first element of the name written once more after itself.
    private static func twice(_ element: String, in xml: String) -> String {
        guard let start = xml.firstRange(of: "<" + element), let end = xml.firstRange(of: "</" + element) else {
            Issue.record("\(element) is not there")
            return xml
        }
        let whole = String(xml[start.lowerBound..<end.upperBound])
        return xml.replacing(whole, with: whole + whole, maxReplacements: 1)
    }

    @Test(
        "what stands in a message's head must be readable, and not years ahead",
        arguments: [
            ("2026-03-23</m:sista", "2026-02-30</m:sista", .unreadable(.answerBy, "2026-02-30")),
            ("2026-03-23</m:sista", "2046-03-23</m:sista", .tooFarAhead(.answerBy, "2046-03-23")),
            ("2026-03-09T10:00:00", "i går", .unreadable(.sentAt, "i går")),
            ("2026-03-09T10:00:00", "2046-03-09T10:00:00", .tooFarAhead(.sentAt, "2046-03-09T10:00:00")),
            (">1</m:instans", ">ett</m:instans", .unreadable(.instance, "ett")),
            (">35</m:frage", "></m:frage", .missing(.questionID)),
        ] as [(String, String, RIVFault.Reason)])
    func unreadable(good: String, bad: String, reason: RIVFault.Reason) {
        #expect(Self.reason(RIVFixture.message(subject: "KOMPLT", extra: Self.extra).replacing(good, with: bad)) == reason)
    }

    @Test("the same of certificates and revocations")
    func unreadableElsewhere() {
        let certificate = RIVFixture.certificate()
        #expect(
            Self.reason(certificate.replacing("2026-03-02T08:31:00", with: "2026-02-30T08:31:00"))
                == .unreadable(.sentAt, "2026-02-30T08:31:00"))
        let revocation = """
            <r:RevokeCertificate xmlns:r="urn:r" xmlns:t="urn:t"><r:skickatTidpunkt>2026-03-03T09:00:00</r:skickatTidpunkt>
            <r:intygs-id><t:root>x</t:root><t:extension>intyg-1</t:extension></r:intygs-id></r:RevokeCertificate>
            """
        #expect(Self.reason(revocation) == nil)
        #expect(
            Self.reason(revocation.replacing("2026-03-03T", with: "2046-03-03T"))
                == .tooFarAhead(.sentAt, "2046-03-03T09:00:00"))
        #expect(
            Self.reason(revocation.replacing("2026-03-03T", with: "2026-02-30T"))
                == .unreadable(.sentAt, "2026-02-30T09:00:00"))
    }

    @Test("a day or time that XML allows is read: with a zone, and the midnight that ends a day")
    func zones() throws {
        let xml = RIVFixture.message(subject: "KOMPLT", extra: Self.extra)
            .replacing("2026-03-23</m:sista", with: "2026-03-23+01:00</m:sista")
            .replacing("2026-03-09T10:00:00", with: "2026-03-09T24:00:00")
        let message = try RIVMessageTests.message(xml)
        #expect(message.questions.map(\.instance) == [1])
        #expect(
            try RIVMessageTests.message(xml.replacing(">1</m:instans", with: ">0</m:instans")).questions.map(\.instance) == [nil])
        #expect(message.answerBy == Day(iso: "2026-03-23") && message.sentAt == LocalTime(iso: "2026-03-10"))
        let certificate = try RIVCertificateTests.certificate(
            RIVFixture.certificate().replacing("<t:start>2026-03-02<", with: "<t:start>2026-03-02+01:00<"))
        #expect(certificate.periods == (try RIVCertificateTests.certificate(RIVFixture.certificate())).periods)
    }

    @Test("a relation is read whatever its case; one of an unknown kind, or to nothing, is a fault")
    func relations() throws {
        func relation(_ code: String, _ id: String) -> String {
            RIVFixture.certificate(
                extra: """
                    <c:relation><c:typ><t:code>\(code)</t:code></c:typ><c:intygs-id><t:root>x</t:root>\
                    <t:extension>\(id)</t:extension></c:intygs-id></c:relation>
                    """)
        }
        #expect(
            try RIVCertificateTests.certificate(relation("ersatt", "gammalt")).relations == [
                CertificateRelation(kind: .replaces, certificate: .init(rawValue: "gammalt"))
            ])
        #expect(Self.reason(relation("SLAKT", "gammalt")) == .unreadable(.relation, "SLAKT"))
        #expect(Self.reason(relation("ERSATT", "")) == .missing(.relation))
        #expect(Self.reason(relation("", "gammalt")) == .missing(.relation))
    }

    @Test("an attribute of another namespace is no field, and an ampersand in one of ours is an ampersand")
    func attributes() throws {
        let plain = RIVFixture.certificate()
        let odd =
            plain
            .replacing("<c:svar id=", with: "<c:svar xml:id=\"s\" id=")
            .replacing("<c:patient>", with: "<c:patient xmlns:w=\"urn:w\" w:extension=\"x\">")
        #expect(try RIVCertificateTests.certificate(odd) == (try RIVCertificateTests.certificate(plain)))
        let old = RIVMedicalCertificateTests.xml.replacing(
            "codeSystemName=\"ICD-10\"", with: "codeSystemName=\"ICD-10\" displayName=\"Sår &amp; &#38;ont&amp;#38;\"")
        #expect(
            try RIVCertificateTests.certificate(old).answers.contains { answer in
                if case .code(let coded)? = answer.part("6.2") { coded.display == "Sår & &ont&#38;" } else { false }
            })
    }

    @Test("what stands in an answer beside its parts is a fault, whatever the form")
    func beside() {
        for type in ["LISJP", "FK7263"] {
            let xml = RIVFixture.certificate(
                type: type, answers: RIVFixture.answer("25", "<c:delsvar id=\"25.1\">Hej</c:delsvar><x:mer>VIKTIGT</x:mer>"))
            #expect(
                Self.reason(xml.replacing("<r:intyg>", with: "<r:intyg xmlns:x=\"urn:x\">"))
                    == .nested(part: "25, Övriga upplysningar,"))
            let field = RIVFixture.code("28.1", "STUDIER", "KV_FKMU_0002").replacing("</t:cv>", with: "<t:mer>ja</t:mer></t:cv>")
            #expect(
                Self.reason(RIVFixture.certificate(type: type, answers: RIVFixture.answer("28", row: 1, field)))
                    == .nested(part: "28.1, Sysselsättning,"))
        }
    }

    @Test(
        "what the contract does not have in a certificate, with words in it, is a fault",
        arguments: [
            "<c:Svar id=\"25\"><c:delsvar id=\"25.1\">Tack</c:delsvar></c:Svar>", "<x><c:svar id=\"25\"/>ord</x>",
            "ord mellan svaren",
            "<c:anteckning>Ring mig</c:anteckning>",
        ])
    func strange(extra: String) {
        let fault = Self.fault(RIVFixture.certificate(extra: extra))
        #expect(fault?.reason == .nested(part: "") && fault?.swedish.contains("Intyget eller ett svar") == true)
    }

    @Test("what it has there beside answers is passed over, and what says nothing")
    func known() {
        for extra in [
            "<c:mottagare><t:code>FKASSA</t:code></c:mottagare>", "<x/>",
            "<u:underskrift xmlns:u=\"u\"><s>c2ln</s></u:underskrift>",
        ] {
            #expect(Self.fault(RIVFixture.certificate(extra: extra)) == nil, "\(extra)")
        }
    }

    @Test("an answer beside the certificate, and a form without version")
    func lost() {
        let beside = RIVFixture.certificate().replacing("</r:intyg>", with: "</r:intyg><c:svar id=\"25\"/>")
        #expect(Self.fault(beside)?.reason == .nested(part: ""))
        #expect(Self.fault(RIVFixture.certificate(version: ""))?.reason == .missing(.version))
    }

    @Test("a fault in an answer names the question as the form does")
    func named() {
        let answer = RIVFixture.answer("29", "<c:delsvar id=\"29.1\"><x>Bagare</x></c:delsvar>")
        #expect(
            Self.fault(RIVFixture.certificate(answers: answer))?.swedish.contains("Svar 29.1, Yrke och arbetsuppgifter, har")
                == true)
    }

    private static func fault(_ xml: String) -> RIVFault? {
        guard case .failure(let fault) = RIVCertificateTests.reader.documents(in: Array(xml.utf8))[0].result else { return nil }
        return fault
    }
}
