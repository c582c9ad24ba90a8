import Foundation

/// The project's own files, read from disk: the tests of this target look at text, not at behaviour.
enum Repository {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Built, downloaded or made by running the program.
    private static let leftOut: Set<String> = [
        ".git", "var", ".venv", "Package.resolved", ".swiftpm", ".pytest_cache", "__pycache__",
    ]

    struct File {
        /// From the root, with slashes: "Sources/Web/Server/Site.swift".
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// "path:line" of every line with the word in it.
        func places(of word: String) -> [String] {
            guard text.contains(word) else { return [] }
            return lines.enumerated().filter { $0.element.contains(word) }.map { "\(path):\($0.offset + 1)" }
        }
    }

    /// Every text file below `folder`, in order of path; files that are not UTF-8 are left out.
    static func files(in folder: String = "", ending: String = "") -> [File] {
        let top = folder.isEmpty ? root : root.appending(path: folder)
        guard let walker = FileManager.default.enumerator(at: top, includingPropertiesForKeys: [.isRegularFileKey]) else {
            return []
        }
        var files: [File] = []
        for case let url as URL in walker {
            let name = url.lastPathComponent
            if leftOut.contains(name) || name.hasPrefix(".build") {
                walker.skipDescendants()
            } else if name.hasSuffix(ending), (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true,
                let text = try? String(contentsOf: url, encoding: .utf8)
            {
                files.append(File(path: String(url.path().removingPercentEncoding!.dropFirst(root.path().count)), text: text))
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }
}
