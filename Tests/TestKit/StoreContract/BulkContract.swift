import SickLeave
import Storage
import Testing

extension StoreContract {
    private struct Stop: Error {}

    private static let columns: [SQLName] = [
        "id", "started_at", "finished_at", "source", "sender", "accepted", "already_known", "conflicts", "quarantined",
    ]

    private static func run(_ id: Int, source: String = "x", finished: SQLValue = .null) -> [SQLValue] {
        [
            .integer(Int64(id)), .integer(0), finished, .text(source), .text(""), .integer(1), .integer(0), .integer(0),
            .integer(0),
        ]
    }

    private static func add(_ rows: [[SQLValue]], to database: any Database) throws -> Int {
        try database.writeBlocking { (connection: any Connection) throws in
            try connection.insert(into: "import_run", columns) { writer in for row in rows { try writer.add(row) } }
        }
    }

    static let bulk: [StoreContract] = [
        rule("many rows go in at once and come back as they went in") { (database: any Database) throws in
            let text = "Å\t\\N\n\"ö';🙂"
            let rows = (1...20_000).map { run($0, source: $0 == 7 ? text : "", finished: $0 % 2 == 0 ? .integer(.max) : .null) }
            #expect(try add(rows, to: database) == 20_000)
            let back = try database.readBlocking {
                try $0.all("SELECT id, source, finished_at FROM import_run ORDER BY id") {
                    ($0.int(0), $0.text(1), $0.optionalInt(2))
                }
            }
            #expect(back.map(\.0) == Array(1...20_000))
            #expect(back.allSatisfy { $0.1 == ($0.0 == 7 ? text : "") && $0.2 == ($0.0 % 2 == 0 ? .max : nil) })
        },
        rule("a list of any length finds what it names, by number and by text") { (database: any Database) throws in
            _ = try add((1...700).map { run($0, source: "källa \($0)") }, to: database)
            try database.readBlocking { (connection: any Connection) throws in
                for length in [1, 2, 20, 21, 500, 700] {
                    let wanted = (0..<length).map { 701 - $0 }
                    let byNumber = try connection.all("SELECT id FROM import_run WHERE id IN \(list: wanted + [-1])") {
                        $0.int(0)
                    }
                    let byText = try connection.all(
                        "SELECT id FROM import_run WHERE source IN \(list: wanted.map { "källa \($0)" }) AND accepted = \(1)"
                    ) { $0.int(0) }
                    // 701 is nobody's.
                    #expect(Set(byNumber) == Set(wanted.dropFirst()) && byNumber.count == length - 1)
                    #expect(Set(byText) == Set(wanted.dropFirst()) && byText.count == length - 1)
                }
            }
        },
        rule("bytes go in at once and come back") { (database: any Database) throws in
            let bytes: [[UInt8]] = [[], [0], [0, 255, 10, 92, 0]]
            try database.writeBlocking { (connection: any Connection) throws in
                let account = try AccountRepository(connection).create(
                    userName: "a", name: "A", hsaID: "", passwordHash: "")
                let added = try connection.insert(
                    into: "session",
                    ["token_hash", "account_id", "form_token", "signed_in_by", "browser", "created_at", "last_seen_at"]
                ) { writer in
                    for token in bytes {
                        try writer.add(
                            [.blob(token), account.sqlValue, .text(""), .integer(1), .text(""), .integer(0), .integer(0)])
                    }
                }
                #expect(added == 3)
                #expect(try connection.all("SELECT token_hash FROM session ORDER BY token_hash") { $0.blob(0) } == bytes)
            }
        },
        rule("of many rows, one that breaks a rule takes them all back") { (database: any Database) throws in
            #expect {
                try add([run(1), run(2), run(1)], to: database)
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
            }
            #expect(throws: Stop.self) {
                try database.writeBlocking { (connection: any Connection) throws in
                    try connection.insert(into: "import_run", columns) { writer in
                        try writer.add(run(1))
                        throw Stop()
                    }
                }
            }
            #expect(throws: StorageError.self) { try add([[.integer(1)]], to: database) }
            #expect(try database.readBlocking { try ImportRunRepository($0).newest(1).isEmpty })
            #expect(try add([run(1), run(2)], to: database) == 2)
        },
        rule("a scan steps through every row, and other statements may run between") { (database: any Database) throws in
            _ = try add((1...20_000).map { run($0) }, to: database)
            let seen = try database.readBlocking { (connection: any Connection) throws in
                var seen = 0
                try connection.scan("SELECT id FROM import_run WHERE id > \(100) ORDER BY id") { row in
                    seen += 1
                    #expect(row.int(0) == seen + 100)
                    if seen % 5_000 == 0 {
                        var inner = 0
                        try connection.scan("SELECT id FROM import_run") { _ in inner += 1 }
                        #expect(inner == 20_000)
                        #expect(try connection.first("SELECT COUNT(*) FROM import_run") { $0.int(0) } == 20_000)
                    }
                }
                return seen
            }
            #expect(seen == 19_900)
        },
        rule("one statement takes NULL and values in any order, again and again") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let insert = try connection.prepare(
                    """
                    INSERT INTO import_run (id, started_at, finished_at, source, sender, accepted, already_known, conflicts,
                        quarantined)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                for id in 1...12 { try insert.run(run(id, finished: id % 3 == 0 ? .integer(Int64(id)) : .null)) }
                for id in 1...12 {
                    let finished = id % 2 == 0 ? Int?.none : id
                    try connection.execute("UPDATE import_run SET finished_at = \(finished) WHERE id = \(id)")
                }
                #expect(
                    try connection.all("SELECT finished_at FROM import_run ORDER BY id") { $0.optionalInt(0) }
                        == (1...12).map { $0 % 2 == 0 ? nil : $0 })
            }
        },
        rule("sums and quotes are the same in both engines") { (database: any Database) throws in
            _ = try add([run(1, source: "?"), run(2, source: "a?b"), run(3, source: "--")], to: database)
            try database.readBlocking { (connection: any Connection) throws in
                let sums = try connection.first(
                    "SELECT SUM(id), SUM(id * 1000000000000), SUM(id) - 7, SUM(started_at) FROM import_run"
                ) {
                    [$0.int(0), $0.int(1), $0.int(2), $0.int(3)]
                }
                #expect(sums == [6, 6_000_000_000_000, -1, 0])
                let found = try connection.all(
                    "SELECT id FROM import_run WHERE source IN ('?', '--') AND id < \(3) -- why?\n OR source = \("a?b") ORDER BY id"
                ) { $0.int(0) }
                #expect(found == [1, 2])
            }
        },
        rule("text is ordered by its bytes, wherever the server stands") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                for name in ["ö", "a", "Z", "å", "B"] {
                    _ = try AccountRepository(connection).create(userName: name, name: "", hsaID: "", passwordHash: "")
                }
                #expect(try AccountRepository(connection).all().map(\.userName) == ["B", "Z", "a", "å", "ö"])
            }
        },
        rule("the first attempt is the first") { (database: any Database) throws in
            #expect(try database.writeBlocking { $0.attempt } == 1)
            #expect(try database.readBlocking { $0.attempt } == 1)
        },
    ]
}
