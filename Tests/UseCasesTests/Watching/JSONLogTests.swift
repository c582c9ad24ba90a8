import Foundation
import Logging
import SickLeave
import Synchronization
import Testing
import UseCases

@Suite("The log as JSON")
struct JSONLogTests {
    private func line(_ message: String, _ metadata: Logger.Metadata = [:]) throws -> [String: String] {
        let written = Mutex<[UInt8]>([])
        let bytes = {
            var logger = Logger(label: "prov") { _ in
                JSONLog(level: .info, clock: { Instant(rawValue: 1_795_305_600_042_000) }) { line in
                    written.withLock { $0 += line }
                }
            }
            logger[metadataKey: "fast"] = "alltid"
            logger.info("\(message)", metadata: metadata)
            logger.debug("hörs inte")
            return written.withLock { $0 }
        }()
        #expect(bytes.last == 0x0A && !bytes.dropLast().contains(0x0A))
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String])
    }

    @Test("one object a line, whatever is in the texts")
    func form() throws {
        let line = try line("a \"b\" \\ c\nd\u{1}é", ["status": "200", "fast": "skriven över"])
        #expect(line["message"] == "a \"b\" \\ c\nd\u{1}é" && line["status"] == "200" && line["fast"] == "skriven över")
        #expect(line["level"] == "info" && line["time"] == "2026-11-22T00:00:00.042Z")
    }

    @Test(
        "what looks like a personal number is blotted out",
        arguments: [
            ("20121212-1212", "[personnummer]"), ("201212121212", "[personnummer]"), ("121212-1212", "[personnummer]"),
            ("121212+1212", "[personnummer]"), ("1212121212.", "[personnummer]."), ("x=19121272-1212;", "x=[personnummer];"),
            ("(kind, identifier)=(0, 191212121212)", "(kind, identifier)=(0, [personnummer])"),
            ("20121312-1212", "20121312-1212"), ("12 ms, 200", "12 ms, 200"), ("121212-12123", "121212-12123"),
            ("1795305600042000", "1795305600042000"), ("2026-11-22", "2026-11-22"), ("", ""),
        ])
    func blotted(text: String, expected: String) throws {
        #expect(try line(text)["message"] == expected)
        #expect(try line("fel", ["detail": "\(text)"])["detail"] == expected)
    }
}
