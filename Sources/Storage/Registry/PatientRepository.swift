package import SickLeave

/// What a provider knows of a patient, and the opaque name of the patient in addresses.
package struct PatientRepository {
    package struct Patient: Sendable, Hashable {
        package let person: Int
        package let publicID: String
        package let identifier: PersonIdentifier
        package let name: String
        package let sortName: String

        package static let protectedName = "Skyddad personuppgift"

        /// As it may be shown: who the person is stands in no list and on no page when the identity is protected, as in the
        /// national services.
        package func shown(_ protected: Set<Int>) -> Patient {
            guard protected.contains(person) else { return self }
            return Patient(
                person: person, publicID: publicID, identifier: identifier, name: Patient.protectedName,
                sortName: SwedishOrder.key(Patient.protectedName))
        }
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// The provider's patients whose identifier, of whatever kind, is among these.
    package func known(canonical: Set<String>, provider: Int) throws -> Set<Int> {
        var found: Set<Int> = []
        try canonical.sorted().inSlices { slice in
            try connection.forEach(
                """
                SELECT person.id FROM person JOIN patient ON patient.person_id = person.id
                WHERE person.kind IN (0, 1, 2) AND person.identifier IN \(list: slice)
                    AND patient.care_provider_id = \(provider)
                """
            ) { found.insert($0.int(0)) }
        }
        return found
    }

    package func patients(provider: Int, persons: [Int]) throws -> [Int: Patient] {
        var found: [Int: Patient] = [:]
        found.reserveCapacity(persons.count)
        try persons.inSlices { slice in
            try connection.forEach(
                PatientRepository.select + " WHERE t.care_provider_id = \(provider) AND t.person_id IN \(list: slice)"
            ) {
                let patient = PatientRepository.patient($0)
                found[patient.person] = patient
            }
        }
        return found
    }

    package func patient(provider: Int, publicID: String) throws -> Patient? {
        try connection.first(
            PatientRepository.select + " WHERE t.public_id = \(publicID) AND t.care_provider_id = \(provider)",
            PatientRepository.patient)
    }

    private static let select: SQL = """
        SELECT t.person_id, t.public_id, p.kind, p.identifier, t.name, t.sort_name
        FROM patient t JOIN person p ON p.id = t.person_id
        """

    private static func patient(_ row: any Row) -> Patient {
        Patient(
            person: row.int(0), publicID: row.text(1),
            identifier: PersonIdentifier(row, kind: 2, identifier: 3), name: row.text(4), sortName: row.text(5))
    }
}
