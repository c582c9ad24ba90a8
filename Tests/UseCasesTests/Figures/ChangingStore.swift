import Interchange
import SickLeave
import Storage
import TestKit

/// A store that people and imports change at random, by a seed: certificates in any order, some replacing or complementing others,
/// revocations before and after what they revoke, questions and answers, measures, staff, volumes and new units.
struct ChangingStore {
    let database: any Database
    private var random: SeededGenerator
    /// Two importers, each with numbers of persons drawn ahead: the one's next is below the other's last.
    private let registries = [Registry(), Registry()]
    private var certificates: [Certificate] = []
    private var messages: [CaseMessage] = []
    private var count = 0

    private static let places: [(CareUnitReference, CareProviderReference)] = [
        (Fixture.unit, Fixture.provider), (Fixture.otherUnit, Fixture.provider), (Fixture.outsideUnit, Fixture.otherProvider),
        (.init(hsaID: HSAID(rawValue: "SE9900990001-1003"), name: "Tre"), Fixture.provider),
        (
            .init(hsaID: HSAID(rawValue: "SE9900990003-1001"), name: "Fyra"),
            .init(hsaID: HSAID(rawValue: "SE9900990003-0001"), name: "C")
        ),
    ]
    private static let codes = ["F432", "M545", "S821", "J069", "G560", "Z730", "F329", "I639"]

    init(_ database: any Database, seed: UInt64) {
        self.database = database
        random = SeededGenerator(source: SplitMix64(seed))
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    private mutating func next() -> Int {
        count += 1
        return count
    }

    /// One transaction with some changes of one kind.
    mutating func change() throws {
        switch below(12) {
        case 0...3: try store((0...below(6)).map { _ in certificate() }, by: below(2))
        case 4: try revoke()
        case 5, 6: try send()
        case 7, 8: try register()
        case 9: try employ()
        case 10: try giveUp()
        default: try count(below(2) == 0)
        }
    }

    mutating func certificate() -> Certificate {
        // Few patients, so that most have several, and some come late with a lower number than others have.
        let patient = Fixture.person(below(25))
        let (unit, provider) = Self.places[below(Self.places.count)]
        let first = Fixture.today - below(200)
        let doctor = below(6)
        var relations: [CertificateRelation] = []
        if below(3) == 0, let other = certificates.randomElement(using: &random), other.careProvider == provider {
            relations = [.init(kind: [.renews, .replaces, .complements][below(3)], certificate: other.id)]
        } else if below(20) == 0 {
            // Of one that comes later, or never.
            relations = [.init(kind: .replaces, certificate: .init(rawValue: "c-\(count + 2)"))]
        }
        let made = Fixture.certificate(
            "c-\(next())", patient: patient, from: "\(first)", through: "\(first + below(60))",
            percent: [25, 50, 75, 100][below(4)],
            diagnosis: Self.codes[below(Self.codes.count)],
            issuer: Issuer(
                hsaID: HSAID(rawValue: "\(provider.hsaID)-P\(doctor)"), name: "Doktor \(doctor)",
                positions: doctor < 3 ? ["201010"] : []),
            unit: unit, provider: provider, relations: relations)
        certificates.append(made)
        return made
    }

    func store(_ certificates: [Certificate], by importer: Int = 0) throws {
        try database.writeBlocking { connection in
            let run = try ImportRunRepository(connection).start(source: "slump", at: Instant(rawValue: 0))
            let repository = CertificateRepository(connection, registry: registries[importer])
            for certificate in certificates {
                _ = try repository.store([NewCertificate(certificate)], importRun: run)
            }
        }
    }

    /// A transaction that comes to nothing.
    private mutating func giveUp() throws {
        struct GivenUp: Error {}
        let certificate = certificate()
        certificates.removeLast()
        do {
            try database.writeBlocking { connection in
                try Self.store(certificate, on: connection)
                throw GivenUp()
            }
        } catch is GivenUp {}
    }

    static func store(_ certificate: Certificate, on connection: any Connection) throws {
        let repository = CertificateRepository(connection, registry: Registry())
        _ = try repository.store([NewCertificate(certificate)], importRun: 1)
    }

    private mutating func revoke() throws {
        let id = certificates.randomElement(using: &random)?.id ?? .init(rawValue: "c-1")
        let revocation = Revocation(
            certificate: below(5) == 0 ? .init(rawValue: "c-\(count + 1)") : id, revokedAt: nil, reason: "Fel", revokedBy: nil)
        try database.writeBlocking { _ = try RevocationRepository($0).store(revocation, importRun: 1) }
    }

    private mutating func send() throws {
        guard let about = certificates.randomElement(using: &random) else { return }
        let asked = below(2) == 0 ? messages.randomElement(using: &random) : nil
        let message = CaseMessage(
            id: .init(rawValue: "m-\(next())"), certificate: asked?.certificate ?? about.id, patient: nil, subject: .completion,
            direction: asked == nil ? .fromAgency : .fromCare, sentAt: LocalTime(day: Fixture.today - below(150), second: 60),
            heading: "", text: "",
            questions: (0..<below(3)).map { _ in .init(question: ["35", "29", "6"][below(3)], instance: nil, text: "") },
            answerBy: nil, answers: asked?.id, remindsOf: nil, receiver: "")
        messages.append(message)
        try database.writeBlocking { _ = try MessageRepository($0).store(message, importRun: 1, importedOn: Fixture.today) }
    }

    private mutating func register() throws {
        let registration = ProcedureRegistration(
            id: "k-\(next())", patient: Fixture.person(below(30)), careUnit: Self.places[below(3)].0.hsaID,
            day: Fixture.today - below(9),
            code: ["GB009", "AU124", "DV077"][below(3)], performedBy: nil)
        try database.writeBlocking {
            _ = try ProcedureRepository($0, registry: Registry()).store(registration, importRun: 1)
        }
    }

    private mutating func employ() throws {
        let (unit, provider) = Self.places[below(2)]
        let member = StaffMember(
            hsaID: HSAID(rawValue: "\(provider.hsaID)-P\(below(8))"), name: "Ny", careUnit: unit.hsaID,
            position: ["201010", "207421", ""][below(3)],
            isPhysician: true, trainedOn: Fixture.today, employedFrom: nil, employedThrough: nil)
        try database.writeBlocking { _ = try OrganisationRepository($0, registry: Registry()).store(member) }
    }

    /// Volumes of a known unit, or a new unit.
    private mutating func count(_ isNewUnit: Bool) throws {
        let id = HSAID(rawValue: "SE9900990001-2\(next())")
        let volume = UnitVolume(
            careUnit: Self.places[below(3)].0.hsaID, month: Month(containing: Fixture.today), visits: below(900),
            listedPatients: nil)
        try database.writeBlocking {
            let organisation = OrganisationRepository($0, registry: Registry())
            if isNewUnit {
                _ = try organisation.store(CareUnit(hsaID: id, name: "Ny", careProvider: Fixture.provider, parent: nil))
            } else {
                _ = try organisation.store(volume)
            }
        }
    }
}
