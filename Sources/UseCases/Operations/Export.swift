package import Foundation
import Interchange
package import SickLeave
package import Storage

/// Writes everything that the store holds as the project's own CSV, one file a format: what was read in can be taken out again.
package struct Export: Sendable {
    /// What the row in the access log is about.
    static let resource = "Allt som är inläst, till filer"
    /// No account's: whoever runs the command is not signed in.
    static let account = 0

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Rows written by file name.
    ///
    /// - Parameters:
    ///   - folder: made when it is missing. Files of the same names are replaced when all of the new ones are whole; an export that fails leaves
    ///     those that were there. Only the owner can read them.
    ///   - forExcel: with byte order mark and semicolons, as a Swedish spreadsheet opens it.
    ///   - instant: of the row in each provider's access log, which is there before the first patient is.
    ///   - leftOut: told of each row that the format has no room for, with the file's name; the others are written all the same.
    /// - Throws: `WritingFault` for what cannot be written.
    package func write(
        to folder: URL, forExcel: Bool, at instant: Instant, leftOut: (_ file: String, _ why: String) -> Void = { _, _ in }
    ) throws -> [String: Int] {
        try WrittenFolder.make(folder.path, mode: 0o700)
        try database.writeBlocking { try Export.log(at: instant, $0) }
        var files: [ExportFile] = []
        do {
            try database.readBlocking { try fill(folder, forExcel: forExcel, &files, $0) }
            for file in files { try file.giveName() }
        } catch {
            for file in files { file.abandon() }
            throw error
        }
        for file in files { for why in file.leftOut { leftOut(file.name, why) } }
        return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.rows) })
    }

    private func fill(_ folder: URL, forExcel: Bool, _ files: inout [ExportFile], _ connection: any Connection) throws {
        // Begun again when the connection broke.
        for file in files { file.abandon() }
        files = []
        func write(_ format: CSVFormat, _ fill: (ExportFile) throws -> Void) throws {
            let file = try ExportFile(format, in: folder, forExcel: forExcel)
            files.append(file)
            try fill(file)
            try file.close()
        }
        let source = ExportRows(connection)
        try write(.units) { file in try source.forEachUnit { try file.put(.unit($0)) } }
        try write(.staff) { file in try source.forEachStaffMember { try file.put(.staff($0)) } }
        try write(.volumes) { file in try source.forEachVolume { try file.put(.volume($0)) } }
        try write(.certificates) { file in try source.forEachCertificate { try file.put(.certificate($0)) } }
        try write(.revocations) { file in try source.forEachRevocation { try file.put(.revocation($0)) } }
        try write(.procedures) { file in try source.forEachProcedure { try file.put(.procedure($0)) } }
        try write(.protections) { file in
            try ProtectionRepository(connection).forEachRecord { try file.put(.protection($0)) }
        }
        try write(.messages) { file in try source.forEachMessage { try file.put(.message($0)) } }
    }

    /// A row in every provider's log, by the command and not by a person who is signed in. It names no patients:
    /// all are meant, and each one's extract of the log has it (``LogExtract``).
    private static func log(at instant: Instant, _ connection: any Connection) throws {
        let providers = try OrganisationRepository.providers(
            connection, ids: Set(OrganisationRepository.units(connection).map(\.provider)).sorted())
        for (number, provider) in providers.sorted(by: { $0.key < $1.key }) {
            func place(_ number: Int) -> AccessLogContext.Place {
                .init(number: number, hsaID: provider.hsaID.rawValue, name: provider.name)
            }
            let whole = place(Viewer.UnitOfViewer.wholeProvider)
            try AccessLog.append(
                AccessLogEntry(
                    at: instant,
                    context: AccessLogContext(
                        account: Export.account, userHSAID: "", userName: "sakkunnig export", title: "Drift", assignment: "",
                        provider: place(number), unit: whole, purpose: AccessLog.Purpose.administration.rawValue, owner: whole,
                        system: AccessLog.system),
                    activity: Activity.print.rawValue, resource: Export.resource, subject: .patients([])), in: connection)
        }
    }
}

/// One CSV file being written, with a quarter of a megabyte in memory. It has another name until all are whole.
private final class ExportFile {
    let name: String
    private(set) var rows = 0
    private(set) var leftOut: [String] = []
    private var writer: CSVWriter
    private let file: WrittenFile
    private let path: String
    private var unfinished: String { path + ".part" }

    init(_ format: CSVFormat, in folder: URL, forExcel: Bool) throws {
        name = format.title + ".csv"
        path = folder.appendingPathComponent(name).path
        // One that a killed program left may have other rights than ours.
        unlink(path + ".part")
        file = try WrittenFile(path + ".part", mustBeNew: true, mode: 0o600)
        writer = CSVWriter(format, flavour: forExcel ? .excel : .standard)
    }

    func put(_ record: CSVRecord) throws {
        do throws(CSVWriter.Fault) {
            try writer.write(record)
        } catch {
            leftOut.append("\(error)")
            return
        }
        rows += 1
        if writer.bytes.count > 1 << 18 { try file.write(writer.take()) }
    }

    func close() throws {
        try file.write(writer.take())
        try file.sync()
    }

    func giveName() throws {
        guard rename(unfinished, path) == 0 else { throw WritingFault(path: path, code: errno) }
    }

    func abandon() { unlink(unfinished) }
}
