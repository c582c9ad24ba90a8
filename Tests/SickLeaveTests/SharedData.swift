import Foundation

/// The shared reference data beside the conformance files; never part of the project, so tests that need them are skipped
/// where they are missing.
enum SharedData {
    static let missing = "the shared data are not here; set SAKKUNNIG_CONFORMANCE to the conformance folder beside them"

    static func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

    static func lines(_ name: String) throws -> [Substring] {
        let text = try String(contentsOf: url(name), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).map { $0.hasPrefix("\u{FEFF}") ? $0.dropFirst() : $0 }
    }

    private static func url(_ name: String) -> URL {
        conformance.deletingLastPathComponent().appendingPathComponent("data").appendingPathComponent(name)
    }

    private static var conformance: URL {
        if let path = ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"] { return URL(fileURLWithPath: path) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared/conformance")
    }
}
