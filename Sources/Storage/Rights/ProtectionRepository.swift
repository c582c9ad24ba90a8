package import SickLeave

/// Blocks (spärrar) and protected identities (skyddade personuppgifter): append-only, the newest row of a record counts.
package struct ProtectionRepository {
    package enum Outcome: Sendable, Equatable {
        case stored
        case alreadyKnown
        case unknownUnit
        /// The record id is another patient's, or of the other kind.
        case otherContent
    }

    package struct Record: Sendable, Hashable {
        package let id: String
        package let kind: ProtectionRecord.Kind
        /// The care unit whose data are blocked, or that told of the protection.
        package let unit: Int
        package let unitName: String
        package let firstDay: Day
        /// Before the first of one that was lifted before it had held for a day.
        package let lastDay: Day?
        /// Nil for what came in a file.
        package let recordedBy: String?
        package let recordedAt: Instant

        package func holds(on day: Day) -> Bool { firstDay <= day && !isOver(on: day) }
        package func isOver(on day: Day) -> Bool { lastDay.map { $0 < day } ?? false }
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// As a file tells it. A row with a known id replaces what was known of it, its person and kind excepted.
    package func store(_ record: ProtectionRecord, registry: Registry, importRun: Int, at instant: Instant) throws -> Outcome {
        guard let unit = try registry.knownUnit(record.careUnit, connection) else { return .unknownUnit }
        let person = try registry.patient(record.patient, name: "", provider: unit.provider, connection)
        let known = try connection.first(
            """
            SELECT kind, person_id, care_unit_id, first_day, last_day FROM patient_protection
            WHERE care_provider_id = \(unit.provider) AND record_id = \(record.id) ORDER BY number DESC LIMIT 1
            """
        ) { (kind: $0.int(0), person: $0.int(1), unit: $0.int(2), first: $0.int(3), last: $0.optionalInt(4)) }
        if let known {
            guard known.kind == record.kind.rawValue, known.person == person else { return .otherContent }
            if known.unit == unit.id, known.last == record.lastDay?.number,
                ProtectionRepository.toldFirst(known.first, known.last) == record.firstDay.number
            {
                return .alreadyKnown
            }
        }
        try add(
            record.id, record.kind, person: person, unit: unit.id, provider: unit.provider, from: record.firstDay,
            through: record.lastDay, importRun: importRun, account: nil, at: instant)
        return .stored
    }

    /// What the newest row of the record says it is, and of which care unit; nil when there is no such record.
    package func latest(_ id: String, provider: Int) throws -> (kind: ProtectionRecord.Kind, unit: Int)? {
        try connection.first(
            """
            SELECT p.kind, u.root_id FROM patient_protection p JOIN care_unit u ON u.id = p.care_unit_id
            WHERE p.care_provider_id = \(provider) AND p.record_id = \(id) ORDER BY p.number DESC LIMIT 1
            """
        ) { (kind: ProtectionRecord.Kind(rawValue: $0.int(0)) ?? .protectedIdentity, unit: $0.int(1)) }
    }

    /// What a person at the unit records: a new block, or its last day.
    package func record(
        _ id: String, _ kind: ProtectionRecord.Kind, person: Int, unit: Int, provider: Int, from first: Day, through last: Day?,
        by account: Int, at instant: Instant
    ) throws {
        try add(
            id, kind, person: person, unit: unit, provider: provider, from: first, through: last, importRun: nil,
            account: account, at: instant)
    }

    private func add(
        _ id: String, _ kind: ProtectionRecord.Kind, person: Int, unit: Int, provider: Int, from first: Day, through last: Day?,
        importRun: Int?, account: Int?, at instant: Instant
    ) throws {
        let number = try connection.reserve(of: .right)
        try connection.execute(
            """
            INSERT INTO patient_protection (care_provider_id, number, record_id, kind, person_id, care_unit_id, first_day,
                last_day, import_run_id, recorded_by_account_id, recorded_at)
            VALUES (\(provider), \(number), \(id), \(kind.rawValue), \(person), \(unit), \(first), \(last), \(importRun),
                \(account), \(instant))
            """)
    }

    /// The provider's patients whose identity is protected on the day.
    package func protectedPersons(provider: Int, on day: Day) throws -> Set<Int> {
        Set(
            try connection.all(
                """
                SELECT p.person_id FROM patient_protection p
                WHERE p.care_provider_id = \(provider) AND p.kind = \(ProtectionRecord.Kind.protectedIdentity.rawValue)
                  AND \(ProtectionRepository.counts(on: day))
                """
            ) { $0.int(0) })
    }

    /// The care units of the provider whose data of the patient are blocked on the day.
    package func blockedUnits(provider: Int, person: Int, on day: Day) throws -> Set<Int> {
        Set(
            try connection.all(
                """
                SELECT u.root_id FROM patient_protection p JOIN care_unit u ON u.id = p.care_unit_id
                WHERE p.care_provider_id = \(provider) AND p.person_id = \(person)
                  AND p.kind = \(ProtectionRecord.Kind.block.rawValue) AND \(ProtectionRepository.counts(on: day))
                """
            ) { $0.int(0) })
    }

    private static func counts(on day: Day) -> SQL {
        """
        p.first_day <= \(day) AND (p.last_day IS NULL OR p.last_day >= \(day))
        AND p.number = (SELECT MAX(n.number) FROM patient_protection n
            WHERE n.care_provider_id = p.care_provider_id AND n.record_id = p.record_id)
        """
    }

    /// Everything that was recorded of the patient, newest first.
    package func history(provider: Int, person: Int) throws -> [Record] {
        try connection.all(
            """
            SELECT p.record_id, p.kind, u.root_id, r.name, p.first_day, p.last_day, a.name, p.recorded_at FROM patient_protection p
            JOIN care_unit u ON u.id = p.care_unit_id JOIN care_unit r ON r.id = u.root_id
            LEFT JOIN account a ON a.id = p.recorded_by_account_id
            WHERE p.care_provider_id = \(provider) AND p.person_id = \(person) ORDER BY p.number DESC
            """
        ) {
            Record(
                id: $0.text(0), kind: $0.int(1) == ProtectionRecord.Kind.block.rawValue ? .block : .protectedIdentity,
                unit: $0.int(2), unitName: $0.text(3), firstDay: Day($0.int(4)), lastDay: $0.optionalInt(5).map { Day($0) },
                recordedBy: $0.optionalText(6), recordedAt: Instant(rawValue: Int64($0.int(7))))
        }
    }

    /// The newest row of each record, in the order in which they came: what an export writes.
    package func forEachRecord(_ body: (ProtectionRecord) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT p.record_id, p.kind, s.kind, s.identifier, u.hsa_id, p.first_day, p.last_day FROM patient_protection p
            JOIN person s ON s.id = p.person_id JOIN care_unit u ON u.id = p.care_unit_id
            WHERE p.number = (SELECT MAX(n.number) FROM patient_protection n
                WHERE n.care_provider_id = p.care_provider_id AND n.record_id = p.record_id)
            ORDER BY p.care_provider_id, p.number
            """
        ) {
            try body(
                ProtectionRecord(
                    id: $0.text(0), kind: $0.int(1) == ProtectionRecord.Kind.block.rawValue ? .block : .protectedIdentity,
                    patient: PersonIdentifier($0, kind: 2, identifier: 3),
                    careUnit: HSAID(rawValue: $0.text(4)),
                    firstDay: Day(ProtectionRepository.toldFirst($0.int(5), $0.optionalInt(6))),
                    lastDay: $0.optionalInt(6).map { Day($0) }))
        }
    }

    /// The first day as a file tells it. One that was lifted before it had held for a day has its last day there: a file cannot say a last
    /// day before the first, and must tell of the lift whoever has read the block in from an earlier one.
    private static func toldFirst(_ first: Int, _ last: Int?) -> Int { min(first, last ?? first) }
}
