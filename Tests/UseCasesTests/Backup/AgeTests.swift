import Foundation
import Testing

@testable import UseCases

@Suite("Files encrypted in age's form")
struct AgeTests {
    @Test("keys are written as age writes them, and a mistyped one is no key")
    func keys() throws {
        // A pair that age-keygen 1.1.1 made.
        let file = """
            # created: 2026-11-22T00:25:00Z
            # public key: age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7
            AGE-SECRET-KEY-1E9C0MF2QM7PL3HQ8WZYH7H44JUV4RKHWF7F20SEFW2EC4W7P3UNSS304Z9
            """
        let identity = try #require(AgeIdentity(file: file))
        #expect(
            identity.recipient.text == "age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7"
                && identity.text == "AGE-SECRET-KEY-1E9C0MF2QM7PL3HQ8WZYH7H44JUV4RKHWF7F20SEFW2EC4W7P3UNSS304Z9")
        #expect(
            AgeRecipient("age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7")?.text
                == "age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7")
        for index in [4, 20, 60] {
            var mistyped = Array("age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7")
            mistyped[index] = mistyped[index] == "q" ? "p" : "q"
            #expect(AgeRecipient(String(mistyped)) == nil)
        }
        for text in [
            "", "age1", "AGE-SECRET-KEY-1E9C0MF2QM7PL3HQ8WZYH7H44JUV4RKHWF7F20SEFW2EC4W7P3UNSS304Z9",
            "age1" + String(repeating: "é", count: 58),
        ] { #expect(AgeRecipient(text) == nil) }
        #expect(
            AgeIdentity(file: "age1av5a8ywlhrhxjkuuugj5jlhaf2hxzcra98stuyw2n7gaaz58zawsup2ys7\n") == nil
                && AgeIdentity(file: "") == nil)
    }

    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001]

    @Test("what is sealed is opened, at every size around a chunk's edge", arguments: sizes)
    func roundTrip(size: Int) throws {
        let folder = try ImportFolder()
        let (a, b) = (AgeIdentity(), AgeIdentity())
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let output = try BackupOutput(path: folder.path + "/a", recipients: [a.recipient, b.recipient])
        for start in stride(from: 0, to: size, by: 10_000) { try output.write(bytes[start..<min(size, start + 10_000)]) }
        _ = try output.finish()
        for identity in [a, b] {
            let input = try BackupInput(path: folder.path + "/a", identity: identity)
            #expect(try input.read(size) == bytes)
            #expect(try input.isFinished())
        }
        #expect(throws: BackupFault.wrongKey) { try BackupInput(path: folder.path + "/a", identity: AgeIdentity()) }
        #expect(throws: BackupFault.encrypted) { try BackupInput(path: folder.path + "/a", identity: nil) }
    }

    @Test("a byte that is changed, a chunk that is gone or moved, and an end that is cut off are found")
    func tampering() throws {
        let folder = try ImportFolder()
        let identity = AgeIdentity()
        let output = try BackupOutput(path: folder.path + "/a", recipients: [identity.recipient])
        try output.write([UInt8](repeating: 7, count: 200_000))
        _ = try output.finish()
        let whole = try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/a")))
        let chunk = AgeChunks.sealedSize
        let body = whole.count - 200_000 - 4 * 16

        func isRefused(_ bytes: [UInt8]) throws -> Bool {
            let file = try folder.write("b", bytes)
            do {
                let input = try BackupInput(path: file, identity: identity)
                _ = try input.read(200_000)
                return try !input.isFinished()
            } catch is BackupFault { return true }
        }
        #expect(try !isRefused(whole))
        for place in [30, 60, 120, body - 5, body + 5, body + chunk + 3, whole.count - 1] {
            var bytes = whole
            bytes[place] ^= 1
            #expect(try isRefused(bytes), "byte \(place)")
        }
        for length in [0, 10, 100, body - 16, body, body + 100, body + chunk, body + 2 * chunk, whole.count - 1] {
            #expect(try isRefused(Array(whole.prefix(length))), "length \(length)")
        }
        let (first, second) = (body..<body + chunk, body + chunk..<body + 2 * chunk)
        #expect(try isRefused(Array(whole[..<first.lowerBound] + whole[second] + whole[first] + whole[second.upperBound...])))
        #expect(try isRefused(Array(whole[..<first.lowerBound] + whole[second.lowerBound...])))
        #expect(try isRefused(whole + [0]))
    }
}
