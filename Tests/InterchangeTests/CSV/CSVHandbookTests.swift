import Foundation
import Interchange
import Testing

/// The handbook's page is the contract with those who write exports: its examples are read, its columns are ours.
@Suite("CSV handbook") struct CSVHandbookTests {
    private static func page() throws -> String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return try String(contentsOf: root.appendingPathComponent("docs/handbok/csv-format.md"), encoding: .utf8)
    }

    static func examples() throws -> [String] {
        try page().components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
            .map { $0.element.trimmingCharacters(in: .newlines) }
    }

    @Test("every example is read without fault, and every format has one")
    func examplesAreRead() throws {
        var formats: Set<CSVFormat> = []
        for example in try Self.examples() {
            let run = try CSVRun(example)
            #expect(run.faults == [])
            #expect(!run.records.isEmpty)
            formats.insert(run.format)
        }
        #expect(formats == Set(CSVFormat.allCases))
    }

    @Test("every column is described")
    func columns() throws {
        let page = try Self.page()
        for format in CSVFormat.allCases {
            for name in format.columnNames {
                // Numbered columns are described by the first and the last of them.
                let first = name.replacing(try Regex("(diagnos|fraga)[2-8]_"), with: { "\($0.output[1].substring!)1_" })
                let isDescribed = page.contains("`\(first)`")
                #expect(isDescribed, "\(name)")
            }
        }
    }
}
