import Foundation
import Interchange
import SickLeave
import Testing

/// Region lists in both of Excel's formats, from the files beside the acceptance pages.
@Suite struct ListedPatientsFileTests {
    private static let folder =
        (ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"] ?? "../shared/conformance") + "/intygsstatistik/files"
    private static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

    @Test("a workbook of the old format gives its units and listed patients", .enabled(if: isThere))
    func oldFormat() throws {
        let list = try ListedPatientsFile(path: "\(Self.folder)/region1.xls").list
        let first = try #require(list.units.first)
        #expect(first == HSAID(rawValue: "SE2321000131-E000000000455"))
        #expect(list.listed[first] == nil)
        // The title row is not a unit.
        #expect(list.units.count == 204)
        #expect(list.listed.values.allSatisfy { $0 > 0 && $0 < 100_000 })
        #expect(list.listed.count > 100)
    }

    @Test("a row without HSA-id is passed over, and its number is told", .enabled(if: isThere))
    func withoutHSAID() throws {
        let file = try ListedPatientsFile(path: "\(Self.folder)/vg1lista4tomthsaid.xlsx")
        #expect(file.list.units.count == 1 && file.skippedRows.count == 1)
        #expect(try ListedPatientsFile(path: "\(Self.folder)/vg1lista1.xlsx").skippedRows == [])
    }

    @Test("the first fault refuses the file, and says where it stands", .enabled(if: isThere))
    func faults() {
        func fault(_ name: String) -> ListedPatientsFile.Fault? {
            do throws(ListedPatientsFile.Fault) {
                _ = try ListedPatientsFile(path: "\(Self.folder)/\(name)")
                return nil
            } catch { return error }
        }
        #expect(fault("vg1lista7tvafel.xlsx") == .characters(row: 2))
        #expect(fault("vg1lista9dublett.xlsx") == .repeated(row: 4))
        #expect(fault("vg1lista10felformat.pdf") == .notASpreadsheet)
        #expect(fault("vg1lista3negativ.xlsx")?.description.contains("Rad 3") == true)
    }

    @Test("a workbook that is cut off or scrambled never stops the program", .enabled(if: isThere))
    func damaged() throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/region1.xls")))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lista-\(UUID().uuidString).xls").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for step in 1..<40 {
            var bytes = Array(whole.prefix(whole.count * step / 40))
            for place in stride(from: 512 + step, to: bytes.count, by: 97) { bytes[place] = bytes[place] &+ UInt8(step) }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            _ = try? ListedPatientsFile(path: path)
        }
    }
}
