package import SickLeave

/// Collects rows in any order and builds a `Snapshot`. Everything is named by the store's numbers; what a row names need
/// not have been added before, and a person, unit, provider or professional that is never added is known by number only.
package struct SnapshotBuilder: Sendable {
    var certificates = CertificateColumns()
    var periods = PeriodColumns()
    var persons = PersonColumns()
    var units = UnitColumns()
    var staff = StaffColumns()
    var procedures = ProcedureColumns()
    var messages = MessageColumns()
    var volumes = VolumeColumns()
    var diagnoses = DiagnosisColumns()
    var issuers = IssuerColumns()
    private var diagnosisIndex: [DiagnosisCode: Int32] = [:]
    private var procedureIndex: [String: Int32] = [:]
    var issuerIndex: [IssuerKey: Int32] = [:]
    /// By row: the patient's age goes by the last day that was stated, though that period is left out.
    var refusedLastDay: [Int: Int32] = [:]

    /// Periods that were left out since they end before they start, lie outside the years 1800–2199 or have an extent
    /// outside 1–100: the store's own checks keep them out, so that any here speak of a damaged file.
    package private(set) var refusedPeriods = 0

    /// `expectedCertificates` saves memory and time when known.
    package init(expectedCertificates: Int = 0) {
        guard expectedCertificates > 0 else { return }
        certificates.reserveCapacity(expectedCertificates)
        periods.reserveCapacity(expectedCertificates + expectedCertificates / 2)
    }
}

extension SnapshotBuilder {
    /// The dictionary index of a main diagnosis, for `addCertificate`. Remember it for a code: strings are costly.
    package mutating func diagnosis(_ code: DiagnosisCode) -> Int32 {
        if let known = diagnosisIndex[code] { return known }
        let index = Int32(diagnoses.code.count)
        diagnoses.code.append(code)
        diagnosisIndex[code] = index
        return index
    }

    /// - Parameters:
    ///   - unit: where it was issued; its care unit comes from `addUnit`, else it is its own.
    ///   - kind: `CertificateType.rawValue`.
    ///   - signedSecond: seconds since midnight.
    ///   - sentDay: `Snapshot.noDay` when not sent.
    ///   - diagnosis: from `diagnosis(_:)`, or `Snapshot.none`.
    ///   - flags: a certificate that ends up without periods never counts in spells, whatever they say.
    ///   - county: `County.rawValue`, or 0.
    ///   - issuer: from `issuer(…)`, or `Snapshot.none`.
    package mutating func addCertificate(
        number: Int32, person: Int32, unit: Int32, provider: Int32, doctor: Int32, kind: UInt8, signedDay: Int32,
        signedSecond: Int32, sentDay: Int32, diagnosis: Int32, occupations: OccupationSet, flags: CertificateFlags,
        county: UInt8 = 0, issuer: Int32 = Snapshot.none
    ) {
        certificates.number.append(number)
        certificates.person.append(person)
        certificates.unit.append(unit)
        certificates.provider.append(provider)
        certificates.doctor.append(doctor)
        certificates.issuer.append(issuer)
        certificates.kind.append(kind)
        certificates.county.append(county)
        certificates.signedAt.append(Int64(signedDay) * 86_400 + Int64(signedSecond))
        certificates.firstDay.append(Snapshot.noDay)
        certificates.lastDay.append(Snapshot.noDay)
        certificates.diagnosis.append(diagnosis)
        certificates.sentDay.append(sentDay)
        certificates.flags.append(flags.rawValue)
        certificates.occupations.append(occupations.rawValue)
        certificates.periodStart.append(Int32(periods.count))
    }

    /// A period of the certificate that was added last.
    package mutating func addPeriod(firstDay: Int32, lastDay: Int32, percent: Int32) {
        precondition(certificates.count > 0, "a period needs its certificate first")
        guard firstDay <= lastDay, Self.days.contains(firstDay), Self.days.contains(lastDay), (1...100).contains(percent) else {
            refusedPeriods += 1
            if firstDay <= lastDay { refusedLastDay[certificates.count - 1] = lastDay }
            return
        }
        periods.firstDay.append(firstDay)
        periods.lastDay.append(lastDay)
        periods.percent.append(UInt8(percent))
        let row = certificates.count - 1
        certificates.periodStart[row + 1] += 1
        if certificates.firstDay[row] == Snapshot.noDay || firstDay < certificates.firstDay[row] {
            certificates.firstDay[row] = firstDay
        }
        if lastDay > certificates.lastDay[row] { certificates.lastDay[row] = lastDay }
    }

    /// 1800-01-01 through 2199-12-31, what `Day(iso:)` reads.
    private static let days: ClosedRange<Int32> = -62_091...84_005

    /// `birthDay` is `Snapshot.noDay` and `sex` `PersonColumns.unknownSex` when unknown.
    package mutating func addPerson(number: Int32, birthDay: Int32, sex: UInt8) {
        persons.number.append(number)
        persons.birthDay.append(birthDay)
        persons.sex.append(sex)
    }

    /// `county` is `County.rawValue`, or 0. `careUnit` is the number of the care unit that a sub-unit belongs to, and `number` itself for a care unit.
    package mutating func addUnit(number: Int32, careUnit: Int32, provider: Int32, county: UInt8 = 0) {
        units.number.append(number)
        units.careUnit.append(careUnit)
        units.provider.append(provider)
        units.county.append(county)
    }

    /// `number` counts as the same person as a certificate's `doctor` with that number. Days may be `Snapshot.noDay`.
    package mutating func addStaff(
        number: Int32, unit: Int32, isPhysician: Bool, trainedDay: Int32, employedFrom: Int32, employedThrough: Int32
    ) {
        staff.professional.append(number)
        staff.unit.append(unit)
        staff.isPhysician.append(isPhysician)
        staff.trainedDay.append(trainedDay)
        staff.employedFrom.append(employedFrom)
        staff.employedThrough.append(employedThrough)
    }

    /// - Parameter number: the store's; registrations of a person's day lie in the order in which they were added, which is to be its.
    package mutating func addProcedure(number: Int32 = Snapshot.none, person: Int32, unit: Int32, day: Int32, code: String) {
        let known = procedureIndex[code] ?? Int32(procedures.codes.count)
        if known == procedures.codes.count {
            procedures.codes.append(code)
            procedureIndex[code] = known
        }
        procedures.number.append(number)
        procedures.person.append(person)
        procedures.careUnit.append(unit)
        procedures.day.append(day)
        procedures.code.append(known)
    }

    /// `subject` and `direction` are the raw values of `CaseMessage`'s. A message about a certificate that is not in the
    /// snapshot is left out.
    /// `questions` are what a completion is about, each as often as it is named. `sex` is that of the patient that the message
    /// names; without it the certificate's patient counts.
    package mutating func addMessage(
        certificate: Int32, subject: UInt8, direction: UInt8, day: Int32, isAnswered: Bool, sex: LegalSex? = nil,
        questions: [CompletionQuestion] = []
    ) {
        messages.certificate.append(certificate)
        messages.subject.append(subject)
        messages.direction.append(direction)
        messages.day.append(day)
        messages.isAnswered.append(isAnswered)
        messages.sex.append(sex?.rawValue ?? PersonColumns.unknownSex)
        messages.question.append(contentsOf: questions.lazy.map(\.rawValue))
        messages.questionStart.append(Int32(messages.question.count))
    }

    /// Visits and listed patients of a unit in a month (`Month.rawValue`); sub-units add up to their care unit.
    /// `Snapshot.none` when not given.
    package mutating func addVolume(unit: Int32, month: Int32, visits: Int32, listedPatients: Int32) {
        volumes.careUnit.append(unit)
        volumes.month.append(month)
        volumes.visits.append(visits)
        volumes.listedPatients.append(listedPatients)
    }
}
