import SickLeave
import Storage
import Testing

extension StoreContract {
    private static func item(_ text: String, run: Int, waits: Bool = false) -> QuarantinedItem {
        QuarantinedItem(
            source: "fil.csv", place: "rad 2", format: "csv", header: Array("a;b".utf8), original: Array(text.utf8),
            reason: "Trasig", waits: waits,
            importRun: run)
    }

    static let imports: [StoreContract] = [
        rule("a run is told newest first, with its counts, and is unfinished until it is finished") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let runs = ImportRunRepository(connection)
                let first = try runs.start(source: "ett", at: Instant(rawValue: 1))
                let second = try runs.start(source: "två", at: Instant(rawValue: 2))
                let counts = ImportRun.Counts(accepted: 4, alreadyKnown: 3, conflicts: 2, quarantined: 1)
                try runs.update(second, counts)
                try runs.finish(second, at: Instant(rawValue: 3))
                let newest = try runs.newest(5)
                #expect(newest.map(\.id) == [second, first])
                #expect(newest.map(\.finishedAt) == [Instant(rawValue: 3), nil])
                #expect(newest[0].counts == counts)
            }
        },
        rule("the same bytes in quarantine are one, also after they are decided") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let run = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                let quarantine = QuarantineRepository(connection)
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == true)
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == false)
                try quarantine.decide(1, .setAside, decision: "Nej", account: 1, at: Instant(rawValue: 5))
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == false)
            }
        },
        rule("an item is decided once") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let run = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                _ = try Registry().provider(Fixture.provider, connection)
                let quarantine = QuarantineRepository(connection)
                _ = try quarantine.add(item("rad", run: run), digest: "d")
                try quarantine.decide(1, .corrected, decision: "Rättad", account: 1, at: Instant(rawValue: 5))
                try quarantine.decide(1, .setAside, decision: "Nej", account: 2, at: Instant(rawValue: 6))
                let row = try connection.first("SELECT status, decision, decided_by_account_id FROM quarantine") {
                    ($0.int(0), $0.text(1), $0.int(2))
                }
                #expect(row?.0 == 1 && row?.1 == "Rättad" && row?.2 == 1)
                #expect(try quarantine.item(1, provider: 1)?.status == .corrected)
                #expect(try quarantine.waitingCount(provider: 1) == 0)
            }
        },
        rule("an item is its provider's by the unit that it names, and nobody's when it names none or several") {
            (database: any Database) throws in
            _ = try store(
                [Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.outsideUnit, provider: Fixture.otherProvider)],
                in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                let texts = [
                    "x;\(Fixture.unit.hsaID);y", "<id>\(Fixture.outsideUnit.hsaID.rawValue.lowercased())</id>", "ingen enhet",
                    "\(Fixture.unit.hsaID);\(Fixture.outsideUnit.hsaID)", "x,\(Fixture.provider.hsaID),y",
                ]
                for (index, text) in texts.enumerated() { _ = try quarantine.add(item(text, run: 1), digest: "\(index)") }
                #expect(try quarantine.waiting(provider: 1, limit: 10, offset: 0).map(\.id) == [1, 5])
                #expect(try quarantine.waiting(provider: 1, limit: 10, offset: 1).map(\.id) == [5])
                #expect(try quarantine.waiting(provider: 2, limit: 10, offset: 0).map(\.id) == [2])
                #expect(try quarantine.item(1, provider: 2) == nil)
                #expect(try quarantine.waitingCount(provider: 1) == 2)
            }
        },
        rule("while there is one provider, what is nobody's is its own") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                _ = try quarantine.add(item("ingen enhet", run: 1), digest: "d")
                #expect(try quarantine.waitingCount(provider: 1) == 1)
                _ = try Registry().provider(Fixture.otherProvider, connection)
                #expect(try quarantine.waitingCount(provider: 1) == 0)
            }
        },
        rule("what waits for others is found in order and settled without a person") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                for number in 1...3 { _ = try quarantine.add(item("\(number)", run: 1, waits: number != 2), digest: "\(number)") }
                #expect(try quarantine.waitingForOthers(after: 0, limit: 1).map(\.id) == [1])
                #expect(try quarantine.waitingForOthers(after: 1, limit: 5).map(\.id) == [3])
                try quarantine.settle(1)
                #expect(try quarantine.waitingForOthers(after: 0, limit: 5).map(\.id) == [3])
                #expect(
                    try connection.first("SELECT decided_by_account_id FROM quarantine WHERE id = 1") { $0.isNull(0) } == true)
            }
        },
    ]
}
