import SickLeave
import Storage
import Testing

extension StoreContract {
    private static func item(_ text: String, run: Int, waits: Bool = false) -> QuarantinedItem {
        QuarantinedItem(
            source: "fil.csv", place: "rad 2", format: "csv", header: Array("a;b".utf8), original: Array(text.utf8),
            byteLength: text.utf8.count, reason: "Trasig", waits: waits,
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
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == .init(id: 1, isNew: true, provider: nil))
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == .init(id: 1, isNew: false, provider: nil))
                try quarantine.decide(1, .setAside, decision: "Nej", account: 1, at: Instant(rawValue: 5))
                #expect(try quarantine.add(item("rad", run: run), digest: "d") == .init(id: 1, isNew: false, provider: nil))
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
                #expect(try quarantine.item(1, provider: 1, unit: nil)?.status == .corrected)
                #expect(try quarantine.waitingCount(provider: 1, unit: nil) == 0)
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
                #expect(try quarantine.waiting(provider: 1, unit: nil, limit: 10, offset: 0).map(\.id) == [1, 5])
                #expect(try quarantine.waiting(provider: 1, unit: nil, limit: 10, offset: 1).map(\.id) == [5])
                #expect(try quarantine.waiting(provider: 2, unit: nil, limit: 10, offset: 0).map(\.id) == [2])
                #expect(try quarantine.item(1, provider: 2, unit: nil) == nil)
                #expect(try quarantine.waitingCount(provider: 1, unit: nil) == 2)
            }
        },
        rule("while there is one provider, what is nobody's is its own") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                _ = try quarantine.add(item("ingen enhet", run: 1), digest: "d")
                #expect(try quarantine.waitingCount(provider: 1, unit: nil) == 1)
                _ = try Registry().provider(Fixture.otherProvider, connection)
                #expect(try quarantine.waitingCount(provider: 1, unit: nil) == 0)
            }
        },
        rule("an owner is found anywhere in a long text, in UTF-16, by a certificate that it names, and by who sent it") {
            (database: any Database) throws in
            _ = try store(
                [
                    Fixture.certificate("a"),
                    Fixture.certificate("b-2", unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
                ],
                in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let words = (0..<5_000).map { "ord-\($0)" }.joined(separator: " ")
                let wide = Array("x;\(Fixture.outsideUnit.hsaID)".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
                let owners = try QuarantineOwners(connection)
                func owner(_ bytes: [UInt8], _ sender: String = "") throws -> Int? { try owners.owner(of: bytes, sender: sender) }
                #expect(try owner(Array("\(words) \(Fixture.outsideUnit.hsaID)".utf8)) == 2)
                #expect(try owner([0xFF, 0xFE] + wide) == 2)
                #expect(try owner(Array("b-2;2026-11-12;Fel patient".utf8)) == 2)
                #expect(try owner(Array("x;y".utf8)) == nil)
                #expect(try owner(Array("x;y".utf8), Fixture.outsideUnit.hsaID.rawValue) == 2)
                #expect(try owner(Array("x;y".utf8), Fixture.provider.hsaID.rawValue) == 1)
                #expect(try owner(Array("x;y".utf8), "SE-OKÄND") == nil)
                // What stands in the row is before who sent it; of two that stand there the sender may be one.
                #expect(try owner(Array("\(Fixture.unit.hsaID)".utf8), Fixture.outsideUnit.hsaID.rawValue) == 1)
                let both = Array("\(Fixture.unit.hsaID);\(Fixture.outsideUnit.hsaID)".utf8)
                #expect(try owner(both) == nil)
                #expect(try owner(both, Fixture.outsideUnit.hsaID.rawValue) == 2)
            }
        },
        rule("a text names a provider's certificates by id, and its units by HSA-id, a sub-unit for its care unit") {
            (database: any Database) throws in
            _ = try store(
                [
                    Fixture.certificate("a-1"), Fixture.certificate("100", unit: Fixture.otherUnit),
                    Fixture.certificate("b-1", unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
                ], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                func units(_ text: String) throws -> Set<Int> {
                    Set(try NamedCertificates(provider: 1, connection).owners(in: Array(text.utf8)).map(\.unit))
                }
                #expect(try units("m-1;a-1;text") == [1])
                #expect(try units("m-1;100;text") == [2] && units("<t:extension>100</t:extension>") == [2])
                // Of another provider; an extent, and an amount.
                #expect(try units("m-1;b-1;2026-11-01..2026-11-30:100;Arbetar 100 procent") == [])
                let sub = HSAID(rawValue: "SE9900990001-1009")
                _ = try OrganisationRepository(connection, registry: Registry()).store(
                    CareUnit(hsaID: sub, name: "Under", careProvider: Fixture.provider, parent: Fixture.unit.hsaID))
                let names = try NamedHSAIDs(ofUnitsAt: 1, connection)
                #expect(names.numbers(in: Array("x;\(sub.rawValue.lowercased());\(Fixture.outsideUnit.hsaID)".utf8)) == [1])
                #expect(names.numbers(in: Array("<e>\(Fixture.otherUnit.hsaID)</e> \(sub)".utf8)) == [1, 2])
            }
        },
        rule("what is nobody's finds its owner when the unit becomes known, and the run's share with it") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                _ = try Registry().provider(Fixture.otherProvider, connection)
                let run = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                let quarantine = QuarantineRepository(connection)
                let row = item("x;\(Fixture.outsideUnit.hsaID)", run: run)
                #expect(try quarantine.add(row, digest: "1").provider == nil)
                _ = try quarantine.add(item("ingen", run: run), digest: "2")
                let ownerless = OwnerlessQuarantine(connection)
                #expect(try ownerless.findOwners(of: ownerless.numbers(but: "unknown")) == 0)
                #expect(try ownerless.count() == 2)
                _ = try Registry().unit(Fixture.outsideUnit, provider: 2, connection)
                #expect(try ownerless.findOwners(of: ownerless.numbers(but: "unknown")) == 1)
                #expect(try ownerless.items(limit: 5, offset: 0).map(\.id) == [2])
                #expect(try quarantine.waiting(provider: 2, unit: nil, limit: 5, offset: 0).map(\.id) == [1])
                #expect(try ImportRunRepository(connection).newest(5, provider: 2).map(\.counts) == [.init(quarantined: 1)])
            }
        },
        rule("what is given to a unit is seen there and nowhere else, and is given once") { (database: any Database) throws in
            _ = try store(
                [
                    Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.otherUnit),
                    Fixture.certificate("c", unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
                ], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                let ownerless = OwnerlessQuarantine(connection)
                _ = try quarantine.add(item("ingen", run: 1), digest: "1")
                #expect(try ownerless.hand(1, toUnit: 2, of: 1))
                #expect(try !ownerless.hand(1, toUnit: 3, of: 2))
                #expect(try quarantine.waitingCount(provider: 1, unit: 2) == 1)
                #expect(try quarantine.waitingCount(provider: 1, unit: nil) == 1)
                #expect(try quarantine.waitingCount(provider: 1, unit: 1) == 0)
                #expect(try quarantine.item(1, provider: 1, unit: 1) == nil)
                #expect(try quarantine.waitingCount(provider: 2, unit: nil) == 0)
                #expect(try ownerless.count() == 0)
            }
        },
        rule("of a run a provider sees its own part only, and runs of others not at all") { (database: any Database) throws in
            _ = try store(
                [Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.outsideUnit, provider: Fixture.otherProvider)],
                in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let runs = ImportRunRepository(connection)
                let mixed = try runs.start(source: "båda", at: Instant(rawValue: 1))
                try runs.update(mixed, .init(accepted: 3), shares: [1: .init(accepted: 2), 2: .init(accepted: 1)])
                try runs.update(mixed, .init(accepted: 4, conflicts: 1), shares: [1: .init(accepted: 1, conflicts: 1)])
                let theirs = try runs.start(source: "deras", at: Instant(rawValue: 2))
                try runs.update(theirs, .init(alreadyKnown: 1), shares: [2: .init(alreadyKnown: 1)])
                #expect(try runs.newest(5, provider: 1).map(\.source) == ["båda"])
                #expect(try runs.newest(5, provider: 1).map(\.counts) == [.init(accepted: 3, conflicts: 1)])
                #expect(try runs.newest(5, provider: 2).map(\.counts) == [.init(alreadyKnown: 1), .init(accepted: 1)])
            }
        },
        rule("many large items that wait are taken a few at a time, and none is left out") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                for number in 1...5 {
                    let text = String(repeating: "\(number)", count: number == 2 ? 900 : 300)
                    _ = try quarantine.add(item(text, run: 1, waits: true), digest: "\(number)")
                }
                var seen: [[Int]] = []
                while let last = Optional(seen.last?.last ?? 0), seen.count < 9 {
                    let next = try quarantine.waitingForOthers(after: last, limit: 10, bytes: 700).map(\.id)
                    if next.isEmpty { break }
                    seen.append(next)
                }
                #expect(seen == [[1], [2], [3, 4], [5]])
            }
        },
        rule("what waits for others is found in order and settled without a person") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let quarantine = QuarantineRepository(connection)
                for number in 1...3 { _ = try quarantine.add(item("\(number)", run: 1, waits: number != 2), digest: "\(number)") }
                #expect(try quarantine.waitingForOthers(after: 0, limit: 1).map(\.id) == [1])
                #expect(try quarantine.waitingForOthers(after: 1, limit: 5).map(\.id) == [3])
                try quarantine.settle(1, at: Instant(rawValue: 5))
                #expect(try quarantine.waitingForOthers(after: 0, limit: 5).map(\.id) == [3])
                #expect(
                    try connection.first("SELECT decided_by_account_id FROM quarantine WHERE id = 1") { $0.isNull(0) } == true)
            }
        },
    ]
}
