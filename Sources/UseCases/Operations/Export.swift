package import Foundation
import Interchange
import SickLeave
package import Storage

/// Writes everything that the store holds as the project's own CSV, one file a format: what was read in can be taken out again.
package struct Export: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Rows written by file name.
    ///
    /// - Parameters:
    ///   - folder: made when it is missing; files of the same names are replaced.
    ///   - forExcel: with byte order mark and semicolons, as a Swedish spreadsheet opens it.
    ///   - leftOut: told of each row that the format has no room for, with the file's name; the others are written all the same.
    package func write(
        to folder: URL, forExcel: Bool, leftOut: (_ file: String, _ why: String) -> Void = { _, _ in }
    ) throws -> [String: Int] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try database.readBlocking { connection in
            var rows: [String: Int] = [:]
            func write(_ format: CSVFormat, _ fill: (inout ExportFile) throws -> Void) throws {
                var file = try ExportFile(format, in: folder, forExcel: forExcel)
                try fill(&file)
                try file.close()
                for why in file.leftOut { leftOut(file.name, why) }
                rows[file.name] = file.rows
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
            return rows
        }
    }
}

/// One CSV file being written, with a quarter of a megabyte in memory.
private struct ExportFile {
    let name: String
    private(set) var rows = 0
    private(set) var leftOut: [String] = []
    private var writer: CSVWriter
    private let handle: FileHandle

    init(_ format: CSVFormat, in folder: URL, forExcel: Bool) throws {
        name = format.title + ".csv"
        let file = folder.appendingPathComponent(name)
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw CocoaError(.fileWriteNoPermission) }
        handle = try FileHandle(forWritingTo: file)
        writer = CSVWriter(format, flavour: forExcel ? .excel : .standard)
    }

    mutating func put(_ record: CSVRecord) throws {
        do throws(CSVWriter.Fault) {
            try writer.write(record)
        } catch {
            leftOut.append("\(error)")
            return
        }
        rows += 1
        if writer.bytes.count > 1 << 18 { try handle.write(contentsOf: writer.take()) }
    }

    mutating func close() throws {
        try handle.write(contentsOf: writer.take())
        try handle.close()
    }
}
