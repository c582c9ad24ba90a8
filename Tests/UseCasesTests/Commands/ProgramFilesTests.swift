import Foundation
import Testing

@Suite("A program whose own files are missing")
struct ProgramFilesTests {
    @Test("says where they are looked for, and leaves no empty database behind", arguments: ["import", "demo"])
    func missing(_ command: String) throws {
        let (folder, home) = (try ImportFolder(), try ImportFolder())
        let database = folder.path + "/enhet.db"
        let file = try home.write("a.csv", Export.many(1))
        let arguments = [command, "--database", database] + (command == "import" ? [file] : ["--load-only"])
        let result = try Program.run(arguments, environment: ["SAKKUNNIG_HOME": home.path])
        #expect(
            result.status == 1 && result.errors.hasPrefix("Fel: ") && result.errors.contains("SAKKUNNIG_HOME"), "\(result.errors)"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
