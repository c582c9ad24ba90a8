import Testing

@Suite("The documentation says what there is")
struct DocumentationTests {
    @Test("every decision is in the index, and every line of the index is a decision")
    func decisions() throws {
        let index = try Repository.text("docs/adr/README.md")
        let files = Repository.files(in: "docs/adr", ending: ".md").map { String($0.path.split(separator: "/").last!) }
            .filter { $0 != "README.md" }
        #expect(!files.isEmpty)
        for file in files { #expect(index.contains("(\(file))"), "\(file) is not in docs/adr/README.md") }
        #expect(index.components(of: "](").count - 1 == files.count)
    }

    @Test("decisions are numbered without gaps, and say context, decision and what was rejected")
    func decisionForm() {
        let decisions = Repository.files(in: "docs/adr", ending: ".md").filter { !$0.path.hasSuffix("README.md") }
        for (index, file) in decisions.enumerated() {
            let number = String(index + 1)
            let name = String(repeating: "0", count: 4 - number.count) + number
            #expect(file.path.hasPrefix("docs/adr/\(name)-"), "\(file.path) is not number \(name)")
            for heading in ["## Context", "## Decision", "## Rejected"] {
                #expect(file.text.contains("\n\(heading)\n"), "\(file.path) lacks \(heading)")
            }
        }
    }

    @Test("every make command in the documentation is a target of the Makefile")
    func makeCommands() throws {
        let targets = Set(
            try Repository.text("Makefile").split(separator: "\n").filter {
                $0.contains(": ##") || $0.contains(":") && $0.contains("##")
            }
            .compactMap { $0.split(separator: ":").first.map(String.init) })
        #expect(targets.isSuperset(of: ["run", "test", "check", "e2e", "bench"]))
        for file in documents {
            for name in words(after: "make ", in: file.text) {
                #expect(targets.contains(name), "\(file.path) says make \(name)")
            }
        }
    }

    @Test("every command of sakkunnig in the documentation exists")
    func programCommands() {
        let source = Repository.files(in: "Sources/SakkunnigCommand", ending: ".swift").map(\.text).joined()
        for file in documents {
            for name in words(after: "sakkunnig ", in: file.text) {
                #expect(source.contains("commandName: \"\(name)\""), "\(file.path) says sakkunnig \(name)")
            }
        }
    }

    private var documents: [Repository.File] {
        Repository.files(in: "docs", ending: ".md") + Repository.files(ending: "README.md").filter { $0.path == "README.md" }
    }

    /// The words that follow `command` where it begins a line of code: in a fenced block, or in backquotes.
    private func words(after command: String, in text: String) -> [String] {
        var found: [String] = []
        var isFenced = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { isFenced.toggle() }
            let codes = isFenced ? [Substring(line)] : line.split(separator: "`", omittingEmptySubsequences: false).odd
            for code in codes where code.hasPrefix(command) {
                let word = code.dropFirst(command.count).prefix { $0.isLetter || $0.isNumber }
                if !word.isEmpty { found.append(String(word)) }
            }
        }
        return found
    }
}

extension String {
    fileprivate func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}

extension Array {
    /// Every second element: what stands between backquotes.
    fileprivate var odd: [Element] { indices.filter { $0 % 2 == 1 }.map { self[$0] } }
}
