import SickLeave
import Storage
import TestKit
import Testing

@Suite("Storing certificates")
struct CertificateStoringTests {
    private func store(_ certificates: [Certificate], in database: any Database) throws -> [CertificateRepository.Outcome] {
        let registry = Registry()
        return try database.writeBlocking { connection in
            let run = try ImportRunRepository(connection).start(source: "prov", at: Instant(rawValue: 0))
            let repository = CertificateRepository(connection, registry: registry)
            return try repository.store(certificates.map { NewCertificate($0) }, importRun: run)
        }
    }

    private func statuses(_ database: any Database) throws -> [String: Int] {
        try database.readBlocking { connection in
            var found: [String: Int] = [:]
            try connection.forEach("SELECT certificate_id, status FROM certificate") { found[$0.text(0)] = $0.int(1) }
            return found
        }
    }

    @Test("the same certificate twice is one")
    func sameTwice() throws {
        let database = try Fixture.database()
        let certificate = Fixture.certificate("a")
        #expect(try store([certificate, certificate], in: database) == [.stored(number: 1), .alreadyKnown(number: 1)])
    }

    @Test("the same id with other content is a conflict, and the stored one stands")
    func conflict() throws {
        let database = try Fixture.database()
        let changed = Fixture.certificate("a", percent: 50)
        #expect(
            try store([Fixture.certificate("a"), changed, changed], in: database)[1...] == [
                .conflict(number: 1), .conflict(number: 1),
            ])
        let stored = try database.readBlocking { try CertificateRepository.certificates($0, provider: 1, numbers: [1]) }
        #expect(stored.map(\.certificate) == [Fixture.certificate("a")])
        #expect(try database.readBlocking { try ConflictRepository($0).waitingCount(provider: 1) } == 1)
    }

    @Test("a replaced certificate leaves the spells, whichever comes first", arguments: [true, false])
    func replaced(earlierFirst: Bool) throws {
        let database = try Fixture.database()
        let earlier = Fixture.certificate("a")
        let later = Fixture.certificate("b", relations: [.init(kind: .replaces, certificate: earlier.id)])
        _ = try store(earlierFirst ? [earlier, later] : [later, earlier], in: database)
        #expect(try statuses(database) == ["a": 1, "b": 0])
    }

    @Test("a revocation may come before its certificate")
    func revokedBefore() throws {
        let database = try Fixture.database()
        let revocation = Revocation(certificate: .init(rawValue: "a"), revokedAt: nil, reason: "Fel patient", revokedBy: nil)
        let outcome = try database.writeBlocking { connection -> RevocationRepository.Outcome in
            let run = try ImportRunRepository(connection).start(source: "prov", at: Instant(rawValue: 0))
            return try RevocationRepository(connection).store(revocation, importRun: run)
        }
        #expect(outcome == .waiting(provider: nil))
        _ = try store([Fixture.certificate("a")], in: database)
        #expect(try statuses(database) == ["a": 2])
    }

    @Test("what a revoked certificate had replaced counts again")
    func revokedReplacer() throws {
        let database = try Fixture.database()
        let later = Fixture.certificate("b", relations: [.init(kind: .replaces, certificate: .init(rawValue: "a"))])
        _ = try store([Fixture.certificate("a"), later], in: database)
        _ = try database.writeBlocking { connection in
            try RevocationRepository(connection).store(
                Revocation(certificate: later.id, revokedAt: nil, reason: "", revokedBy: nil), importRun: 1)
        }
        #expect(try statuses(database) == ["a": 0, "b": 2])
    }

    @Test("revoking the middle of a chain does not bring back its beginning")
    func revokedMiddle() throws {
        let database = try Fixture.database()
        let middle = Fixture.certificate("b", relations: [.init(kind: .replaces, certificate: .init(rawValue: "a"))])
        let newest = Fixture.certificate("c", relations: [.init(kind: .replaces, certificate: .init(rawValue: "b"))])
        _ = try store([Fixture.certificate("a"), middle, newest], in: database)
        _ = try database.writeBlocking { connection in
            try RevocationRepository(connection).store(
                Revocation(certificate: middle.id, revokedAt: nil, reason: "", revokedBy: nil), importRun: 1)
        }
        #expect(try statuses(database) == ["a": 1, "b": 2, "c": 0])
    }

    @Test("a certificate comes back whole from its bytes")
    func roundTrip() throws {
        let certificate = Fixture.certificate("a", relations: [.init(kind: .renews, certificate: .init(rawValue: "0"))])
        #expect(try CertificateEncoding.decode(CertificateEncoding.encode(certificate)) == certificate)
    }

    @Test("cut or flipped bytes are refused or read as another certificate, never a crash")
    func damagedBytes() throws {
        let bytes = CertificateEncoding.encode(Fixture.certificate("a"))
        for length in 0..<bytes.count {
            #expect(throws: CertificateEncoding.Fault.unreadable) { try CertificateEncoding.decode(Array(bytes[..<length])) }
        }
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0xFF
            if let read = try? CertificateEncoding.decode(flipped) { #expect(read != Fixture.certificate("a")) }
        }
    }
}

@Suite("A certificate's bytes")
struct CertificateEncodingTests {
    private func answers(_ parts: [(String, String, AnswerValue)]) -> Certificate {
        var certificate = Fixture.certificate("a")
        certificate.answers = parts.map { Answer(question: $0, parts: [.init($1, $2)]) }
        return certificate
    }

    /// Written as the forms say, or almost.
    private static let values: [AnswerValue] = {
        let known = CodedValue(code: "HALFTEN", system: "KV_FKMU_0003", display: CodeList.extents.text("HALFTEN")!)
        let texts = [
            "", "true", "True", "TRUE", "false", "1", "2026-11-21", "2026-11-21Z", "20261121", "2026-1-21", "2026-02-30",
            "1799-01-01",
            "2199-12-31", "Reaktion på svår stress", "Reaktion på sva\u{30A}r stress", "\u{0}",
            String(repeating: "å", count: 300),
        ]
        let codes = [
            known, CodedValue(code: "HALFTEN", system: "KV_FKMU_0003"),
            CodedValue(code: "HALFTEN", system: "kv_fkmu_0003", display: "x"),
            CodedValue(code: "F432", system: "1.2.752.116.1.1.1.1.3"), CodedValue(code: "F432", system: "annat"),
            CodedValue(code: "F432", system: "1.2.752.116.1.1.1.1.8", display: "Stress"), CodedValue(code: "", system: ""),
            CodedValue(code: "halften", system: known.system, display: known.display),
        ]
        let periods = [
            ("2026-11-01", "2026-11-30"), ("2026-11-30", "2026-11-01"), ("2026-11-01", ""), ("", ""),
            ("2026-11-01Z", "2026-11-30"),
        ]
        return texts.map { AnswerValue.text($0) } + codes.map { AnswerValue.code($0) }
            + periods.map { AnswerValue.period(start: $0, end: $1) }
    }()

    private static let places = [
        ("32", "32.1"), ("32", "32.0"), ("32", "32.10"), ("32", "6.1"), ("032", "032.1"), ("", ".1"), ("x", "x.1"),
        ("9001", "9001.1"),
        ("123456", "123456.2"), ("32", "32,1"), ("32", ""), ("6", "06.1"), ("06", "06.1"), ("0", "0.1"), ("100000", "100000.1"),
        ("999999", "999999.1"), ("1000000", "1000000.1"), ("6.1", "6.1.1"), ("10001", "10001.9"),
    ]

    @Test("what is written almost as the forms say comes back exactly as it was sent")
    func oddities() throws {
        for value in Self.values {
            let certificate = answers(Self.places.map { ($0, $1, value) })
            let read = try CertificateEncoding.decode(CertificateEncoding.encode(certificate))
            #expect(read == certificate)
            // Equal as text is not enough: the bytes of every string are the sender's.
            #expect(CertificateEncoding.encode(read) == CertificateEncoding.encode(certificate))
            for (a, b) in zip(read.answers, certificate.answers) {
                #expect(a.question.utf8.elementsEqual(b.question.utf8) && a.parts[0].id.utf8.elementsEqual(b.parts[0].id.utf8))
                #expect(a.parts[0].value.text.utf8.elementsEqual(b.parts[0].value.text.utf8))
            }
        }
    }

    @Test("the bytes are those that databases hold: another way of writing the same would make the same certificate a conflict")
    func approved() throws {
        let words = FormWords.codes.map {
            ("32", "32.1", AnswerValue.code(CodedValue(code: $0.code, system: $0.system, display: $0.display)))
        }
        let certificates = [answers(words)] + Self.values.map { value in answers(Self.places.map { ($0, $1, value) }) }
        let lines = certificates.map { certificate in
            CertificateEncoding.encode(certificate).map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined()
        }
        try Golden("StorageTests/Goldens/certificate-bytes.txt").check(lines.joined(separator: "\n") + "\n")
    }

    @Test("certificates that differ in anything differ in their bytes")
    func different() {
        var seen: Set<[UInt8]> = []
        var all = [Fixture.certificate("a"), Fixture.certificate("b"), Fixture.certificate("a", percent: 50)]
        for value in [AnswerValue.text("true"), .text("1"), .text("2026-11-21"), .period(start: "true", end: ""), .text("F432")] {
            all.append(answers([("27", "27.1", value)]))
            all.append(answers([("27", "27.2", value)]))
        }
        all.append(answers([("6", "6.2", .code(CodedValue(code: "F432", system: "1.2.752.116.1.1.1.1.3")))]))
        all.append(answers([("6", "6.2", .code(CodedValue(code: "F432", system: "1.2.752.116.1.1.1.1.8")))]))
        for certificate in all { #expect(seen.insert(CertificateEncoding.encode(certificate)).inserted) }
    }

    @Test("the numbers of the forms' words are those that databases hold: words go last, and none is changed")
    func words() throws {
        let lines = FormWords.codes.enumerated().map { "\($0) \($1.system) \($1.code) \($1.display)" }
        let names = FormWords.names.enumerated().map { "\($0) \($1)" }
        try Golden("StorageTests/Goldens/form-words.txt").check((lines + names).joined(separator: "\n") + "\n")
    }
}
