import SickLeave
import Storage
import Testing

extension StoreContract {
    static let regions: [StoreContract] = [
        rule("the newest list of a provider counts, in its order, and the older ones stay") { (database: any Database) throws in
            let (first, second) = (HSAID(rawValue: "SE1-2"), HSAID(rawValue: "SE1-1"))
            try database.writeBlocking { (connection: any Connection) throws in
                let unit = CareUnit(
                    hsaID: Fixture.unit.hsaID, name: "Ett", careProvider: Fixture.provider, parent: nil)
                _ = try OrganisationRepository(connection, registry: Registry()).store(unit)
                let lists = RegionListRepository(connection)
                #expect(try lists.newest(provider: 1) == nil)
                try lists.store(
                    ListedPatients(units: [second], listed: [second: 5]), provider: 1, by: 1, at: Instant(rawValue: 1))
                try lists.store(
                    ListedPatients(units: [first, second], listed: [second: 900]), provider: 1, by: 1, at: Instant(rawValue: 2))
                let newest = try #require(try lists.newest(provider: 1))
                #expect(newest.uploadedAt == Instant(rawValue: 2))
                #expect(newest.list == ListedPatients(units: [first, second], listed: [second: 900]))
                #expect(try lists.newest(provider: 2) == nil)
                #expect(try connection.first("SELECT COUNT(*) FROM region_list") { $0.int(0) } == 2)
            }
        }
    ]
}
