package import SickLeave

/// Who a person with an account is as a patient.
package struct AccountPersonRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Nil when it is not known, or when nobody has certificates of the person.
    package func person(account: Int) throws -> Int? {
        try connection.first(
            """
            SELECT p.id FROM account_person a JOIN person p ON p.kind = a.kind AND p.identifier = a.identifier
            WHERE a.account_id = \(account)
            """
        ) { $0.int(0) }
    }

    package func set(_ identifier: PersonIdentifier, account: Int) throws {
        try connection.execute(
            """
            INSERT INTO account_person (account_id, kind, identifier)
            VALUES (\(account), \(Int(identifier.kind.rawValue)), \(identifier.canonical))
            ON CONFLICT (account_id) DO UPDATE SET kind = excluded.kind, identifier = excluded.identifier
            """)
    }

    package func remove(account: Int) throws {
        try connection.execute("DELETE FROM account_person WHERE account_id = \(account)")
    }
}
