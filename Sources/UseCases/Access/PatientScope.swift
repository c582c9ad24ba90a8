import SickLeave
import Statistics
import Storage

/// Whose data the viewer may see for care at the unit. Made anew for each request from what is stored, so that what was decided a
/// moment ago holds; every list, page, file and count of patients goes through it.
struct PatientScope: Sendable {
    /// Nil is everybody whom the unit has certificates of.
    private let only: Set<Int>?
    /// Whom the viewer treats: known when somebody is left out.
    private let treated: Set<Int>
    /// The provider's patients with protected identity.
    let protected: Set<Int>
    /// The viewer as a patient.
    private let oneself: Int?

    /// Only those whom the viewer treats, not the unit's.
    var isOwn: Bool { only != nil }

    /// Everybody at the unit, and no name hidden.
    var isWhole: Bool { only == nil && protected.isEmpty && oneself == nil }

    /// A protected person exists only for those who treat the person; nobody opens the own record.
    func covers(_ person: Int) -> Bool {
        if person == oneself { return false }
        if protected.contains(person) { return treated.contains(person) }
        return only?.contains(person) ?? true
    }

    /// A certificate makes its physician a treating one from its signing until this many days after its last day, and whoever answers for
    /// the patient's case is one as long.
    static let treatmentDays = 365

    /// - Parameters:
    ///   - permission: for the patient's care, or to follow up the unit's work.
    ///   - day: today, not a day that a list is shown for.
    /// - Throws: `UseCaseError.notAllowed` for a follow-up without a mandate.
    init(
        for viewer: Viewer, to permission: Permission = .seePatients, snapshot: Snapshot, on day: Day,
        _ connection: any Connection
    ) throws {
        protected = try ProtectionRepository(connection).protectedPersons(provider: viewer.provider, on: day)
        oneself = try AccountPersonRepository(connection).person(account: viewer.account)
        let isWholeUnit =
            switch viewer.role.reach(of: permission) {
            case .unit: true
            case .unitByMandate: try PatientScope.requireMandate(of: viewer, on: day, connection)
            case .treatedOrUnit:
                try UnitSetting.physiciansSeeUnit.value(provider: viewer.provider, unit: viewer.unit.number, connection)
            // Nobody has these for patients' care; whoever gets one sees nobody until it is thought through.
            case .own, .provider, nil: false
            }
        let treated =
            isWholeUnit && protected.isEmpty
            ? [] : try PatientScope.treated(by: viewer, snapshot: snapshot, on: day, connection)
        self.treated = treated
        only = isWholeUnit ? nil : treated
    }

    private static func requireMandate(of viewer: Viewer, on day: Day, _ connection: any Connection) throws -> Bool {
        guard
            try MandateRepository(connection).mandate(
                of: viewer.account, provider: viewer.provider, unit: viewer.unit.number, on: day) != nil
        else { throw UseCaseError.notAllowed(.followUpPatients) }
        return true
    }

    /// Those whose certificates at the unit the viewer has signed, whose case the viewer answers for, or for whom the viewer has
    /// registered a measure. Nobody takes back a case that is over, so that it ends by itself.
    private static func treated(by viewer: Viewer, snapshot: Snapshot, on day: Day, _ connection: any Connection) throws
        -> Set<Int>
    {
        let (provider, unit) = (viewer.provider, viewer.unit.number)
        let (index, since) = (snapshot.unit(number: Int32(unit)), day - treatmentDays)
        var persons = try ResponsibilityRepository(connection).persons(of: viewer.account, provider: provider, unit: unit)
            .filter { person in index.map { snapshot.isCertified(person, careUnit: $0, since: since) } ?? false }
        guard let hsaID = viewer.hsaID,
            let staff = try OrganisationRepository.staffMember(connection, provider: provider, hsaID: hsaID)
        else { return persons }
        persons.formUnion(
            try ProcedureRepository.persons(connection, performedBy: staff, provider: provider, unit: unit, since: since))
        if let index {
            persons.formUnion(snapshot.persons(certifiedBy: Int32(staff), careUnit: index, since: since).map(Int.init))
        }
        return persons
    }
}

extension Snapshot {
    /// Whether a certificate of the person at the care unit lasts to the day or longer; one that is revoked does not count.
    ///
    /// - Parameter number: the store's.
    fileprivate func isCertified(_ number: Int, careUnit: UnitIndex, since day: Day) -> Bool {
        guard let person = self.person(number: Int32(number)) else { return false }
        return certificateRows(person: person).contains { row in
            let row = Int(row)
            return certificates.careUnit[row] == careUnit.rawValue && certificates.lastDay[row] >= day.rawValue
                && !certificates.isRevoked(row)
        }
    }
}

/// What a unit's manager decides for the unit.
enum UnitSetting: String {
    /// Physicians and other professions see all the unit's patients, not only those whom they treat.
    case physiciansSeeUnit

    func value(provider: Int, unit: Int, _ connection: any Connection) throws -> Bool {
        try UnitSettingRepository(connection).value(rawValue, provider: provider, unit: unit) == UnitSetting.yes
    }

    func set(_ isSo: Bool, provider: Int, unit: Int, by account: Int, at instant: Instant, _ connection: any Connection) throws {
        try UnitSettingRepository(connection).set(
            rawValue, to: isSo ? UnitSetting.yes : UnitSetting.no, provider: provider, unit: unit, by: account, at: instant)
    }

    private static let yes = "ja"
    private static let no = "nej"
}
