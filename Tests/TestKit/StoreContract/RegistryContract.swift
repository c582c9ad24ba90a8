import SickLeave
import Storage
import Testing

extension StoreContract {
    static let registry: [StoreContract] = [
        rule("the same reference is the same row, remembered or not") { (database: any Database) throws in
            for _ in 0..<2 {
                let registry = Registry()
                try database.writeBlocking { (connection: any Connection) throws in
                    for _ in 0..<2 {
                        let provider = try registry.provider(Fixture.provider, connection)
                        #expect(provider == 1)
                        let unit = try registry.unit(Fixture.unit, provider: provider, connection)
                        #expect(unit.id == 1 && unit.root == 1 && unit.provider == 1)
                        #expect(try registry.staff(Fixture.doctor, provider: provider, connection) == 1)
                        #expect(try registry.patient(Fixture.person(), name: "A", provider: provider, connection) == 1)
                        #expect(try registry.diagnosis(DiagnosisCode("F432"), connection) == 1)
                    }
                }
            }
        },
        rule("a unit and a provider without name are called by their HSA-id until a row of units says more") {
            (database: any Database) throws in
            let registry = Registry()
            try database.writeBlocking { (connection: any Connection) throws in
                let nameless = CareProviderReference(hsaID: Fixture.provider.hsaID, name: "")
                let provider = try registry.provider(nameless, connection)
                _ = try registry.unit(.init(hsaID: Fixture.unit.hsaID, name: ""), provider: provider, connection)
                func names() throws -> [String] {
                    try connection.all("SELECT name FROM care_provider UNION ALL SELECT name FROM care_unit") { $0.text(0) }
                }
                #expect(try names() == [Fixture.provider.hsaID.rawValue, Fixture.unit.hsaID.rawValue])
                let told = CareUnit(hsaID: Fixture.unit.hsaID, name: "Enheten", careProvider: nameless, parent: nil, given: [])
                #expect(try OrganisationRepository(connection, registry: registry).store(told))
                #expect(try names() == [Fixture.provider.hsaID.rawValue, "Enheten"])
            }
        },
        rule("a unit's number at another provider is another unit") { (database: any Database) throws in
            let registry = Registry()
            try database.writeBlocking { (connection: any Connection) throws in
                let (one, two) = (
                    try registry.provider(Fixture.provider, connection), try registry.provider(Fixture.otherProvider, connection)
                )
                let first = try registry.unit(Fixture.unit, provider: one, connection)
                let second = try registry.unit(Fixture.unit, provider: two, connection)
                #expect(first.id != second.id && second.provider == two)
            }
        },
        rule("a patient keeps the first name that is not empty") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                for name in ["", "Första Namn", "Andra Namn"] {
                    let registry = Registry()
                    let provider = try registry.provider(Fixture.provider, connection)
                    _ = try registry.patient(Fixture.person(), name: name, provider: provider, connection)
                }
            }
            let patient = try database.readBlocking { try PatientRepository($0).patients(provider: 1, persons: [1])[1] }
            #expect(patient?.name == "Första Namn")
            #expect(patient?.sortName == "f{crsta namn")
            #expect(patient?.identifier == Fixture.person())
        },
        rule("a person is one, a patient is each provider's own, with a public name of its own") {
            (database: any Database) throws in
            let registry = Registry()
            try database.writeBlocking { (connection: any Connection) throws in
                for reference in [Fixture.provider, Fixture.otherProvider] {
                    let provider = try registry.provider(reference, connection)
                    #expect(try registry.patient(Fixture.person(), name: "A", provider: provider, connection) == 1)
                }
            }
            try database.readBlocking { (connection: any Connection) throws in
                let patients = PatientRepository(connection)
                let first = try #require(try patients.patients(provider: 1, persons: [1])[1])
                let second = try #require(try patients.patients(provider: 2, persons: [1])[1])
                #expect(first.publicID != second.publicID)
                #expect(first.publicID.utf8.count == 16)
                #expect(try patients.patient(provider: 2, publicID: first.publicID) == nil)
                #expect(try patients.patient(provider: 1, publicID: first.publicID) == first)
            }
        },
        rule("more patients than one statement has room for") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let registry = Registry()
                let provider = try registry.provider(Fixture.provider, connection)
                for number in 0..<1_203 {
                    _ = try registry.patient(Fixture.person(number), name: "N\(number)", provider: provider, connection)
                }
            }
            let found = try database.readBlocking {
                try PatientRepository($0).patients(provider: 1, persons: Array(1...1_203) + [99_999])
            }
            #expect(found.count == 1_203)
            #expect(found[1_203]?.name == "N1202")
        },
    ]

    static let organisation: [StoreContract] = [
        rule("a unit is renamed and placed under its care unit") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let repository = OrganisationRepository(connection, registry: Registry())
                #expect(try repository.store(unit("A", "Gammalt")) == true)
                #expect(try repository.store(unit("B", "Mottagning", under: "A")) == true)
                #expect(try repository.store(unit("A", "Nytt")) == true)
                let units = try OrganisationRepository.units(connection)
                #expect(units.map(\.name) == ["Nytt", "Mottagning"])
                #expect(units.map(\.root) == [1, 1])
            }
        },
        rule("there is one level of sub-units, and an unknown parent is refused") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let repository = OrganisationRepository(connection, registry: Registry())
                #expect(try repository.store(unit("B", "Under", under: "A")) == false)
                for (id, parent) in [("A", nil), ("B", "A"), ("C", nil)] as [(String, String?)] {
                    #expect(try repository.store(unit(id, id, under: parent)) == true)
                }
                #expect(try repository.store(unit("C", "C", under: "B")) == false)
                #expect(try repository.store(unit("A", "A", under: "C")) == false)
                #expect(try OrganisationRepository.units(connection).map(\.root) == [1, 1, 3])
            }
        },
        rule("of what a row does not speak of the known value stays; an empty value takes it away") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let repository = OrganisationRepository(connection, registry: Registry())
                func store(_ given: CareUnit.Given, county: County? = nil, provider: String = "") throws {
                    var row = unit("B", "Under", given: given)
                    (row.county, row.careProvider.name) = (county, provider)
                    #expect(try repository.store(row) == true)
                }
                func known() throws -> [[Int?]] {
                    try connection.all("SELECT parent_id, root_id, county FROM care_unit WHERE hsa_id = 'B'") {
                        [$0.optionalInt(0), $0.int(1), $0.optionalInt(2)]
                    }
                }
                #expect(try repository.store(unit("A", "Centralen")) == true)
                #expect(try repository.store(unit("B", "Under", under: "A")) == true)
                try store([.county, .providerName], county: .skane, provider: "Nytt namn")
                try store([])
                #expect(try known() == [[1, 1, Int(County.skane.rawValue)]])
                #expect(try OrganisationRepository.units(connection).map(\.providerName) == ["Nytt namn", "Nytt namn"])
                try store(.all)
                #expect(try known() == [[nil, 2, nil]])
            }
        },
        rule("a file of staff without a column leaves it, and two files in one batch count in turn") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let repository = OrganisationRepository(connection, registry: Registry())
                func member(_ given: StaffMember.Given, trained: Day? = nil, birthYear: Int? = nil) -> StaffMember {
                    StaffMember(
                        hsaID: Fixture.doctor.hsaID, name: "Ek", careUnit: HSAID(rawValue: "A"), position: "", isPhysician: true,
                        trainedOn: trained, employedFrom: nil, employedThrough: nil, birthYear: birthYear, given: given)
                }
                func known() throws -> [[Int?]] {
                    try connection.all("SELECT e.trained_on, s.birth_year FROM employment e JOIN staff s ON s.id = e.staff_id") {
                        [$0.optionalInt(0), $0.optionalInt(1)]
                    }
                }
                _ = try repository.store(unit("A", "A"))
                #expect(
                    try repository.store([member(.all, trained: Fixture.today), member([.birthYear], birthYear: 1970)]) == [
                        true, true,
                    ])
                #expect(try known() == [[Fixture.today.number, 1970]])
                #expect(try repository.store(member([])) == true)
                #expect(try known() == [[Fixture.today.number, 1970]])
                #expect(try repository.store(member([.trainedOn])) == true)
                #expect(try known() == [[nil, 1970]])
            }
        },
        rule("the newest row of a member of staff and of a month's volume is the truth") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let repository = OrganisationRepository(connection, registry: Registry())
                func member(trained: Day?) -> StaffMember {
                    StaffMember(
                        hsaID: Fixture.doctor.hsaID, name: "Ek", careUnit: HSAID(rawValue: "A"), position: "201010",
                        isPhysician: true,
                        trainedOn: trained, employedFrom: nil, employedThrough: nil)
                }
                let month = Month(iso: "2026-10")!
                #expect(try repository.store(member(trained: nil)) == false)
                _ = try repository.store(unit("A", "A"))
                #expect(try repository.store(member(trained: nil)) == true)
                #expect(try repository.store(member(trained: Fixture.today)) == true)
                #expect(
                    try repository.store(
                        UnitVolume(careUnit: HSAID(rawValue: "A"), month: month, visits: 10, listedPatients: nil)) == true)
                #expect(
                    try repository.store(
                        UnitVolume(careUnit: HSAID(rawValue: "A"), month: month, visits: nil, listedPatients: 500)) == true)
                #expect(try connection.all("SELECT trained_on FROM employment") { $0.int(0) } == [Fixture.today.number])
                #expect(
                    try connection.all("SELECT visits, listed_patients FROM unit_volume") { [$0.int(0), $0.int(1)] } == [
                        [10, 500]
                    ])
            }
        },
    ]

    private static func unit(_ id: String, _ name: String, under parent: String? = nil, given: CareUnit.Given = .all) -> CareUnit
    {
        CareUnit(
            hsaID: HSAID(rawValue: id), name: name, careProvider: Fixture.provider, parent: parent.map(HSAID.init(rawValue:)),
            given: given)
    }
}
