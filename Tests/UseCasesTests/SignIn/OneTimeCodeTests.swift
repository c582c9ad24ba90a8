import Foundation
import SickLeave
import TestKit
import Testing

@testable import UseCases

@Suite("One-time codes")
struct OneTimeCodeTests {
    /// RFC 6238, appendix B: SHA-1, eight digits.
    @Test(
        "the standard's own",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ])
    func standard(second: Int, code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: instant(second)), digits: 8) == code)
    }

    @Test(
        "oathtool computes the same for random secrets and times",
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/bin/oathtool") || ProcessInfo.processInfo.environment["CI"] == "true"
        ))
    func oracle() throws {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            let secret = OneTimeCode.newSecret()
            let second = Int.random(in: 0..<4_000_000_000, using: &dice)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/oathtool")
            process.arguments = ["--totp", "--base32", "--now", "@\(second)", Base32.text(secret)]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let printed = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(
                String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .newlines)
                    == OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: instant(second))), "\(second)")
        }
    }

    @Test("a code holds for its own step and one on each side, and nothing that is no code does")
    func window() {
        let secret = OneTimeCode.newSecret()
        let now = instant(1_800_000_000)
        let step = OneTimeCode.step(at: now)
        let found = (-3...3).map {
            OneTimeCode.step(of: OneTimeCode.code(secret: secret, step: step + $0), secret: secret, at: now)
        }
        #expect(found == [nil, nil, step - 1, step, step + 1, nil, nil])
        for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
            #expect(OneTimeCode.step(of: wrong, secret: secret, at: now) == nil)
        }
    }

    /// RFC 4648, section 10, without its padding.
    @Test(
        "Base32",
        arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")])
    func base32(plain: String, text: String) {
        #expect(Base32.text(Array(plain.utf8)) == text)
        #expect(Base32.bytes(text) == Array(plain.utf8))
    }

    @Test("a recovery code is found however it is typed, and nothing else is one")
    func recoveryCodes() {
        let codes = (0..<100).map { _ in RecoveryCode.new() }
        #expect(Set(codes).count == 100)
        for code in codes {
            #expect(code.utf8.count == 29)
            #expect(RecoveryCode.hash(code.lowercased().replacing("-", with: " ")) == RecoveryCode.hash(code))
        }
        for wrong in ["", "123456", codes[0] + "A", String(codes[0].dropLast())] { #expect(RecoveryCode.hash(wrong) == nil) }
    }

    @Test("the address of the app names the account whatever letters it has")
    func address() {
        #expect(
            OneTimeCode.address(secret: Array("foobar".utf8), account: "åsa & co?secret=X")
                == "otpauth://totp/Sakkunnig:%C3%A5sa%20%26%20co%3Fsecret%3DX?secret=MZXW6YTBOI&issuer=Sakkunnig")
    }

    private func instant(_ second: Int) -> Instant { Instant(rawValue: Int64(second) * 1_000_000) }
}
