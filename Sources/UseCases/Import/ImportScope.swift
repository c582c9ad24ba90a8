import SickLeave
import Statistics
import Storage

/// What of quarantine and of conflicts is the viewer's: the own unit's, about patients whom the viewer may see. Made anew for each
/// request, as `PatientScope` is.
struct ImportScope {
    enum Access {
        case open
        /// It names somebody whom the viewer may not see, or another unit beside the own.
        case withheld
        /// It is another unit's, whose people see it and decide on it.
        case otherUnits
    }

    let patients: PatientScope
    private let viewer: Viewer
    private let snapshot: Snapshot
    /// Read once for all the rows of a list.
    private let unitNames: NamedHSAIDs
    private let connection: any Connection

    init(for viewer: Viewer, snapshot: Snapshot, on day: Day, _ connection: any Connection) throws {
        patients = try PatientScope(for: viewer, snapshot: snapshot, on: day, connection)
        self.viewer = viewer
        self.snapshot = snapshot
        unitNames = try NamedHSAIDs(ofUnitsAt: viewer.provider, connection)
        self.connection = connection
    }

    /// A patient whom the viewer may see, and of whom the viewer's unit has something: `PatientScope` alone leaves that to the lists.
    func covers(_ person: Int) -> Bool {
        guard patients.covers(person) else { return false }
        guard let own = viewer.unit.chosen else { return true }
        return snapshot.isPatient(person, ofUnit: own, provider: viewer.provider)
    }

    /// - Parameter persons: the known patients that the text names. One who is not known here yet hinders nothing, and neither does one
    ///   of other units in a text that is the own unit's: the first certificate of a patient who is new there can be corrected.
    func access(to bytes: [UInt8], naming persons: Set<Int>) throws -> Access {
        guard let own = viewer.unit.chosen else { return persons.allSatisfy(covers) ? .open : .withheld }
        let units = try units(in: bytes)
        guard units.isEmpty || units.contains(own) else { return .otherUnits }
        guard units.count < 2 else { return .withheld }
        return persons.allSatisfy(units.isEmpty ? covers : patients.covers) ? .open : .withheld
    }

    /// The provider's care units that the text names, and where it names none, those whose certificates it is about.
    private func units(in bytes: [UInt8]) throws -> Set<Int> {
        let named = unitNames.numbers(in: bytes)
        guard named.isEmpty else { return named }
        return Set(try NamedCertificates(provider: viewer.provider, connection).owners(in: bytes).map(\.unit))
    }
}
