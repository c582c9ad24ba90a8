import SickLeave
import Statistics

/// The world's certificates and messages as columns, with the names that the columns do not hold.
struct WikiSnapshot {
    let snapshot: Snapshot
    private let unitIDs: [HSAID]
    private let providerIDs: [HSAID]
    private let doctorIDs: [HSAID]

    init(_ world: WikiWorld) {
        var builder = SnapshotBuilder()
        var providers = Numbers<HSAID>()
        var units = Numbers<String>()
        var unitIDs: [HSAID] = []
        var doctors = Numbers<HSAID>()
        var persons = Numbers<PersonIdentifier>()
        var careUnits: [Int32: Int32] = [:]
        var unitProviders: [Int32: Int32] = [:]
        var numbers: [String: Int32] = [:]

        // A unit that has moved is one row under each care unit: a certificate keeps what was so when it came.
        func unit(_ id: HSAID, under careUnit: HSAID, _ provider: HSAID) -> Int32 {
            let number = units.number("\(provider) \(careUnit) \(id)")
            if Int(number) > unitIDs.count { unitIDs.append(id) }
            unitProviders[number] = providers.number(provider)
            return number
        }

        for (index, certificate) in world.certificates.enumerated() {
            let number = Int32(index + 1)
            numbers[certificate.id] = number
            let unitNumber = unit(certificate.unit, under: certificate.careUnit, certificate.provider)
            careUnits[unitNumber] = unit(certificate.careUnit, under: certificate.careUnit, certificate.provider)
            let doctor = doctors.number(certificate.doctor)
            let issuer = certificate.doctorFacts.map {
                builder.issuer(doctor: doctor, sex: $0.sex, age: $0.age, positions: PhysicianPositions(codes: $0.positions))
            }
            let diagnosis = certificate.facts.diagnoses.first.map { builder.diagnosis($0.code) }
            builder.addCertificate(
                number: number, person: persons.number(certificate.patient), unit: unitNumber,
                provider: providers.number(certificate.provider), doctor: doctor, kind: certificate.type.rawValue,
                signedDay: certificate.signedAt.day.rawValue, signedSecond: Int32(certificate.signedAt.second),
                sentDay: world.sentToAgency.contains(certificate.id) ? certificate.signedAt.day.rawValue : Snapshot.noDay,
                diagnosis: diagnosis ?? Snapshot.none, occupations: [],
                flags: world.revoked.contains(certificate.id) ? .isRevoked : .countsInSpells,
                county: certificate.county?.rawValue ?? 0, issuer: issuer ?? Snapshot.none)
            for period in certificate.facts.periods {
                builder.addPeriod(
                    firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                    percent: Int32(period.extent.percent))
            }
        }
        for (number, patient) in zip(Int32(1)..., persons.inOrder) {
            builder.addPerson(
                number: number, birthDay: patient.birthDay?.rawValue ?? Snapshot.noDay,
                sex: patient.legalSex?.rawValue ?? PersonColumns.unknownSex)
        }
        for number in units.all.values.sorted() {
            builder.addUnit(number: number, careUnit: careUnits[number] ?? number, provider: unitProviders[number]!)
        }
        for message in world.messages {
            builder.addMessage(
                certificate: numbers[message.certificate]!, subject: message.subject?.rawValue ?? 0,
                direction: CaseMessage.Direction.fromAgency.rawValue, day: message.sentOn.rawValue, isAnswered: false,
                sex: message.patient.legalSex,
                questions: message.questions.compactMap { CompletionQuestion(question: $0) })
        }
        snapshot = builder.build(id: 1)
        self.unitIDs = unitIDs
        providerIDs = providers.inOrder
        doctorIDs = doctors.inOrder
    }

    func id(_ unit: UnitIndex) -> HSAID { unitIDs[Int(snapshot.units.number[Int(unit.rawValue)]) - 1] }
    func doctor(_ row: Int32) -> HSAID { doctorIDs[Int(snapshot.professionals.number[Int(row)]) - 1] }

    /// Row of the provider; nil when it has no certificate.
    func provider(_ id: String) -> Int32? {
        guard let number = providerIDs.firstIndex(where: { $0.rawValue == id }) else { return nil }
        return snapshot.providers.number.firstIndex(of: Int32(number + 1)).map(Int32.init)
    }

    /// The unit at each provider and under each care unit that has it.
    func units(_ id: String) -> [UnitIndex] { allUnits.filter { self.id($0).rawValue == id } }

    var allUnits: [UnitIndex] { (0..<snapshot.units.count).map { UnitIndex($0) } }
    func isCareUnit(_ unit: UnitIndex) -> Bool { snapshot.units.careUnit[Int(unit.rawValue)] == unit.rawValue }
}

/// Numbers from 1 in order of first appearance, as a store gives them.
private struct Numbers<Key: Hashable> {
    private(set) var all: [Key: Int32] = [:]
    private(set) var inOrder: [Key] = []

    mutating func number(_ key: Key) -> Int32 {
        if let known = all[key] { return known }
        inOrder.append(key)
        all[key] = Int32(inOrder.count)
        return Int32(inOrder.count)
    }
}
