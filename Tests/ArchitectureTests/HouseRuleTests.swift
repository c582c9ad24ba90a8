import Testing

@Suite("The house rules that a compiler does not hold")
struct HouseRuleTests {
    @Test("no Swift file is longer than 300 lines")
    func length() {
        for file in Repository.files(in: "Sources", ending: ".swift") + Repository.files(in: "Tests", ending: ".swift") {
            let count = file.lines.count
            #expect(count <= 301, "\(file.path) has \(count - 1) lines")
        }
    }

    @Test("the median file is shorter than 100 lines")
    func median() throws {
        let counts = Repository.files(in: "Sources", ending: ".swift").map(\.lines.count).sorted()
        try #require(!counts.isEmpty)
        #expect(counts[counts.count / 2] < 100)
    }

    @Test("nothing is public: the package is a program, not a library")
    func access() {
        for file in Repository.files(in: "Sources", ending: ".swift") {
            let declarations = file.lines.map { $0.drop { $0 == " " } }.filter {
                $0.hasPrefix("public ") || $0.hasPrefix("open class ")
            }
            #expect(declarations == [], "\(file.path)")
        }
    }

    @Test("unchecked sendability stays in the engine wrappers")
    func unchecked() {
        let marker = "@unchecked " + "Sendable"
        let wrappers = ["Sources/SQLiteDatabase/", "Sources/PostgresDatabase/"]
        for file in Repository.files(in: "Sources", ending: ".swift") where !wrappers.contains(where: file.path.hasPrefix) {
            #expect(!file.text.contains(marker), "\(file.path)")
        }
    }

    @Test("no file names a place on somebody's machine, or a package registry")
    func places() {
        // Put together here, so that this file does not name them either.
        let names = [
            ["/wo", "rk/"], ["/fa", "rm/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["C:\\", "Users"],
            ["py", "pi.org"], ["python", "hosted"], ["registry.", "npmjs"], ["proxy.", "golang"], ["deb.", "debian"],
            ["crates", ".io"],
        ].map { $0.joined() }
        for file in Repository.files() {
            for name in names { #expect(file.places(of: name) == [], "names \(name)") }
        }
    }

    @Test("nothing is left to do in a comment")
    func markers() {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for folder in ["Sources", "Tests", "scripts", "BrowserTests", "Benchmarks"] {
            for file in Repository.files(in: folder) {
                for word in words { #expect(file.places(of: word) == []) }
            }
        }
    }
}
