import Foundation
import Testing

/// What the type cannot see: how our own literals are written.
@Suite("Markup in the sources") struct MarkupSourceTests {
    @Test("an interpolated attribute is always quoted, and no literal carries a style or a handler")
    func attributes() throws {
        let files = try sources()
        #expect(files.count > 20)
        for (name, text) in files {
            for line in text.split(separator: "\n") where line.contains("<") {
                #expect(!line.contains(/<[a-z]+[^>]*\s[a-z-]+=\\\(/), "\(name): \(line)")
                #expect(!line.contains(/<[a-z]+[^>]*\s(style|onclick|onchange|onsubmit|onload)=/), "\(name): \(line)")
            }
        }
    }

    private func sources() throws -> [(String, String)] {
        let root = URL(filePath: #filePath).appending(path: "../../../../Sources/Web").standardized
        let manager = FileManager.default
        return try manager.contentsOfDirectory(at: root, includingPropertiesForKeys: nil).flatMap {
            folder -> [(String, String)] in
            let folder = folder.resolvingSymlinksInPath()
            guard let paths = manager.enumerator(atPath: folder.path) else { return [] }
            return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
                .map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
        }
    }
}
