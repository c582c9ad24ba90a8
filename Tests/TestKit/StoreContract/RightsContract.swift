import SickLeave
import Storage
import Testing

extension StoreContract {
    static func protection(
        _ id: String, _ kind: ProtectionRecord.Kind, patient: Int = 0, unit: HSAID = Fixture.unit.hsaID,
        from first: String = "2026-11-01", through last: String? = nil
    ) -> ProtectionRecord {
        ProtectionRecord(
            id: id, kind: kind, patient: Fixture.person(patient), careUnit: unit, firstDay: Day(iso: first)!,
            lastDay: last.flatMap { Day(iso: $0) })
    }

    private static func protect(_ records: [ProtectionRecord], in database: any Database) throws -> [ProtectionRepository.Outcome]
    {
        try database.writeBlocking { (connection: any Connection) throws in
            try records.map {
                try ProtectionRepository(connection).store(
                    $0, registry: Registry(), importRun: 1, at: Instant(rawValue: 0))
            }
        }
    }

    static let rights: [StoreContract] = [
        rule("the newest row of a unit's setting counts, and each unit has its own") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.otherUnit)], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let mats = try account("mats", connection)
                let settings = UnitSettingRepository(connection)
                #expect(try settings.value("x", provider: 1, unit: 1) == nil)
                for (value, at) in [("ja", 1), ("nej", 2), ("ja", 3)] {
                    try settings.set(
                        "x", to: value, provider: 1, unit: 1, by: mats, at: Instant(rawValue: Int64(at)))
                }
                try settings.set("y", to: "nej", provider: 1, unit: 1, by: mats, at: Instant(rawValue: 4))
                #expect(try settings.value("x", provider: 1, unit: 1) == "ja")
                #expect(try settings.value("x", provider: 1, unit: 2) == nil)
                #expect(try settings.history("x", provider: 1, unit: 1).map(\.value) == ["ja", "nej", "ja"])
            }
        },
        rule("a mandate holds on its days, for its person and unit, until it is taken back") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.otherUnit)], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let (mats, bo) = (try account("mats", connection), try account("bo", connection))
                let mandates = MandateRepository(connection)
                let today = Fixture.today
                try mandates.grant(
                    to: bo, purpose: "Planer", from: today, through: today + 30, provider: 1, unit: 1, by: mats,
                    at: Instant(rawValue: 1))
                func held(_ person: Int, _ unit: Int, _ day: Day) throws -> String? {
                    let mandate = try mandates.mandate(of: person, provider: 1, unit: unit, on: day)
                    return mandate?.purpose
                }
                #expect(try held(bo, 1, today) == "Planer" && held(bo, 1, today + 30) == "Planer")
                #expect(try held(bo, 1, today - 1) == nil && held(bo, 1, today + 31) == nil)
                #expect(try held(bo, 2, today) == nil && held(mats, 1, today) == nil)
                #expect(try mandates.standing(provider: 1, unit: 1, on: today - 1).map(\.name) == ["BO"])
                #expect(try mandates.standing(provider: 1, unit: 1, on: today + 31).isEmpty)
                try mandates.withdraw(from: bo, provider: 1, unit: 1, by: mats, at: Instant(rawValue: 2))
                #expect(try held(bo, 1, today) == nil)
                #expect(try mandates.standing(provider: 1, unit: 1, on: today).isEmpty)
            }
        },
        rule("a protection is kept once, replaced by a later row of its id, and never becomes another person's") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a"), Fixture.certificate("b", patient: Fixture.person(1))], in: database)
            #expect(
                try protect(
                    [
                        protection("s", .block), protection("s", .block), protection("p", .protectedIdentity),
                        protection("s", .block, patient: 1), protection("s", .protectedIdentity),
                        protection("x", .block, unit: HSAID(rawValue: "SE-X")),
                    ], in: database) == [.stored, .alreadyKnown, .stored, .otherContent, .otherContent, .unknownUnit])
            func now(_ day: Day) throws -> (Set<Int>, Set<Int>) {
                try database.readBlocking { (connection: any Connection) throws in
                    let repository = ProtectionRepository(connection)
                    return (
                        try repository.protectedPersons(provider: 1, on: day),
                        try repository.blockedUnits(provider: 1, person: 1, on: day)
                    )
                }
            }
            #expect(try now(Fixture.today) == ([1], [1]))
            #expect(try now(Day(iso: "2026-10-31")!) == ([], []))
            _ = try protect(
                [
                    protection("s", .block, through: "2026-11-19"),
                    protection("p", .protectedIdentity, through: "2026-11-20"),
                ], in: database)
            #expect(try now(Fixture.today) == ([1], []))
            #expect(try now(Fixture.today + 1) == ([], []))
            try database.readBlocking { (connection: any Connection) throws in
                let latest = try ["s", "p", "x"].map { try ProtectionRepository(connection).latest($0, provider: 1) }
                #expect(latest.map { $0?.kind } == [.block, .protectedIdentity, nil])
                #expect(latest.map { $0?.unit } == [1, 1, nil])
            }
            let history = try database.readBlocking { try ProtectionRepository($0).history(provider: 1, person: 1) }
            #expect(history.map(\.id) == ["p", "s", "p", "s"] && history.allSatisfy { $0.recordedBy == nil })
            var exported: [ProtectionRecord] = []
            try database.readBlocking { try ProtectionRepository($0).forEachRecord { exported.append($0) } }
            #expect(
                exported == [
                    protection("s", .block, through: "2026-11-19"),
                    protection("p", .protectedIdentity, through: "2026-11-20"),
                ])
        },
        rule("one provider's blocks and protected persons say nothing to another") { (database: any Database) throws in
            _ = try store(
                [Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.outsideUnit, provider: Fixture.otherProvider)],
                in: database)
            _ = try protect(
                [protection("s", .block), protection("p", .protectedIdentity, unit: Fixture.outsideUnit.hsaID)], in: database)
            try database.readBlocking { (connection: any Connection) throws in
                let repository = ProtectionRepository(connection)
                #expect(try repository.protectedPersons(provider: 1, on: Fixture.today).isEmpty)
                #expect(try repository.protectedPersons(provider: 2, on: Fixture.today) == [1])
                #expect(try repository.blockedUnits(provider: 2, person: 1, on: Fixture.today).isEmpty)
            }
        },
        rule("who an account is as a patient is found when the person has certificates") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a", patient: Fixture.person(3))], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let anna = try account("anna", connection)
                let repository = AccountPersonRepository(connection)
                #expect(try repository.person(account: anna) == nil)
                try repository.set(Fixture.person(4), account: anna)
                #expect(try repository.person(account: anna) == nil)
                try repository.set(Fixture.person(3), account: anna)
                #expect(try repository.person(account: anna) == 1)
            }
        },
        rule("what decides who may see what is never changed and never removed") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            _ = try protect([protection("s", .block)], in: database)
            for statement in [
                "UPDATE patient_protection SET last_day = 0", "DELETE FROM patient_protection",
                "UPDATE unit_setting SET value = ''", "DELETE FROM follow_up_mandate", "DELETE FROM risk_analysis",
                "UPDATE risk_analysis_role SET needs = ''", "DELETE FROM emergency_access",
                "UPDATE collaboration_consent SET about = ''",
            ] where database.dialect == .postgres || statement.contains("patient_protection") {
                #expect(throws: StorageError.self, "\(statement)") {
                    try database.writeBlocking { try $0.script(statement) }
                }
            }
            #expect(
                try database.readBlocking { try ProtectionRepository($0).blockedUnits(provider: 1, person: 1, on: Fixture.today) }
                    == [1])
        },
    ]
}
