package import SickLeave

extension CertificateRepository {
    package enum Status: Int, Sendable {
        case inForce = 0
        case superseded = 1
        case revoked = 2
    }

    /// A certificate whole, with what has become of it.
    package struct Stored: Sendable {
        package let number: Int
        package let certificate: Certificate
        package let status: Status
        package let hasRemarks: Bool
        package let revocationReason: String?
    }

    /// The providers that have a certificate with the id.
    package static func providers(_ connection: any Connection, of id: Certificate.ID) throws -> Set<Int> {
        try providers(connection, of: [id])[id] ?? []
    }

    /// The same for many; those that are not here have no element.
    package static func providers(_ connection: any Connection, of ids: [Certificate.ID]) throws -> [Certificate.ID: Set<Int>] {
        var found: [Certificate.ID: Set<Int>] = [:]
        try ids.inSlices { slice in
            try connection.forEach(
                "SELECT c.certificate_id, c.care_provider_id FROM \(CertificateRepository.look(for: slice, connection.dialect))"
            ) { found[.init(rawValue: $0.text(0)), default: []].insert($0.int(1)) }
        }
        return found
    }

    /// After `FROM`: the certificates that have the ids, as `c`.
    static func look(for ids: some Collection<Certificate.ID>, _ dialect: Dialect) -> SQL {
        let hasID: SQL = "c.certificate_id = asked.column1"
        return
            "(VALUES \(rows: ids.map { [$0.sqlValue] })) AS asked \(SQL.look(in: "certificate", as: "c", where: hasID, dialect))"
    }

    /// The certificate in force that has taken each one's place, through however many between; no element where none has.
    package static func successors(_ connection: any Connection, provider: Int, of numbers: [Int]) throws -> [Int: Int] {
        try Superseding(connection: connection).successors(of: numbers, provider: provider)
    }

    /// The care unit has a certificate of the person, in force or not: by this the person is the unit's patient, whether or not
    /// somebody has looked.
    package static func hasOne(_ connection: any Connection, of person: Int, provider: Int, unit: Int) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM certificate c JOIN care_unit u ON u.id = c.care_unit_id
            WHERE c.care_provider_id = \(provider) AND c.person_id = \(person) AND u.root_id = \(unit) LIMIT 1
            """
        ) { _ in true } ?? false
    }

    /// What stands in the column `periods`.
    package static func periods(_ bytes: [UInt8]) throws -> [SickLeavePeriod] { try PeriodEncoding.decode(bytes) }

    /// In the order of signing.
    package static func certificates(_ connection: any Connection, provider: Int, numbers: [Int]) throws -> [Stored] {
        try connection.all(
            """
            SELECT c.number, b.content, c.status, c.verdict, r.reason FROM certificate c
            JOIN certificate_content b ON b.care_provider_id = c.care_provider_id AND b.certificate_number = c.number
            LEFT JOIN revocation r ON r.care_provider_id = c.care_provider_id AND r.certificate_id = c.certificate_id
            WHERE c.care_provider_id = \(provider) AND c.number IN \(list: numbers) ORDER BY c.signed_at, c.number
            """
        ) {
            Stored(
                number: $0.int(0), certificate: try CertificateEncoding.decode($0.blob(1)),
                status: Status(rawValue: $0.int(2)) ?? .revoked,
                hasRemarks: $0.int(3) == 2, revocationReason: $0.optionalText(4))
        }
    }
}
