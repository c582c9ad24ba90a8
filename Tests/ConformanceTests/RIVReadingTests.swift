import Foundation
import Interchange
import SickLeave
import Testing

/// The national services' published example files, read in place.
enum RIVExamples {
    static let directory: URL? = {
        let given = ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"]
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let directory = given.map { URL(fileURLWithPath: $0) } ?? package.appendingPathComponent("../shared/conformance")
        return FileManager.default.fileExists(atPath: directory.path) ? directory : nil
    }()

    static func files(_ folder: String) -> [URL] {
        guard let directory,
            let all = try? FileManager.default.contentsOfDirectory(
                at: directory.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        else { return [] }
        return all.filter { $0.pathExtension == "xml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    static let reader = RIVReader(today: Day(iso: "2026-11-21")!)

    static func read(_ file: URL) throws -> [RIVReading] { reader.documents(in: Array(try Data(contentsOf: file))) }

    static func certificate(_ file: URL) throws -> Certificate {
        let readings = try read(file)
        try #require(readings.count == 1)
        guard case .certificate(let certificate) = try readings[0].result.get() else {
            throw RIVFault(.noDocument(root: file.lastPathComponent))
        }
        return certificate
    }

    /// The file's text without comments, for looking at it with other eyes than the reader's.
    static func text(_ file: URL) throws -> String {
        var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        while let start = text.range(of: "<!--"), let end = text.range(of: "-->", range: start.upperBound..<text.endIndex) {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return text
    }

    /// What stands between `start` and `end`, every time.
    static func between(_ start: String, _ end: String, in text: String) -> [String] {
        text.components(separatedBy: start).dropFirst().compactMap { $0.components(separatedBy: end).first }
    }
}

@Suite(
    "Reading the national examples",
    .enabled(
        if: RIVExamples.directory != nil, "the shared conformance files are missing; set SAKKUNNIG_CONFORMANCE to their directory"
    ))
struct RIVReadingTests {
    static let numbered = RIVExamples.files("fk7804/valid") + RIVExamples.files("fk7263/register-certificate-v3")

    @Test("every valid certificate is read whole, in the sender's order", arguments: numbered)
    func valid(file: URL) throws {
        let certificate = try RIVExamples.certificate(file)
        let text = try RIVExamples.text(file)
        #expect(certificate.answers.flatMap(\.parts).map(\.id) == RIVExamples.between("delsvar id=\"", "\"", in: text))
        #expect(
            certificate.answers.map(\.question) == RIVExamples.between("svar id=\"", "\"", in: text).filter { !$0.contains(".") })
        // A row of AG1-14 at 0 percent is no sick leave.
        let rows = RIVExamples.between("datePeriod>", "datePeriod>", in: text).count { $0.contains("start>") }
        let none = RIVExamples.between("value>", "<", in: text).count {
            Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) == 0
        }
        #expect(certificate.periods.count == rows - none)
    }

    @Test("every old FK 7263 is read whole", arguments: RIVExamples.files("fk7263/register-medical-certificate"))
    func old(file: URL) throws {
        let certificate = try RIVExamples.certificate(file)
        let text = try RIVExamples.text(file)
        let read = certificate.answers.flatMap(\.parts).map(\.value)
        for element in ["beskrivning", "motivering", "kommentar", "typAvArbetsuppgift", "vardkontaktstid", "datum"] {
            for words in RIVExamples.between("<\(element)>", "</", in: text) where !words.contains("&") {
                #expect(read.contains { $0.text.contains(words) })
            }
        }
        for start in RIVExamples.between("<varaktighetFrom>", "<", in: text) {
            #expect(certificate.periods.contains { $0.days.first == Day(iso: start) })
        }
        for code in RIVExamples.between("tillstandskod code=\"", "\"", in: text) {
            #expect(certificate.diagnoses.contains { $0.code.code == code })
        }
        #expect(certificate.isInfectionCarrier == text.contains("Avstangning_enligt_SmL_pga_smitta"))
    }

    @Test(
        "the same scenario reads alike in both generations of FK 7263",
        arguments: RIVExamples.files("fk7263/register-certificate-v3"))
    func alike(file: URL) throws {
        let old = RIVExamples.files("fk7263/register-medical-certificate").filter {
            $0.lastPathComponent == file.lastPathComponent
        }
        guard let old = old.first else { return }
        func content(_ certificate: Certificate) -> Set<Answer> {
            Set(
                certificate.answers.map { answer in
                    var answer = answer
                    // The old form has no row numbers; a single row is the first.
                    answer.instance = max(1, answer.instance)
                    for index in answer.parts.indices {
                        // How a code is printed is not what it says.
                        if case .code(var code) = answer.parts[index].value {
                            code.display = ""
                            answer.parts[index].value = .code(code)
                        }
                    }
                    return answer
                })
        }
        let (a, b) = (try RIVExamples.certificate(old), try RIVExamples.certificate(file))
        // Some boxes of the old form have no number that we know; then the later form's own questions differ.
        if a.answers.allSatisfy({ Int($0.question) != nil }) { #expect(content(a) == content(b)) }
        #expect(
            a.id == b.id && a.patient == b.patient && a.signedAt == b.signedAt && a.careUnit == b.careUnit && a.issuer == b.issuer
        )
        #expect(a.periods == b.periods && a.diagnoses == b.diagnoses && a.occupations == b.occupations)
    }

    @Test("every invalid certificate is read, for the rules to judge", arguments: RIVExamples.files("fk7804/invalid"))
    func invalid(file: URL) throws {
        let certificate = try RIVExamples.certificate(file)
        #expect(
            certificate.answers.flatMap(\.parts).map(\.id)
                == RIVExamples.between("delsvar id=\"", "\"", in: try RIVExamples.text(file)))
    }

    @Test("every message and revocation is read", arguments: RIVExamples.files("messages"))
    func messages(file: URL) throws {
        let text = try RIVExamples.text(file)
        let readings = try RIVExamples.read(file)
        try #require(readings.count == 1)
        switch try readings[0].result.get() {
        case .certificate: Issue.record("a certificate among the messages")
        case .message(let message):
            #expect(message.id.rawValue == RIVExamples.between("meddelande-id>", "<", in: text).first)
            #expect(message.certificate.rawValue == RIVExamples.between("extension>", "<", in: text).first)
            #expect(message.questions.count == text.components(separatedBy: "<komplettering>").count - 1)
            #expect(message.answerBy?.description == RIVExamples.between("sistaDatumForSvar>", "<", in: text).first)
            #expect(message.patient?.canonical.hasSuffix("1212121212") == true)
        case .revocation(let revocation):
            #expect(revocation.certificate.rawValue == RIVExamples.between("extension>", "<", in: text).first)
            #expect(revocation.revokedAt != nil && revocation.revokedBy != nil)
        }
    }

    @Test("the answers of version 2 are read from the prefill example", arguments: RIVExamples.files("fk7804/prefill"))
    func version2(file: URL) throws {
        // A prefill is no certificate: its answers are put into one.
        let text = try RIVExamples.text(file)
        guard let start = text.range(of: "<ns3:svar"), let end = text.range(of: "</ns3:forifyllnad>") else { return }
        let head = """
            <RegisterCertificate><intyg xmlns:ns2="a" xmlns:ns3="b" xmlns:ns4="c"><intygs-id><extension>v2</extension></intygs-id>
            <typ><code>FK7804</code></typ><version>2.0</version><signeringstidpunkt>2025-07-04T10:00:00</signeringstidpunkt>
            <patient><person-id><root>1.2.752.129.2.1.3.1</root><extension>191212121212</extension></person-id></patient>
            <skapadAv><enhet><enhets-id><extension>E</extension></enhets-id><vardgivare><vardgivare-id><extension>V</extension></vardgivare-id></vardgivare></enhet></skapadAv>
            """
        let xml = head + text[start.lowerBound..<end.lowerBound] + "</intyg></RegisterCertificate>"
        guard case .certificate(let certificate) = try RIVExamples.reader.documents(in: Array(xml.utf8))[0].result.get() else {
            Issue.record("no certificate")
            return
        }
        #expect(certificate.answers.flatMap(\.parts).map(\.id) == RIVExamples.between("delsvar id=\"", "\"", in: text))
        #expect(certificate.diagnoses.map(\.code.code) == ["A78", "A25"])
        #expect(certificate.periods.map(\.extent) == [.threeQuarters])
        #expect(certificate.occupations == [.work])
        #expect(RIVShape.firstFault(in: text) == .noDocument(root: "forifyllnad"))
    }
}

private enum RIVShape {
    static func firstFault(in text: String) -> RIVFault.Reason? {
        guard case .failure(let fault)? = RIVExamples.reader.documents(in: Array(text.utf8)).first?.result else { return nil }
        return fault.reason
    }
}
