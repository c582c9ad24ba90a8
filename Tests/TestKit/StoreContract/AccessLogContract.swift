package import SickLeave
package import Storage
import Testing

extension StoreContract {
    package static func entry(
        _ subject: AccessLogEntry.Subject, provider: Int = 1, user: String = "Anna", at instant: Instant = Instant(rawValue: 5)
    ) -> AccessLogEntry {
        let unit = AccessLogContext.Place(number: 1, hsaID: "SE1-B", name: "Enheten")
        return AccessLogEntry(
            at: instant,
            context: AccessLogContext(
                account: 1, userHSAID: "SE1-C", userName: user, title: "Läkare", assignment: "7",
                provider: .init(number: provider, hsaID: "SE\(provider)-A", name: "Vårdgivaren"), unit: unit,
                purpose: "Vård och behandling", owner: unit, system: "SAKKUNNIG"),
            activity: "Läsa", level: "intyg-1", arguments: "skäl", resource: "Sjukfall", subject: subject)
    }

    package static func append(_ entry: AccessLogEntry, _ connection: any Connection) throws {
        // Good enough to tell the sets and contexts of these tests apart.
        try AccessLogRepository(connection).append(entry, salt: [UInt8](repeating: 7, count: 16)) {
            $0.map { "\($0)" }.joined(separator: "-")
        }
    }

    static let access: [StoreContract] = [
        rule("a row says who, when, where and whose; equal sets and contexts are stored once for each provider") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let log = AccessLogRepository(connection)
                for subject in [.patients([3, 1, 3]), .patients([1, 3]), .patients([]), .patient(1)] as [AccessLogEntry.Subject] {
                    try append(entry(subject), connection)
                }
                try append(entry(.patients([1, 3]), provider: 2), connection)
                try append(entry(.patient(2), user: "Bo"), connection)
                #expect(try connection.all("SELECT size FROM patient_set ORDER BY id") { $0.int(0) } == [2, 0, 2])
                #expect(
                    try connection.all("SELECT care_provider_id, user_name FROM access_log_context ORDER BY id") {
                        "\($0.int(0)) \($0.text(1))"
                    } == ["1 Anna", "2 Anna", "1 Bo"])
                let newest = try log.newest(provider: 1, limit: 4)
                #expect(newest.map(\.patients) == [1, 1, 0, 2] && newest.map(\.userName) == ["Bo", "Anna", "Anna", "Anna"])
                #expect(newest[0].title == "Läkare" && newest[0].at == Instant(rawValue: 5) && newest[0].unitName == "Enheten")
                #expect(newest[0].level == "intyg-1" && newest[0].arguments == "skäl")
                #expect(try log.looks(person: 1, provider: 1, limit: 10).count == 3)
                #expect(try log.looks(person: 3, provider: 1, limit: 10).count == 2)
                #expect(try log.looks(person: 9, provider: 1, limit: 10).isEmpty)
                #expect(try log.looks(atAll: "Sjukfall", by: 1, provider: 1, limit: 2).map(\.userName) == ["Bo", "Anna"])
                #expect(try log.looks(atAll: "Intyg", by: 1, provider: 1, limit: 2).isEmpty)
                #expect(try log.looks(atAll: "Sjukfall", by: 0, provider: 1, limit: 2).isEmpty)
                let persons = try log.newest(provider: 1, limit: 5).map { try log.row($0.id, provider: 1)?.persons }
                #expect(persons == [[2], [1], [], [1, 3], [1, 3]])
                #expect(try log.count() == 6)
            }
        },
        rule("the log refuses change and removal, of rows, of whose they are, of hashes and of checkpoints") {
            (database: any Database) throws in
            try database.writeBlocking { connection in
                try append(entry(.patient(1)), connection)
                try connection.execute(
                    """
                    INSERT INTO access_log_leaf (care_provider_id, position, access_log_id, hash)
                    VALUES (1, 0, 9, \([UInt8](repeating: 0, count: 32)))
                    """)
                try connection.execute(
                    """
                    INSERT INTO access_log_checkpoint (care_provider_id, size, made_at, note, peaks)
                    VALUES (1, 1, 0, 'x', \([UInt8](repeating: 0, count: 32)))
                    """)
            }
            for statement in [
                "UPDATE access_log SET resource = 'x'", "DELETE FROM access_log", "UPDATE access_log_context SET user_name = 'x'",
                "DELETE FROM access_log_context", "UPDATE access_log_leaf SET position = 2", "DELETE FROM access_log_leaf",
                "UPDATE access_log_checkpoint SET note = 'x'", "DELETE FROM access_log_checkpoint",
            ] {
                #expect(throws: StorageError.self, "\(statement)") { try database.writeBlocking { try $0.script(statement) } }
            }
            #expect(
                try database.readBlocking { try AccessLogRepository($0).newest(provider: 1, limit: 5).map(\.userName) } == [
                    "Anna"
                ])
        },
        rule("a row is about a person or a set, never both or neither") { (database: any Database) throws in
            for (person, set) in [("NULL", "NULL"), ("1", "1")] {
                #expect {
                    try database.writeBlocking { connection in
                        let salt = connection.dialect == .sqlite ? "zeroblob(16)" : "decode(repeat('00', 16), 'hex')"
                        try connection.script(
                            "INSERT INTO access_log VALUES (1, 1, 0, 1, '', '', '', '', \(person), \(set), \(salt))")
                    }
                } throws: { error in
                    if case StorageError.constraint = error { true } else { false }
                }
            }
        },
    ]
}
