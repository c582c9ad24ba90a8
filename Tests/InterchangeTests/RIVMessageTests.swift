import Interchange
import SickLeave
import Testing

@Suite("RIV-TA messages and revocations")
struct RIVMessageTests {
    static func document(_ xml: String) throws -> RIVDocument {
        try RIVCertificateTests.reader.documents(in: Array(xml.utf8))[0].result.get()
    }

    static func message(_ xml: String) throws -> CaseMessage {
        guard case .message(let message) = try document(xml) else { throw RIVFault(.notXML) }
        return message
    }

    @Test("a completion request names its questions")
    func completion() throws {
        let extra = """
            <m:komplettering><m:frage-id>35</m:frage-id><m:instans>2</m:instans><m:text>Vad är nedsatt?</m:text></m:komplettering>
            <m:komplettering><m:frage-id>17.1</m:frage-id><m:text>Exempel?</m:text></m:komplettering>
            <m:referens-id>FK-2026-17</m:referens-id>
            <m:skickatAv><m:part><t:code>FKASSA</t:code></m:part><m:kontaktInfo>Helga Handläggare</m:kontaktInfo>
            <m:kontaktInfo>010-123 45 67</m:kontaktInfo></m:skickatAv>
            <m:sistaDatumForSvar>2026-03-20</m:sistaDatumForSvar>
            """
        let message = try Self.message(RIVFixture.message(subject: "KOMPLT", extra: extra))
        #expect(message.id.rawValue == "m-1")
        #expect(message.certificate.rawValue == "intyg-1")
        #expect(message.subject == .completion)
        #expect(message.direction == .fromAgency)
        #expect(message.sentAt == LocalTime(iso: "2026-03-09T10:00:00"))
        #expect(message.heading == "Om ryggen")
        #expect(message.text == "Beskriv arbetet.\nTack.")
        #expect(
            message.questions == [
                CaseMessage.Question(question: "35", instance: 2, text: "Vad är nedsatt?"),
                CaseMessage.Question(question: "17", instance: nil, text: "Exempel?"),
            ])
        #expect(message.answerBy == Day(iso: "2026-03-20"))
        #expect(message.receiver == "SE999-ENHET1")
        #expect(message.reference == "FK-2026-17" && message.contact == "Helga Handläggare\n010-123 45 67")
    }

    @Test(
        "subjects are read short and written out",
        arguments: [
            ("KOMPLT", CaseMessage.Subject.completion), ("KOMPLETTERING", .completion), ("AVSTMN", .caseConference),
            ("AVSTAMNINGSMOTE", .caseConference), ("KONTKT", .contact), ("KONTAKT", .contact), ("OVRIGT", .other),
            ("Övrigt", .other), ("PAMINN", .reminder), ("PAMINNELSE", .reminder),
        ])
    func subjects(code: String, subject: CaseMessage.Subject) throws {
        #expect(try Self.message(RIVFixture.message(subject: code)).subject == subject)
    }

    @Test("a message of care goes the other way; answers and reminders name their message")
    func references() throws {
        let extra = """
            <m:paminnelseMeddelande-id>m-0</m:paminnelseMeddelande-id>
            <m:svarPa><c:meddelande-id xmlns:c="urn:x">m-7</c:meddelande-id></m:svarPa>
            """
        let message = try Self.message(RIVFixture.message(subject: "PAMINN", root: "SendMessageToRecipient", extra: extra))
        #expect(message.direction == .fromCare)
        #expect(message.remindsOf?.rawValue == "m-0")
        #expect(message.answers?.rawValue == "m-7")
    }

    @Test("an identity that cannot be read is left out of a message; a subject that cannot be read is a fault")
    func unreadable() throws {
        #expect(try Self.message(RIVFixture.message(subject: "KOMPLT", patient: "okänd")).patient == nil)
        #expect(throws: RIVFault(.unknownSubject(code: "SKVALLER"), line: 6)) {
            try Self.message(RIVFixture.message(subject: "SKVALLER"))
        }
    }

    @Test("revocations are read in both generations")
    func revocations() throws {
        let new = """
            <r:RevokeCertificate xmlns:r="urn:r" xmlns:t="urn:t"><r:meddelande>Fel patient</r:meddelande>
            <r:skickatTidpunkt>2026-03-03T09:00:00</r:skickatTidpunkt>
            <r:intygs-id><t:root>x</t:root><t:extension>intyg-1</t:extension></r:intygs-id>
            <r:patientPerson-id><t:root>1.2.752.129.2.1.3.1</t:root><t:extension>191212121212</t:extension></r:patientPerson-id>
            <r:skickatAv><r:personal-id><t:root>y</t:root><t:extension>SE999-LAKARE</t:extension></r:personal-id>
            <r:fullstandigtNamn>Östen Exempel</r:fullstandigtNamn></r:skickatAv></r:RevokeCertificate>
            """
        let old = """
            <r:RevokeMedicalCertificate xmlns:r="urn:r" xmlns="urn:q"><r:revoke><vardReferens-id>v</vardReferens-id>
            <avsantTidpunkt>2014-03-03T09:00:00</avsantTidpunkt><adressVard><hosPersonal>
            <personal-id root="y" extension="SE999-LAKARE"/><fullstandigtNamn>Östen Exempel</fullstandigtNamn></hosPersonal></adressVard>
            <lakarutlatande><lakarutlatande-id>gammalt-1</lakarutlatande-id>
            <patient><person-id root="1.2.752.129.2.1.3.1" extension="191212121212"/></patient></lakarutlatande>
            <meddelande>Fel patient</meddelande></r:revoke></r:RevokeMedicalCertificate>
            """
        let issuer = Issuer(hsaID: HSAID("SE999-LAKARE")!, name: "Östen Exempel")
        let patient = PersonIdentifier(kind: .personal, canonical: "191212121212")
        #expect(
            try Self.document(new)
                == .revocation(
                    Revocation(
                        certificate: Certificate.ID(rawValue: "intyg-1"), patient: patient,
                        revokedAt: LocalTime(iso: "2026-03-03T09:00:00"),
                        reason: "Fel patient", revokedBy: issuer)))
        #expect(
            try Self.document(old)
                == .revocation(
                    Revocation(
                        certificate: Certificate.ID(rawValue: "gammalt-1"), patient: patient,
                        revokedAt: LocalTime(iso: "2014-03-03T09:00:00"),
                        reason: "Fel patient", revokedBy: issuer)))
    }

    @Test(
        "a patient's number that cannot be read is a fault of a revocation: whose certificate it is could not be told; none is none"
    )
    func patient() {
        func result(_ number: String) -> Result<RIVDocument, RIVFault> {
            let xml = RIVFixture.message(subject: "x", root: "RevokeCertificate", patient: number)
            return RIVCertificateTests.reader.documents(in: Array(xml.utf8))[0].result
        }
        #expect(result("19121212121") == .failure(RIVFault(.patient(.form), line: 4)))
        #expect((try? result("").get()) != nil && (try? result("191212121212").get()) != nil)
    }
}
