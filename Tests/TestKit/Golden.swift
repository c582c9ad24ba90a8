import Foundation
package import Testing

/// A page as it was approved, in a file beside the test. `RECORD_GOLDENS=1` writes it anew; a new or changed golden fails
/// once, so that nobody approves a page without looking at the difference.
package struct Golden {
    private let file: URL

    /// - Parameter path: `WebTests/Goldens/logga-in.html`, from the folder of tests.
    package init(_ path: String) { file = Repository.root.appendingPathComponent("Tests").appendingPathComponent(path) }

    package static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" }

    package func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let approved = try? String(contentsOf: file, encoding: .utf8)
        guard approved != text else { return }
        let name = file.lastPathComponent
        guard Golden.isRecording else {
            guard let approved else {
                Issue.record("\(name) is missing; record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
                return
            }
            Attachment.record(Array(text.utf8), named: name)
            Issue.record("\(name) differs: \(difference(approved, text))", sourceLocation: sourceLocation)
            return
        }
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("\(name) is recorded; look at the difference and run again", sourceLocation: sourceLocation)
    }

    /// The first line that differs.
    private func difference(_ approved: String, _ text: String) -> String {
        let old = approved.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        func shown(_ lines: [Substring]) -> String { line < lines.count ? String(lines[line].prefix(300)) : "(the end)" }
        return "line \(line + 1)\n  approved: \(shown(old))\n  now:      \(shown(new))"
    }
}
