package import SickLeave

/// The patient's consent to collaboration (samverkan) with parties outside care: append-only, a party's newest row counts.
package struct ConsentRepository {
    package struct Consent: Sendable, Hashable {
        package let party: String
        /// What may be spoken of.
        package let about: String
        package let isWritten: Bool
        package let isGiven: Bool
        /// When the patient gave or withdrew it.
        package let day: Day
        /// Nil until further notice.
        package let lastDay: Day?
        package let recordedBy: String
        package let recordedAt: Instant
    }

    package struct Entry: Sendable {
        package let party: String
        package let about: String
        package let isWritten: Bool
        package let isGiven: Bool
        package let day: Day
        package let lastDay: Day?

        package init(party: String, about: String, isWritten: Bool, isGiven: Bool, day: Day, lastDay: Day?) {
            self.party = party
            self.about = about
            self.isWritten = isWritten
            self.isGiven = isGiven
            self.day = day
            self.lastDay = lastDay
        }
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func record(_ entry: Entry, person: Int, provider: Int, unit: Int, by account: Int, at instant: Instant) throws {
        let number = try connection.reserve(of: .right)
        let form = entry.isWritten ? "written" : "oral"
        try connection.execute(
            """
            INSERT INTO collaboration_consent (care_provider_id, care_unit_id, person_id, number, party, about, form, is_given, day,
                last_day, recorded_by_account_id, recorded_at)
            VALUES (\(provider), \(unit), \(person), \(number), \(entry.party), \(entry.about), \(form), \(entry.isGiven ? 1 : 0),
                \(entry.day), \(entry.lastDay), \(account), \(instant))
            """)
    }

    /// Everything that was recorded of the patient at the unit, newest first.
    package func history(person: Int, provider: Int, unit: Int) throws -> [Consent] {
        try connection.all(
            """
            SELECT c.party, c.about, c.form, c.is_given, c.day, c.last_day, a.name, c.recorded_at FROM collaboration_consent c
            JOIN account a ON a.id = c.recorded_by_account_id
            WHERE c.care_provider_id = \(provider) AND c.care_unit_id = \(unit) AND c.person_id = \(person) ORDER BY c.number DESC
            """
        ) {
            Consent(
                party: $0.text(0), about: $0.text(1), isWritten: $0.text(2) == "written", isGiven: $0.bool(3),
                day: Day($0.int(4)), lastDay: $0.optionalInt(5).map { Day($0) }, recordedBy: $0.text(6),
                recordedAt: Instant(rawValue: Int64($0.int(7))))
        }
    }
}
