import CLibZip
import Foundation
import Interchange
import SickLeave
import Storage
import TestKit
import UseCases

/// A folder of its own for each test, removed with it.
final class ImportFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    var path: String { url.path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appendingPathComponent(name)) }

    /// An archive of the files, deflated.
    @discardableResult
    func zip(_ name: String, _ files: [(String, [UInt8])]) throws -> String {
        let path = url.appendingPathComponent(name).path
        guard let archive = zip_open(path, ZIP_CREATE, nil) else { throw CocoaError(.fileWriteUnknown) }
        // libzip reads the bytes when the archive is closed.
        var kept: [UnsafeMutableRawPointer] = []
        defer { kept.forEach { $0.deallocate() } }
        for (name, content) in files {
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, content.count), alignment: 1)
            copy.copyMemory(from: content, byteCount: content.count)
            kept.append(copy)
            guard let source = zip_source_buffer(archive, copy, UInt64(content.count), 0),
                zip_file_add(archive, name, source, 0) >= 0
            else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        guard zip_close(archive) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return path
    }
}

/// Rows and documents as a record system would export them, about people and units that do not exist.
enum Export {
    static let certificateHeader =
        "intygs_id;typ;personnummer;patientnamn;lakare_hsa_id;lakare_namn;enhet_hsa_id;enhet_namn;vardgivare_hsa_id;vardgivare_namn;signerat;diagnos1_kod;perioder;relation1_typ;relation1_intygs_id\n"

    static func certificate(
        _ id: String, patient: Int = 0, unit: String = Fixture.unit.hsaID.rawValue, signed: String = "2026-11-01T10:00:00",
        periods: String = "2026-11-01..2026-11-30:100", diagnosis: String = "F43.2", relation: String = ";",
        kind: String = "FK7804"
    ) -> String {
        "\(id);\(kind);\(Fixture.person(patient).formatted);Namn \(patient);SE9900990001-P001;Doktor Ek;\(unit);Enheten;SE9900990001-0001;Region Prov;\(signed);\(diagnosis);\(periods);\(relation)\n"
    }

    static func certificates(_ rows: [String]) -> String { certificateHeader + rows.joined() }

    static func many(_ count: Int, prefix: String = "m") -> String {
        certificates((0..<count).map { certificate("\(prefix)-\($0)", patient: $0 % 500) })
    }

    static func message(_ id: String, about certificate: String) -> String {
        "meddelande_id;intygs_id;amne;riktning;skickat;text\n\(id);\(certificate);komplettering;till_varden;2026-11-10T09:00:00;Mer\n"
    }

    /// A whole FK 7804 with the answers that spells need.
    static func document(
        _ id: String, patient: Int = 0, first: String = "2026-11-01", last: String = "2026-11-30",
        signed: String = "2026-11-01T10:00:00",
        extent: String = "HELT_NEDSATT", declaration: String = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    ) -> String {
        func identity(_ name: String, _ root: String, _ number: String) -> String {
            "<c:\(name)><t:root>\(root)</t:root><t:extension>\(number)</t:extension></c:\(name)>"
        }
        func code(_ part: String, _ code: String, _ system: String) -> String {
            "<c:delsvar id=\"\(part)\"><t:cv><t:code>\(code)</t:code><t:codeSystem>\(system)</t:codeSystem></t:cv></c:delsvar>"
        }
        return """
            \(declaration)<r:RegisterCertificate xmlns:r="urn:riv:clinicalprocess:healthcond:certificate:RegisterCertificateResponder:3" \
            xmlns:c="urn:riv:clinicalprocess:healthcond:certificate:3" xmlns:t="urn:riv:clinicalprocess:healthcond:certificate:types:3"><r:intyg>
            \(identity("intygs-id", Fixture.unit.hsaID.rawValue, id))
            <c:typ><t:code>LISJP</t:code><t:codeSystem>b64ea353</t:codeSystem></c:typ><c:version>1.3</c:version>
            <c:signeringstidpunkt>\(signed)</c:signeringstidpunkt>
            <c:patient>\(identity("person-id", "1.2.752.129.2.1.3.1", Fixture.person(patient).canonical))<c:fornamn>Namn</c:fornamn>\
            <c:efternamn>\(patient)</c:efternamn></c:patient>
            <c:skapadAv>\(identity("personal-id", "1.2.752.129.2.1.4.1", "SE9900990001-P001"))<c:fullstandigtNamn>Doktor Ek</c:fullstandigtNamn>
            <c:enhet>\(identity("enhets-id", "1.2.752.129.2.1.4.1", Fixture.unit.hsaID.rawValue))<c:enhetsnamn>Enheten</c:enhetsnamn>
            <c:vardgivare>\(identity("vardgivare-id", "1.2.752.129.2.1.4.1", Fixture.provider.hsaID.rawValue))\
            <c:vardgivarnamn>Region Prov</c:vardgivarnamn></c:vardgivare></c:enhet></c:skapadAv>
            <c:svar id="27"><c:delsvar id="27.1">false</c:delsvar></c:svar>
            <c:svar id="1"><c:instans>1</c:instans>\(code("1.1", "UNDERSOKNING", "KV_FKMU_0001"))<c:delsvar id="1.2">2026-11-01</c:delsvar></c:svar>
            <c:svar id="28"><c:instans>1</c:instans>\(code("28.1", "NUVARANDE_ARBETE", "KV_FKMU_0002"))</c:svar>
            <c:svar id="29"><c:delsvar id="29.1">Snickare</c:delsvar></c:svar>
            <c:svar id="6"><c:delsvar id="6.1">Stress</c:delsvar>\(code("6.2", "F432", "1.2.752.116.1.1.1.1.8"))</c:svar>
            <c:svar id="35"><c:delsvar id="35.1">Trött</c:delsvar></c:svar><c:svar id="17"><c:delsvar id="17.1">Orkar inte</c:delsvar></c:svar>
            <c:svar id="32"><c:instans>1</c:instans>\(code("32.1", extent, "KV_FKMU_0003"))<c:delsvar id="32.2"><t:datePeriod>\
            <t:start>\(first)</t:start><t:end>\(last)</t:end></t:datePeriod></c:delsvar></c:svar>
            \(extent == "HELT_NEDSATT" ? "" : "<c:svar id=\"33\"><c:delsvar id=\"33.1\">false</c:delsvar></c:svar>")\
            <c:svar id="39">\(code("39.1", "STOR_SANNOLIKHET", "KV_FKMU_0006"))</c:svar>
            <c:svar id="40"><c:instans>1</c:instans>\(code("40.1", "EJ_AKTUELLT", "KV_FKMU_0004"))</c:svar>
            </r:intyg></r:RegisterCertificate>
            """
    }

    static func revocation(_ id: String) -> String {
        "intygs_id;makulerat;makulerat_orsak\n\(id);2026-11-12T10:00:00;Fel patient\n"
    }
}

extension Database {
    @discardableResult
    func imports(
        _ paths: [String], limits: IntakeLimits = IntakeLimits(), batch: Int = 8_000, sender: HSAID? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Importer.Report {
        try Importer(database: self, batch: batch).run(
            Intake(paths: paths, limits: limits), source: "prov", sender: sender,
            at: Instant(LocalTime(day: Fixture.today, second: 36_000)), isCancelled: isCancelled)
    }

    /// Reason by source's last part and place, of what waits.
    func quarantined() throws -> [String] {
        try readBlocking { connection in
            try connection.all("SELECT source, place, reason FROM quarantine WHERE status = 0 ORDER BY id") { row in
                "\(row.text(0).split(separator: "/").last ?? "") \(row.text(1)): \(row.text(2))"
            }
        }
    }

    func count(_ sql: SQL) throws -> Int { try readBlocking { try $0.first(sql) { $0.int(0) } } ?? 0 }

    /// All that an import leaves, without numbers that depend on the order of arrival.
    func contents() throws -> [String] {
        func hex(_ column: StaticString) -> SQL {
            dialect == .sqlite ? "hex(\(raw: column))" : "upper(encode(\(raw: column), 'hex'))"
        }
        let statements: [SQL] = [
            "SELECT c.certificate_id || ' ' || c.status || ' ' || \(hex("b.content")) FROM certificate c JOIN certificate_content b ON b.certificate_number = c.number",
            "SELECT certificate_id || ' ' || \(hex("periods")) FROM certificate",
            "SELECT kind || ' ' || identifier FROM person", "SELECT name FROM patient",
            "SELECT certificate_id || reason FROM revocation",
            "SELECT message_id || ' ' || body FROM case_message",
            "SELECT registration_id || ' ' || code FROM procedure_registration",
            "SELECT digest || ' ' || status FROM quarantine", "SELECT \(hex("content")) FROM certificate_conflict",
            "SELECT hsa_id || ' ' || name FROM care_unit", "SELECT hsa_id || ' ' || name FROM staff",
        ]
        return try readBlocking { connection in
            try statements.enumerated().flatMap { index, sql in try connection.all(sql) { "\(index) \($0.text(0))" } }.sorted()
        }
    }
}
