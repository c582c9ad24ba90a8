import SickLeave
import Statistics

/// Reads rows of the store into a snapshot's builder: all of them, or those of some numbers.
struct SnapshotRows {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Which rows of a table: one provider's of some numbers.
    enum Part {
        case span(provider: Int32, ClosedRange<Int32>)
        case some(provider: Int32, [Int32])

        /// A condition on a table's columns of provider and number.
        func holds(_ provider: StaticString, _ number: StaticString) -> SQL {
            switch self {
            case .span(let one, let numbers):
                "\(raw: provider) = \(one) AND \(raw: number) BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)"
            case .some(let one, let numbers): "\(raw: provider) = \(one) AND \(raw: number) IN \(list: numbers)"
            }
        }
    }

    /// Names in the builder of what the store knows by number.
    struct Registers {
        /// By the store's number of a diagnosis.
        fileprivate var diagnoses: [Int32] = []
        /// By number of a member of staff.
        fileprivate var issuers: [Int32: Int32] = [:]
    }

    /// What is read whole every time, being small: units, diagnoses, what is known of signers, staff and volumes.
    func loadRegisters(_ builder: inout SnapshotBuilder) throws -> Registers {
        // A sub-unit that says nothing of its county lies where its care unit does.
        try connection.forEach(
            """
            SELECT u.id, u.root_id, u.care_provider_id, COALESCE(u.county, r.county, 0)
            FROM care_unit u JOIN care_unit r ON r.id = u.root_id ORDER BY u.id
            """
        ) {
            builder.addUnit(number: $0.int32(0), careUnit: $0.int32(1), provider: $0.int32(2), county: UInt8($0.int(3)))
        }
        var registers = Registers()
        try connection.forEach("SELECT id, system, code FROM diagnosis ORDER BY id") {
            let code = DiagnosisCode($0.text(2), system: DiagnosisCode.System(rawValue: UInt8($0.int(1))) ?? .icd10SE)
            while registers.diagnoses.count <= $0.int(0) { registers.diagnoses.append(Snapshot.none) }
            registers.diagnoses[$0.int(0)] = builder.diagnosis(code)
        }
        // What the staff's own register says, or the certificates: these know positions, but neither sex nor age of a doctor.
        try connection.forEach(
            """
            SELECT id, position, sex, birth_year FROM staff
            WHERE position <> '' OR sex IS NOT NULL OR birth_year IS NOT NULL ORDER BY id
            """
        ) {
            registers.issuers[$0.int32(0)] = builder.issuer(
                doctor: $0.int32(0), sex: $0.optionalInt(2).flatMap { LegalSex(rawValue: UInt8($0)) }, age: 0,
                positions: PhysicianPositions(codes: $0.text(1).isEmpty ? [] : [$0.text(1)]),
                birthYear: UInt16($0.optionalInt(3) ?? 0))
        }
        try loadStaff(&builder)
        try loadVolumes(&builder)
        return registers
    }

    private func loadStaff(_ builder: inout SnapshotBuilder) throws {
        try connection.forEach(
            """
            SELECT staff_id, care_unit_id, is_physician, trained_on, first_day, last_day FROM employment
            ORDER BY care_provider_id, care_unit_id, staff_id
            """
        ) {
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

    func loadPersons(_ builder: inout SnapshotBuilder) throws {
        try connection.scan("SELECT id, birth_day, sex FROM person ORDER BY id") { add(person: $0, to: &builder) }
    }

    /// - Parameter numbers: ascending.
    func loadPersons(_ builder: inout SnapshotBuilder, among numbers: [Int32]) throws {
        for slice in numbers.slices {
            try connection.forEach("SELECT id, birth_day, sex FROM person WHERE id IN \(list: slice) ORDER BY id") {
                add(person: $0, to: &builder)
            }
        }
    }

    private func add(person row: any Row, to builder: inout SnapshotBuilder) {
        builder.addPerson(
            number: row.int32(0), birthDay: row.isNull(1) ? Snapshot.noDay : row.int32(1),
            sex: row.isNull(2) ? PersonColumns.unknownSex : UInt8(row.int(2)))
    }

    /// - Returns: the persons of a part; empty for the whole.
    @discardableResult
    func loadCertificates(_ builder: inout SnapshotBuilder, _ registers: Registers, _ part: Part? = nil) throws -> Set<Int32> {
        var persons: Set<Int32> = []
        try connection.scan(
            """
            SELECT care_provider_id, number, person_id, care_unit_id, staff_id, kind, signed_at, sent_at, diagnosis_id, occupations,
                   is_renewal, counts_in_spells, status, periods
            FROM certificate
            \(SnapshotRows.condition(part, "care_provider_id", "number"))
            ORDER BY care_provider_id, number
            """
        ) { row in
            if part != nil { persons.insert(row.int32(2)) }
            add(certificate: row, number: row.int32(1), provider: row.int32(0), registers, to: &builder)
            for period in try PeriodEncoding.decode(row.blob(13)) {
                builder.addPeriod(
                    firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                    percent: Int32(period.extent.percent))
            }
        }
        return persons
    }

    private static func condition(_ part: Part?, _ provider: StaticString, _ number: StaticString) -> SQL {
        part.map { "WHERE \($0.holds(provider, number))" } ?? ""
    }

    private func add(
        certificate row: any Row, number: Int32, provider: Int32, _ registers: Registers, to builder: inout SnapshotBuilder
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
            diagnosis: row.isNull(8) ? Snapshot.none : registers.diagnoses[row.int(8)],
            occupations: OccupationSet(rawValue: UInt8(row.int(9))),
            flags: flags, issuer: registers.issuers[row.int32(4)] ?? Snapshot.none)
    }

    /// - Parameter part: of certificates, whose messages are wanted.
    func loadMessages(_ builder: inout SnapshotBuilder, _ part: Part? = nil) throws {
        let condition = SnapshotRows.condition(part, "m.care_provider_id", "m.certificate_number")
        var questions: [Int: [CompletionQuestion]] = [:]
        try connection.scan(
            """
            SELECT q.care_provider_id, q.message_number, q.question FROM case_message m
            JOIN case_message_question q ON q.care_provider_id = m.care_provider_id AND q.message_number = m.number
            \(condition)
            ORDER BY q.care_provider_id, q.message_number, q.ordinal
            """
        ) {
            guard let question = CompletionQuestion(question: $0.text(2)) else { return }
            questions[$0.int(0) << 32 | $0.int(1), default: []].append(question)
        }
        try connection.scan(
            """
            SELECT m.certificate_number, m.subject, m.direction, m.sent_at, \(MessageRepository.isAnswered), m.care_provider_id,
                   m.number
            FROM case_message m
            \(condition)
            ORDER BY m.care_provider_id, m.number
            """
        ) {
            builder.addMessage(
                certificate: $0.int32(0), subject: UInt8($0.int(1)), direction: UInt8($0.int(2)),
                day: LocalTime(sqlInteger: $0.int(3)).day.rawValue, isAnswered: $0.bool(4),
                questions: questions[$0.int(5) << 32 | $0.int(6)] ?? [])
        }
    }

    /// - Returns: the persons of a part; empty for the whole.
    @discardableResult
    func loadProcedures(_ builder: inout SnapshotBuilder, _ part: Part? = nil) throws -> Set<Int32> {
        var persons: Set<Int32> = []
        try connection.scan(
            """
            SELECT number, person_id, care_unit_id, day, code FROM procedure_registration
            \(SnapshotRows.condition(part, "care_provider_id", "number"))
            ORDER BY number
            """
        ) {
            if part != nil { persons.insert($0.int32(1)) }
            builder.addProcedure(number: $0.int32(0), person: $0.int32(1), unit: $0.int32(2), day: $0.int32(3), code: $0.text(4))
        }
        return persons
    }
}

extension Row {
    /// The store's checks keep days and numbers within 32 bits.
    func int32(_ column: Int) -> Int32 { Int32(truncatingIfNeeded: int(column)) }
}
