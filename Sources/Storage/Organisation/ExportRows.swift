package import SickLeave

/// Everything as domain values again, one after the other.
package struct ExportRows {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Care units before their sub-units, so that they can be read in again in this order.
    package func forEachUnit(_ body: (CareUnit) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT u.hsa_id, u.name, p.hsa_id, p.name, parent.hsa_id, u.county FROM care_unit u JOIN care_provider p ON p.id = u.care_provider_id
            LEFT JOIN care_unit parent ON parent.id = u.parent_id
            ORDER BY CASE WHEN u.parent_id IS NULL THEN 0 ELSE 1 END, u.id
            """
        ) {
            try body(
                CareUnit(
                    hsaID: HSAID(rawValue: $0.text(0)), name: $0.text(1),
                    careProvider: CareProviderReference(hsaID: HSAID(rawValue: $0.text(2)), name: $0.text(3)),
                    parent: $0.optionalText(4).map(HSAID.init(rawValue:)),
                    county: $0.optionalInt(5).flatMap { County(rawValue: UInt8($0)) }))
        }
    }

    package func forEachStaffMember(_ body: (StaffMember) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT s.hsa_id, s.name, u.hsa_id, s.position, e.is_physician, e.trained_on, e.first_day, e.last_day,
                s.sex, s.birth_year
            FROM employment e JOIN staff s ON s.care_provider_id = e.care_provider_id AND s.id = e.staff_id
            JOIN care_unit u ON u.id = e.care_unit_id ORDER BY e.care_provider_id, e.care_unit_id, e.staff_id
            """
        ) {
            try body(
                StaffMember(
                    hsaID: HSAID(rawValue: $0.text(0)), name: $0.text(1), careUnit: HSAID(rawValue: $0.text(2)),
                    position: $0.text(3),
                    isPhysician: $0.bool(4), trainedOn: $0.optionalInt(5).map { Day($0) },
                    employedFrom: $0.optionalInt(6).map { Day($0) }, employedThrough: $0.optionalInt(7).map { Day($0) },
                    sex: $0.optionalInt(8).flatMap { LegalSex(rawValue: UInt8($0)) }, birthYear: $0.optionalInt(9)))
        }
    }

    package func forEachVolume(_ body: (UnitVolume) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT u.hsa_id, v.month, v.visits, v.listed_patients FROM unit_volume v JOIN care_unit u ON u.id = v.care_unit_id
            ORDER BY v.care_provider_id, v.care_unit_id, v.month
            """
        ) {
            try body(
                UnitVolume(
                    careUnit: HSAID(rawValue: $0.text(0)), month: Month(rawValue: Int32($0.int(1))), visits: $0.optionalInt(2),
                    listedPatients: $0.optionalInt(3)))
        }
    }

    package func forEachCertificate(_ body: (Certificate) throws -> Void) throws {
        try connection.scan("SELECT content FROM certificate_content ORDER BY care_provider_id, certificate_number") {
            try body(try CertificateEncoding.decode($0.blob(0)))
        }
    }

    package func forEachRevocation(_ body: (Revocation) throws -> Void) throws {
        try connection.scan(
            """
            SELECT certificate_id, revoked_at, reason, revoked_by, revoked_by_hsa_id, revoked_by_positions
            FROM revocation ORDER BY certificate_id, care_provider_id
            """
        ) { row in
            let revokedBy = row.optionalText(4).map {
                Issuer(
                    hsaID: HSAID(rawValue: $0), name: row.text(3), positions: row.text(5).split(separator: "|").map(String.init))
            }
            try body(
                Revocation(
                    certificate: .init(rawValue: row.text(0)), revokedAt: row.optionalInt(1).map { LocalTime(sqlInteger: $0) },
                    reason: row.text(2), revokedBy: revokedBy))
        }
    }

    package func forEachProcedure(_ body: (ProcedureRegistration) throws -> Void) throws {
        try connection.scan(
            """
            SELECT r.registration_id, n.kind, n.identifier, u.hsa_id, r.day, r.code, s.hsa_id FROM procedure_registration r
            JOIN person n ON n.id = r.person_id JOIN care_unit u ON u.id = r.care_unit_id
            LEFT JOIN staff s ON s.care_provider_id = r.care_provider_id AND s.id = r.staff_id
            ORDER BY r.care_provider_id, r.number
            """
        ) {
            try body(
                ProcedureRegistration(
                    id: $0.text(0),
                    patient: PersonIdentifier(kind: .init(rawValue: UInt8($0.int(1))) ?? .reserve, canonical: $0.text(2)),
                    careUnit: HSAID(rawValue: $0.text(3)), day: Day($0.int(4)), code: $0.text(5),
                    performedBy: $0.optionalText(6).map(HSAID.init(rawValue:))))
        }
    }

    package func forEachMessage(_ body: (CaseMessage) throws -> Void) throws {
        try connection.scan(
            "SELECT care_provider_id, certificate_number FROM case_message GROUP BY care_provider_id, certificate_number ORDER BY 1, 2"
        ) { row in
            for stored in try MessageRepository(connection).messages(provider: row.int(0), certificates: [row.int(1)]) {
                try body(stored.message)
            }
        }
    }
}
