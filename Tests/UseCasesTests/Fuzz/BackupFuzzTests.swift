import Foundation
import FuzzKit
import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Damaged backups and keys")
struct BackupFuzzTests {
    @Test(
        "a backup, in the clear and encrypted, is read whole or refused in words", .timeLimit(.minutes(10)),
        arguments: [false, true])
    func backups(isEncrypted: Bool) async throws {
        let folder = try ImportFolder()
        let identity = AgeIdentity()
        let store = try TestSite().database
        let whole = folder.path + "/kopia"
        _ = try StoreCopy(store).write(
            to: whole, recipients: isEncrypted ? [identity.recipient] : [], program: "1", at: Instant(rawValue: 0))
        let sound = try Array(Data(contentsOf: URL(fileURLWithPath: whole)))
        let head = sound.prefix(600)
        let tokens = ["age-encryption.org/v1\n", "-> X25519 ", "---", "{\"", "null", "[]", "\n", "T", "R", "E", "H"]
        try Fuzz(sound: [sound, Array(head)], tokens: tokens, largest: 1 << 18).run(
            isEncrypted ? "backup-age" : "backup", share: 0.3
        ) { bytes in
            let path = try folder.write("b", bytes)
            do {
                _ = try StoreCopy.check(path, identity: identity)
                #expect(bytes == sound)
            } catch let fault as BackupFault { #expect(fault.sentence.hasSuffix(".")) }
        }
    }

    @Test("rows of a backup", .timeLimit(.minutes(10)))
    func rows() {
        var bytes: [UInt8] = []
        for number in [0, 1, 127, 128, 300, UInt64.max] { RowCoding.append(number, to: &bytes) }
        Fuzz(sound: [bytes, [3, 97, 98, 99]], tokens: [], largest: 400).run("row") { bytes in
            var position = 0
            while position < bytes.count, let run = try? RowCoding.run(bytes, &position) { #expect(run.count <= bytes.count) }
            position = 0
            while position < bytes.count, (try? RowCoding.number(bytes, &position)) != nil {}
            #expect(position <= bytes.count)
        }
    }

    @Test("keys to encrypt for, and files with secret keys", .timeLimit(.minutes(10)))
    func keys() {
        let identity = AgeIdentity()
        let sound = [identity.recipient.text, "# \(identity.recipient.text)\n\(identity.text)\n", identity.text]
        Fuzz(sound: sound, tokens: ["age1", "AGE-SECRET-KEY-1", "q", "1", "b", "\n"], largest: 2_000).run("key") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let recipient = AgeRecipient(text) { #expect(recipient.text == text) }
            if let found = AgeIdentity(file: text) { #expect(text.contains(found.text)) }
        }
    }
}
