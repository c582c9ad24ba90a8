import Foundation
import Interchange
import SickLeave
import Testing

@Suite("A synthetic region written to files reads back")
struct SyntheticFileTests {
    private let region = SyntheticRegion(seed: 3, certificates: 2_500, endDay: SyntheticCast.endDay)

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("synthetic-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("every CSV row reads, and of those with a built-in fault none gets through")
    func csv() throws {
        try withFolder { folder in
            let summary = try SyntheticFiles.write(region, to: folder, format: .csv)
            #expect(summary.certificates == 2_500)
            #expect(summary.defectiveCertificates == 5)
            let written = SyntheticCast.patients(region)
            let sound = Dictionary(uniqueKeysWithValues: written.flatMap(\.certificates).map { ($0.id, $0) })
            let faults = Dictionary(uniqueKeysWithValues: written.flatMap(\.defective).map { ($0.certificate.id, $0.fault) })
            var unreadable = 0
            var rejected = 0
            var seen = 0
            try forEachRow(folder.appendingPathComponent("intyg.csv")) { result in
                guard case .success(.certificate(let certificate)) = result else {
                    unreadable += 1
                    return
                }
                if let original = sound[certificate.id] {
                    seen += 1
                    #expect(certificate.periods == original.periods && certificate.diagnoses == original.diagnoses)
                    #expect(certificate.patient == original.patient && certificate.relations == original.relations)
                } else {
                    #expect(faults[certificate.id] != nil)
                    if CertificateRules.judge(certificate, on: SyntheticCast.endDay).outcome == .rejected { rejected += 1 }
                }
            }
            #expect(seen == 2_500)
            // A wrong check digit never becomes a certificate; which of the other faults the reader itself stops is its affair.
            #expect(unreadable >= faults.values.count { $0 == .checkDigit })
            #expect(unreadable + rejected == faults.count)
        }
    }

    @Test(
        "the other tables read without fault",
        arguments: ["makuleringar", "meddelanden", "kva", "medarbetare", "enheter", "volymer"])
    func otherTables(name: String) throws {
        try withFolder { folder in
            _ = try SyntheticFiles.write(region, to: folder, format: .csv)
            var rows = 0
            try forEachRow(folder.appendingPathComponent(name + ".csv")) { result in
                rows += 1
                #expect(throws: Never.self) { try result.get() }
            }
            #expect(rows > 0)
        }
    }

    @Test("the same region twice is the same files")
    func sameBytes() throws {
        try withFolder { one in
            try withFolder { two in
                _ = try SyntheticFiles.write(region, to: one, format: .csv)
                _ = try SyntheticFiles.write(region, to: two, format: .csv)
                for name in try FileManager.default.contentsOfDirectory(atPath: one.path) {
                    #expect(
                        try Data(contentsOf: one.appendingPathComponent(name))
                            == Data(contentsOf: two.appendingPathComponent(name)))
                }
            }
        }
    }

    @Test("XML documents read back as they were made")
    func xml() throws {
        let reader = RIVReader(today: SyntheticCast.endDay)
        var writer = RIVXMLWriter()
        var documents = 0
        func read(_ bytes: [UInt8]?) throws -> RIVDocument? {
            guard let bytes else { return nil }
            documents += 1
            let readings = reader.documents(in: bytes)
            #expect(readings.count == 1)
            return try readings.first?.result.get()
        }
        for patient in SyntheticCast.patients(region) where patient.identifier.kind == .personal {
            for certificate in patient.certificates {
                guard case .certificate(var read)? = try read(writer.document(certificate)) else {
                    Issue.record("not read as a certificate")
                    continue
                }
                // The stepless extent comes back with its unit; the value is compared through the periods.
                if certificate.kind == .ag114 { read.answers = certificate.answers }
                #expect(read == certificate)
            }
            for revocation in patient.revocations {
                let certificate = try #require(patient.certificates.first { $0.id == revocation.certificate })
                #expect(try read(writer.document(revocation, of: certificate)) == .revocation(revocation))
            }
            for message in patient.messages {
                let certificate = try #require(patient.certificates.first { $0.id == message.certificate })
                // The document says which unit sends; the conversation does not need to.
                var sent = message
                if message.direction == .fromCare { sent.sendingUnit = certificate.careUnit.hsaID }
                #expect(try read(writer.document(message, about: certificate)) == .message(sent))
            }
        }
        #expect(documents > 2_000)
    }

    @Test("XML is one document a file, a thousand files a folder")
    func xmlFiles() throws {
        try withFolder { folder in
            let small = SyntheticRegion(seed: 3, certificates: 1_200, endDay: SyntheticCast.endDay)
            let summary = try SyntheticFiles.write(small, to: folder, format: .xml)
            let first = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("xml/00000000").path)
            #expect(first.count == 1_000)
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("intyg.csv").path))
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("kva.csv").path))
            #expect(summary.certificates == 1_200)
        }
    }

    @Test("what XML has no room for is counted, so that the numbers add up")
    func notInXML() throws {
        try withFolder { folder in
            let region = SyntheticRegion(seed: 1, certificates: 3_000, endDay: SyntheticCast.endDay - 1)
            let summary = try SyntheticFiles.write(region, to: folder, format: .xml)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.appendingPathComponent("xml").path)
            let documents = names.count { $0.contains("/intyg-") }
            #expect(summary.patientsNotInXML > 0 && summary.certificatesNotInXML >= summary.patientsNotInXML)
            #expect(documents + summary.certificatesNotInXML == summary.certificates + summary.defectiveCertificates)
        }
    }

    @Test("a folder that cannot be made is named, with what is in the way")
    func inTheWay() throws {
        try withFolder { folder in
            try Data().write(to: folder)
            let fault = WritingFault(path: folder.path, reason: "det är en fil, ingen mapp")
            #expect(throws: fault) {
                try SyntheticFiles.write(region, to: folder.appendingPathComponent("a/b"), format: .csv)
            }
        }
    }

    private func forEachRow(_ file: URL, _ body: (Result<CSVRecord, CSVFault>) throws -> Void) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        var at = 0
        let reader = try CSVReader(today: SyntheticCast.endDay) { buffer in
            let count = min(buffer.count, bytes.count - at)
            bytes[at..<at + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
            at += count
            return count
        }
        while let entry = try reader.next() { try body(entry.result) }
    }
}
