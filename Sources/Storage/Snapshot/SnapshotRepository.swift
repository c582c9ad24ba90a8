import SickLeave
package import Statistics

/// Builds the columns that statistics and lists read, in one consistent pass over the store.
package struct SnapshotRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Everything that a snapshot is made of.
    package static let tables: Set<String> = [
        "care_unit", "person", "diagnosis", "certificate", "certificate_period", "certificate_relation", "case_message",
        "procedure_registration", "employment", "unit_volume",
    ]

    /// - Parameter id: the new state's generation.
    package func load(id: Int64) throws -> Snapshot {
        let count = try connection.first("SELECT COUNT(*) FROM certificate") { $0.int(0) } ?? 0
        var builder = SnapshotBuilder(expectedCertificates: count)
        try loadUnits(&builder)
        try loadPersons(&builder)
        try loadCertificates(&builder)
        try loadMessages(&builder)
        try loadProcedures(&builder)
        try loadStaff(&builder)
        try loadVolumes(&builder)
        return builder.build(id: id)
    }

    private func loadUnits(_ builder: inout SnapshotBuilder) throws {
        try connection.forEach("SELECT id, root_id, care_provider_id FROM care_unit") {
            builder.addUnit(number: $0.int32(0), careUnit: $0.int32(1), provider: $0.int32(2))
        }
    }

    private func loadPersons(_ builder: inout SnapshotBuilder) throws {
        try connection.scan("SELECT id, birth_day, sex FROM person") {
            builder.addPerson(
                number: $0.int32(0), birthDay: $0.isNull(1) ? Snapshot.noDay : $0.int32(1),
                sex: $0.isNull(2) ? PersonColumns.unknownSex : UInt8($0.int(2)))
        }
    }

    /// Both tables lie in the order of their keys, so that the join is a merge and a certificate's periods follow it.
    private func loadCertificates(_ builder: inout SnapshotBuilder) throws {
        var diagnoses: [Int32] = []
        try connection.forEach("SELECT id, system, code FROM diagnosis") {
            let code = DiagnosisCode($0.text(2), system: DiagnosisCode.System(rawValue: UInt8($0.int(1))) ?? .icd10SE)
            while diagnoses.count <= $0.int(0) { diagnoses.append(Snapshot.none) }
            diagnoses[$0.int(0)] = builder.diagnosis(code)
        }
        let issuers = try loadIssuers(&builder)
        var previous: Int32 = -1
        var previousProvider: Int32 = -1
        try connection.scan(
            """
            SELECT c.care_provider_id, c.number, c.person_id, c.care_unit_id, c.staff_id, c.kind, c.signed_at, c.sent_at,
                   c.diagnosis_id, c.occupations, c.is_renewal, c.counts_in_spells, c.status, p.first_day, p.last_day, p.percent
            FROM certificate c LEFT JOIN certificate_period p
              ON p.care_provider_id = c.care_provider_id AND p.certificate_number = c.number
            ORDER BY c.care_provider_id, c.number
            """
        ) { row in
            let provider = row.int32(0)
            let number = row.int32(1)
            if number != previous || provider != previousProvider {
                previous = number
                previousProvider = provider
                addCertificate(
                    row, number: number, provider: provider, diagnoses: diagnoses, issuers: issuers, to: &builder)
            }
            if !row.isNull(13) { builder.addPeriod(firstDay: row.int32(13), lastDay: row.int32(14), percent: row.int32(15)) }
        }
    }

    private func addCertificate(
        _ row: any Row, number: Int32, provider: Int32, diagnoses: [Int32], issuers: [Int32: Int32],
        to builder: inout SnapshotBuilder
    ) {
        var flags: CertificateFlags = []
        if row.int(10) == 1 { flags.insert(.isRenewal) }
        if row.int(11) == 1, row.int(12) == 0 { flags.insert(.countsInSpells) }
        if row.int(12) == CertificateRepository.Status.revoked.rawValue { flags.insert(.isRevoked) }
        let signed = LocalTime(sqlInteger: row.int(6))
        builder.addCertificate(
            number: number, person: row.int32(2), unit: row.int32(3), provider: provider, doctor: row.int32(4),
            kind: UInt8(row.int(5)),
            signedDay: signed.day.rawValue, signedSecond: Int32(signed.second),
            sentDay: row.isNull(7) ? Snapshot.noDay : LocalTime(sqlInteger: row.int(7)).day.rawValue,
            diagnosis: row.isNull(8) ? Snapshot.none : diagnoses[row.int(8)],
            occupations: OccupationSet(rawValue: UInt8(row.int(9))),
            flags: flags, issuer: issuers[row.int32(4)] ?? Snapshot.none)
    }

    /// By staff number. The store knows positions; sex and age of a doctor stand in no certificate.
    private func loadIssuers(_ builder: inout SnapshotBuilder) throws -> [Int32: Int32] {
        var issuers: [Int32: Int32] = [:]
        try connection.forEach("SELECT id, position FROM staff WHERE position <> ''") {
            issuers[$0.int32(0)] = builder.issuer(
                doctor: $0.int32(0), sex: nil, age: 0, positions: PhysicianPositions(codes: [$0.text(1)]))
        }
        return issuers
    }

    private func loadMessages(_ builder: inout SnapshotBuilder) throws {
        var questions: [Int: [CompletionQuestion]] = [:]
        try connection.scan("SELECT care_provider_id, message_number, question FROM case_message_question") {
            guard let question = CompletionQuestion(question: $0.text(2)) else { return }
            questions[$0.int(0) << 32 | $0.int(1), default: []].append(question)
        }
        try connection.scan(
            """
            SELECT m.certificate_number, m.subject, m.direction, m.sent_at, \(MessageRepository.isAnswered), m.care_provider_id,
                   m.number
            FROM case_message m
            ORDER BY m.care_provider_id, m.number
            """
        ) {
            builder.addMessage(
                certificate: $0.int32(0), subject: UInt8($0.int(1)), direction: UInt8($0.int(2)),
                day: LocalTime(sqlInteger: $0.int(3)).day.rawValue, isAnswered: $0.bool(4),
                questions: questions[$0.int(5) << 32 | $0.int(6)] ?? [])
        }
    }

    private func loadProcedures(_ builder: inout SnapshotBuilder) throws {
        try connection.scan("SELECT person_id, care_unit_id, day, code FROM procedure_registration ORDER BY number") {
            builder.addProcedure(person: $0.int32(0), unit: $0.int32(1), day: $0.int32(2), code: $0.text(3))
        }
    }

    private func loadStaff(_ builder: inout SnapshotBuilder) throws {
        try connection.forEach("SELECT staff_id, care_unit_id, is_physician, trained_on, first_day, last_day FROM employment") {
            builder.addStaff(
                number: $0.int32(0), unit: $0.int32(1), isPhysician: $0.bool(2),
                trainedDay: $0.isNull(3) ? Snapshot.noDay : $0.int32(3),
                employedFrom: $0.isNull(4) ? Snapshot.noDay : $0.int32(4),
                employedThrough: $0.isNull(5) ? Snapshot.noDay : $0.int32(5))
        }
    }

    private func loadVolumes(_ builder: inout SnapshotBuilder) throws {
        try connection.forEach("SELECT care_unit_id, month, visits, listed_patients FROM unit_volume") {
            builder.addVolume(
                unit: $0.int32(0), month: $0.int32(1), visits: $0.isNull(2) ? Snapshot.none : $0.int32(2),
                listedPatients: $0.isNull(3) ? Snapshot.none : $0.int32(3))
        }
    }
}

extension Row {
    /// The store's checks keep days and numbers within 32 bits.
    func int32(_ column: Int) -> Int32 { Int32(truncatingIfNeeded: int(column)) }
}
