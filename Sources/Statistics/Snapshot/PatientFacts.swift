package import SickLeave

extension SnapshotBuilder {
    /// The dictionary index of what is known of a signer, for `addCertificate`. `doctor` is the number that certificates name;
    /// `age` is 0 when unknown, and `birthYear` too.
    package mutating func issuer(doctor: Int32, sex: LegalSex?, age: UInt8, positions: PhysicianPositions, birthYear: UInt16 = 0)
        -> Int32
    {
        let key = IssuerKey(doctor: doctor, sex: sex, age: age, positions: positions, birthYear: birthYear)
        if let known = issuerIndex[key] { return known }
        let index = Int32(issuers.count)
        issuers.professional.append(doctor)
        issuers.sex.append(sex?.rawValue ?? PersonColumns.unknownSex)
        issuers.age.append(age)
        issuers.birthYear.append(birthYear)
        issuers.positions.append(positions)
        issuerIndex[key] = index
        return index
    }

    struct IssuerKey: Hashable {
        let doctor: Int32
        let sex: LegalSex?
        let age: UInt8
        let positions: PhysicianPositions
        let birthYear: UInt16
    }

    /// Ages on the last day that the certificate states, worked out once: every report on age reads them.
    mutating func addAges() {
        certificates.age = [UInt8](repeating: CertificateColumns.unknownAge, count: certificates.count)
        let births = persons.birthDay.map { $0 == Snapshot.noDay ? nil : Day(rawValue: $0) }
        for row in 0..<certificates.count {
            guard let birth = births[Int(certificates.person[row])] else { continue }
            let signed = Int32(truncatingIfNeeded: certificates.signedAt[row] / 86_400)
            let last = refusedLastDay[row].map { max($0, certificates.lastDay[row]) } ?? certificates.lastDay[row]
            certificates.age[row] = Self.age(birth: birth, on: Day(rawValue: last == Snapshot.noDay ? signed : last))
        }
    }

    /// Whole years, towards 0. A birth after the day gives 0, but for a birth one whole year after it, which the national service
    /// takes as a birth date that cannot be read.
    private static func age(birth: Day, on day: Day) -> UInt8 {
        let (earlier, later) = birth <= day ? (birth.components, day.components) : (day.components, birth.components)
        let years = later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day) ? 1 : 0)
        if birth <= day { return UInt8(min(years, 254)) }
        return years == 1 ? CertificateColumns.unknownAge : 0
    }

    mutating func markPatientsOfSeveralUnits() {
        let (byPerson, start) = (certificates.byPerson, certificates.personStart)
        for person in 0..<persons.count { certificates.markSeveralUnits(byPerson[Int(start[person])..<Int(start[person + 1])]) }
    }
}

extension CertificateColumns {
    /// - Parameter rows: all of one person's, in the order of care units, so that a report can take a unit's patients where they lie.
    mutating func markSeveralUnits(_ rows: ArraySlice<Int32>) {
        guard let first = rows.first else { return }
        let unit = careUnit[Int(first)]
        let mark = CertificateFlags.hasOtherUnits.rawValue
        let isAtSeveral = rows.contains { careUnit[Int($0)] != unit }
        for row in rows { flags[Int(row)] = isAtSeveral ? flags[Int(row)] | mark : flags[Int(row)] & ~mark }
    }
}
