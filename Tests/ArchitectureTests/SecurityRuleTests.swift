import Testing

/// What no file may do, because of what it would let in.
@Suite("What the program does without, for safety")
struct SecurityRuleTests {
    private static let sources = Repository.files(in: "Sources", ending: ".swift")

    private func nowhere(_ words: [String], in files: [Repository.File] = sources) {
        #expect(!files.isEmpty)
        for file in files {
            for word in words { #expect(file.places(of: word) == [], "\(file.path): \(word)") }
        }
    }

    @Test("no other program is started but the one that the operator names as witness, and no text is run")
    func programs() {
        let files = Self.sources.filter { $0.path != "Sources/SakkunnigCommand/Serving/LogOptions.swift" }
        nowhere(
            [
                "Process()", "posix_spawn", "execv", "popen(", "system(\"", "dlopen", "NSExpression", "NSPredicate(format",
                "JSContext",
            ], in: files)
    }

    @Test("no pattern is made of what a person wrote")
    func patterns() { nowhere(["Regex(", "NSRegularExpression", "XPath", "xmlXPath"]) }

    @Test("classes are never made of what stands in data")
    func classes() { nowhere(["NSKeyedUnarchiver", "NSUnarchiver", "NSClassFromString", "PropertyListDecoder"]) }

    @Test("the script keeps nothing in the browser and writes no markup")
    func script() {
        let script = Self.sources.filter { $0.path.hasPrefix("Sources/Web/Design/Script") }
        nowhere(
            [
                "localStorage", "sessionStorage", "indexedDB", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                "eval(", "Function(",
                "fetch(", "XMLHttpRequest", "postMessage", "import(",
            ], in: script)
    }

    @Test("no file of the program holds a secret key")
    func keys() {
        let words = [
            "BEGIN " + "PRIVATE KEY", "BEGIN " + "RSA", "BEGIN " + "EC ", "BEGIN " + "OPENSSH", "AGE-SECRET-" + "KEY-1Q",
        ]
        for folder in ["Sources", "scripts", "docs", "Knowledge", "Measures", "Benchmarks"] {
            nowhere(words, in: Repository.files(in: folder))
        }
    }

    /// The review's sample is drawn by a seed that is kept, so that anybody can draw it again; the seed itself is the system's.
    @Test("no number is drawn by a generator that can be guessed, but for made-up data")
    func random() {
        let files = Self.sources.filter {
            !$0.path.hasPrefix("Sources/Interchange/Synthetic/") && !$0.path.hasPrefix("Sources/SakkunnigCommand/")
                && $0.path != "Sources/UseCases/LogReview/LogPick.swift"
        }
        nowhere(["drand48", "rand()", "srand", "SplitMix64("], in: files)
    }
}
