import SickLeave
import Storage
import Testing

extension StoreContract {
    static let regions: [StoreContract] = [
        rule("a provider has all of its lists, the newest first, each in its order") { (database: any Database) throws in
            let (first, second) = (HSAID(rawValue: "SE1-2"), HSAID(rawValue: "SE1-1"))
            try database.writeBlocking { (connection: any Connection) throws in
                let unit = CareUnit(
                    hsaID: Fixture.unit.hsaID, name: "Ett", careProvider: Fixture.provider, parent: nil)
                _ = try OrganisationRepository(connection, registry: Registry()).store(unit)
                let lists = RegionListRepository(connection)
                #expect(try lists.all(provider: 1).isEmpty && lists.newest(provider: 1) == nil)
                try lists.store(
                    ListedPatients(units: [second], listed: [second: 5]), provider: 1, by: 1, at: Instant(rawValue: 1))
                try lists.store(
                    ListedPatients(units: [first, second], listed: [second: 900]), provider: 1, by: 1, at: Instant(rawValue: 2))
                let all = try lists.all(provider: 1)
                #expect(all.map(\.uploadedAt) == [Instant(rawValue: 2), Instant(rawValue: 1)])
                #expect(
                    all.map(\.list) == [
                        ListedPatients(units: [first, second], listed: [second: 900]),
                        ListedPatients(units: [second], listed: [second: 5]),
                    ])
                #expect(try lists.all(provider: 2).isEmpty && lists.newest(provider: 2) == nil)
                #expect(try lists.newest(provider: 1) == all[0])
                // A row from before counts had a limit.
                try connection.execute(
                    "UPDATE region_list_unit SET listed_patients = \(Int.max) WHERE list_number = \(all[0].number)")
                #expect(try lists.all(provider: 1).map(\.list.listed) == [[:], [second: 5]])
            }
        }
    ]

    static let goals: [StoreContract] = [
        rule("a goal's correction replaces and keeps; what somebody else has replaced cannot be replaced again") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let unit = CareUnit(hsaID: Fixture.unit.hsaID, name: "Ett", careProvider: Fixture.provider, parent: nil)
                _ = try OrganisationRepository(connection, registry: Registry()).store(unit)
                let account = try AccountRepository(connection).create(userName: "bo", name: "Bo", hsaID: "", passwordHash: "x")
                let goals = GoalRepository(connection, provider: 1)
                var content = UnitGoal.Content(
                    measure: "plan", baseline: .init(month: Month(iso: "2026-10")!, value: 1_234), target: 4_000,
                    due: Day(iso: "2027-01-31")!, responsible: "Bo", plan: "Så här", status: .atWork)
                let goal = try goals.choose(content, unit: 1, by: account, at: Instant(rawValue: 1))
                let first = try #require(try goals.current(unit: 1).first)
                #expect(first.goal == goal && first.content == content && first.by == "Bo")
                content.target = 5_000
                content.status = .atRest
                #expect(try goals.replace(first, with: content, unit: 1, reason: "fel", by: account, at: Instant(rawValue: 2)))
                #expect(try !goals.replace(first, with: content, unit: 1, reason: "fel", by: account, at: Instant(rawValue: 3)))
                #expect(try goals.current(unit: 1).map(\.content) == [content])
                #expect(try goals.history(goal: goal, unit: 1).map(\.reason) == ["", "fel"])
                #expect(try goals.history(goal: goal, unit: 2).isEmpty)

                try goals.addStep(
                    goal: goal, what: "Två", responsible: "Bo", due: Day(iso: "2026-12-02")!, by: account,
                    at: Instant(rawValue: 4))
                try goals.addStep(
                    goal: goal, what: "Ett", responsible: "Bo", due: Day(iso: "2026-12-01")!, by: account,
                    at: Instant(rawValue: 5))
                let step = try #require(try goals.steps(goals: [goal]).first)
                #expect(step.what == "Ett" && step.status == .toDo)
                #expect(try goals.setStep(step, to: .done, by: account, at: Instant(rawValue: 6)))
                #expect(try !goals.setStep(step, to: .dropped, by: account, at: Instant(rawValue: 7)))
                #expect(try goals.steps(goals: [goal]).map(\.status) == [.done, .toDo])

                try goals.addFollowUp(
                    goal: goal, day: Day(iso: "2026-12-03")!, note: "ett", by: account, at: Instant(rawValue: 8))
                try goals.addFollowUp(
                    goal: goal, day: Day(iso: "2026-12-04")!, note: "två", by: account, at: Instant(rawValue: 9))
                #expect(try goals.followUps(goal: goal).map(\.note) == ["två", "ett"])
            }
        }
    ]
}
