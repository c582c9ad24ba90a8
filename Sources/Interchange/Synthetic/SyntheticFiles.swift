import Dispatch
package import Foundation
import SickLeave

/// Writes a synthetic region to a folder, with some megabytes in memory whatever its size.
///
/// CSV: one file for each of our formats, named as users know it (`intyg.csv` …). XML: one document a file as record
/// systems export them, a thousand files a folder, below `xml/`. Staff, units and volumes have no XML contract and are
/// always written as CSV, and so are KVÅ registrations.
package struct SyntheticFiles {
    package enum Format: String, Sendable, CaseIterable {
        case csv
        case xml
        case both
    }

    /// What was written. The faulty certificates and plans are there on purpose: an import must report as many.
    package struct Summary: Hashable, Sendable {
        package var patients = 0
        package var certificates = 0
        package var revocations = 0
        package var messages = 0
        package var procedures = 0
        package var defectiveCertificates = 0
        /// Patients with a reserve number, which the XML contracts cannot carry, and their certificates: in CSV only.
        package var patientsNotInXML = 0
        package var certificatesNotInXML = 0
        package var bytes = 0
    }

    private let folder: URL
    private let format: Format
    private var tables: [CSVFormat: (writer: CSVWriter, file: WrittenFile)] = [:]
    private var xml = RIVXMLWriter()
    private var documents = 0
    /// Certificates that wait for their rows: making a row costs five times what making the certificate does, so it is shared
    /// between the processors.
    private var waiting: [Certificate] = []
    private var summary = Summary()

    private static let bytesPerWrite = 1 << 18
    private static let documentsPerFolder = 1000
    private static let certificatesPerBatch = 4096

    /// - Parameters:
    ///   - folder: is created when it is missing; files of the same names are replaced.
    ///   - progress: called now and then with the number of certificates written.
    /// - Throws: `WritingFault` for what cannot be written.
    package static func write(
        _ region: SyntheticRegion, to folder: URL, format: Format, progress: (Int) -> Void = { _ in }
    ) throws -> Summary {
        var files = try SyntheticFiles(folder: folder, format: format)
        try files.writeOrganisation(region)
        var reported = 0
        try region.forEachPatient { patient in
            try files.write(patient)
            if files.summary.certificates - reported >= 10_000 {
                reported = files.summary.certificates
                progress(reported)
            }
        }
        try files.close()
        progress(files.summary.certificates)
        return files.summary
    }

    private init(folder: URL, format: Format) throws {
        self.folder = folder
        self.format = format
        try WrittenFolder.make(folder.path)
        // Nobody made up has a block or a protected identity.
        let asTables: [CSVFormat] =
            format == .xml ? [.procedures, .staff, .units, .volumes] : CSVFormat.allCases.filter { $0 != .protections }
        for table in asTables {
            let file = try WrittenFile(folder.appendingPathComponent(table.title + ".csv").path)
            var writer = CSVWriter(table)
            let header = writer.take()
            try file.write(header)
            summary.bytes += header.count
            tables[table] = (writer, file)
        }
    }

    private mutating func writeOrganisation(_ region: SyntheticRegion) throws {
        for unit in region.careUnits { try put(.units) { $0.write(unit) } }
        for member in region.staff { try put(.staff) { $0.write(member) } }
        try region.forEachVolume { volume in try put(.volumes) { $0.write(volume) } }
    }

    private mutating func write(_ patient: SyntheticPatient) throws {
        summary.patients += 1
        summary.certificates += patient.certificates.count
        summary.revocations += patient.revocations.count
        summary.messages += patient.messages.count
        summary.procedures += patient.procedures.count
        summary.defectiveCertificates += patient.defective.count
        for procedure in patient.procedures { try put(.procedures) { $0.write(procedure) } }
        if format != .xml {
            waiting.append(contentsOf: patient.certificates)
            waiting.append(contentsOf: patient.defective.lazy.map(\.certificate))
            if waiting.count >= SyntheticFiles.certificatesPerBatch { try writeWaiting() }
            for revocation in patient.revocations { try put(.revocations) { $0.write(revocation) } }
            for message in patient.messages { try put(.messages) { try $0.write(message) } }
        }
        if format != .csv { try writeDocuments(patient) }
    }

    /// Rows of the certificates that wait, in their order.
    private mutating func writeWaiting() throws {
        guard let file = tables[.certificates]?.file else { return }
        let certificates = waiting
        let slices = max(1, min(ProcessInfo.processInfo.activeProcessorCount, certificates.count / 64))
        var rows = [Result<[UInt8], CSVWriter.Fault>](repeating: .success([]), count: slices)
        rows.withUnsafeMutableBufferPointer { rows in
            // Every turn writes its own element only.
            nonisolated(unsafe) let rows = rows
            DispatchQueue.concurrentPerform(iterations: slices) { slice in
                let range = certificates.count * slice / slices..<certificates.count * (slice + 1) / slices
                rows[slice] = SyntheticFiles.rows(certificates[range])
            }
        }
        for slice in rows {
            let bytes = try slice.get()
            summary.bytes += bytes.count
            try file.write(bytes)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func rows(_ certificates: ArraySlice<Certificate>) -> Result<[UInt8], CSVWriter.Fault> {
        var writer = CSVWriter(.certificates)
        // The header stands at the top of the file already.
        _ = writer.take()
        do throws(CSVWriter.Fault) {
            for certificate in certificates { try writer.write(certificate) }
        } catch {
            return .failure(error)
        }
        return .success(writer.bytes)
    }

    private mutating func writeDocuments(_ patient: SyntheticPatient) throws {
        guard RIVXMLWriter.canExpress(patient.identifier) else {
            summary.patientsNotInXML += 1
            summary.certificatesNotInXML += patient.certificates.count + patient.defective.count
            return
        }
        for certificate in patient.certificates + patient.defective.map(\.certificate) {
            try save(xml.document(certificate), as: "intyg")
        }
        for revocation in patient.revocations {
            guard let certificate = patient.certificates.first(where: { $0.id == revocation.certificate }) else { continue }
            try save(xml.document(revocation, of: certificate), as: "makulering")
        }
        for message in patient.messages {
            guard let certificate = patient.certificates.first(where: { $0.id == message.certificate }) else { continue }
            try save(xml.document(message, about: certificate), as: "meddelande")
        }
    }

    private mutating func save(_ document: [UInt8]?, as name: String) throws {
        guard let document else { return }
        let number = documents
        documents += 1
        let folder = folder.appendingPathComponent("xml/\(SyntheticFiles.padded(number / SyntheticFiles.documentsPerFolder))")
        if number % SyntheticFiles.documentsPerFolder == 0 {
            try WrittenFolder.make(folder.path)
        }
        // Not synced: `Data.write(to:)` waits for the disk at every file, and a region can be made again at any time.
        try WrittenFile(folder.appendingPathComponent("\(name)-\(SyntheticFiles.padded(number)).xml").path).write(document)
        summary.bytes += document.count
    }

    /// Eight digits, so that the order of names is the order of writing.
    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private mutating func put(_ table: CSVFormat, _ write: (inout CSVWriter) throws -> Void) throws {
        guard let file = tables[table]?.file else { return }
        try write(&tables[table]!.writer)
        if tables[table]!.writer.bytes.count >= SyntheticFiles.bytesPerWrite {
            let bytes = tables[table]!.writer.take()
            summary.bytes += bytes.count
            try file.write(bytes)
        }
    }

    private mutating func close() throws {
        try writeWaiting()
        for format in CSVFormat.allCases {
            guard let table = tables.removeValue(forKey: format) else { continue }
            summary.bytes += table.writer.bytes.count
            try table.file.write(table.writer.bytes)
        }
    }
}
