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
            var repository = try CertificateRepository(connection, registry: registry)
            return try certificates.map {
                try repository.store($0, content: CertificateEncoding.encode($0), hasRemarks: false, importRun: run)
            }
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
        #expect(outcome == .waiting)
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
