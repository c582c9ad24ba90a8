import Foundation
import Interchange
import SickLeave
import Testing

/// The national schemas beside the project, and the tool that reads them; the test says so when either is missing.
private enum Schemas {
    static let root: URL = {
        let environment = ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"]
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
        let conformance = environment.map { URL(fileURLWithPath: $0) } ?? package.appendingPathComponent("../shared/conformance")
        return conformance.standardizedFileURL.appendingPathComponent("fk7804/xsd/interactions")
    }()
    static let tool = "/usr/bin/xmllint"
    static var areHere: Bool {
        FileManager.default.fileExists(atPath: root.path) && FileManager.default.isExecutableFile(atPath: tool)
    }

    /// One schema that imports the four contracts.
    static func write(to file: URL) throws {
        let contracts = [
            ("RegisterCertificateResponder:3", "RegisterCertificateInteraction/RegisterCertificateResponder_3.1.xsd"),
            ("RevokeCertificateResponder:2", "RevokeCertificateInteraction/RevokeCertificateResponder_2.1.xsd"),
            ("SendMessageToCareResponder:2", "SendMessageToCareInteraction/SendMessageToCareResponder_2.0.xsd"),
            ("SendMessageToRecipientResponder:2", "SendMessageToRecipientInteraction/SendMessageToRecipientResponder_2.1.xsd"),
        ]
        let imports = contracts.map { name, path in
            "<import namespace=\"urn:riv:clinicalprocess:healthcond:certificate:\(name)\""
                + " schemaLocation=\"\(root.path)/\(path)\"/>"
        }
        try "<schema xmlns=\"http://www.w3.org/2001/XMLSchema\">\(imports.joined())</schema>".write(
            to: file, atomically: false, encoding: .utf8)
    }
}

@Suite("The XML is valid against the national schemas")
struct RIVXMLWriterSchemaTests {
    @Test("certificates, revocations and messages", .enabled(if: Schemas.areHere, "the national schemas or xmllint are missing"))
    func valid() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schemas-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let region = SyntheticRegion(seed: 11, certificates: 900, endDay: SyntheticCast.endDay)
        _ = try SyntheticFiles.write(region, to: folder, format: .xml)
        let schema = folder.appendingPathComponent("all.xsd")
        try Schemas.write(to: schema)
        let documents = folder.appendingPathComponent("xml/00000000")
        let names = try FileManager.default.contentsOfDirectory(atPath: documents.path)
        for kind in ["intyg-", "makulering-", "meddelande-"] { #expect(names.contains { $0.hasPrefix(kind) }) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Schemas.tool)
        process.arguments =
            ["--nonet", "--noout", "--schema", schema.path] + names.map { documents.appendingPathComponent($0).path }
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
