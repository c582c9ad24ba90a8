import SickLeave
import Statistics
import Storage

extension Reports {
    /// Names of the groups that the store alone knows. Doctors only at the own unit, for those who may see them.
    func names(
        of groups: [ReportGroup], _ viewer: Viewer, _ level: ReportLevel, _ snapshot: Snapshot
    ) async throws -> ReportNames {
        var units: Set<UnitIndex> = []
        var doctors: Set<Int32> = []
        for group in groups {
            switch group {
            case .unit(let unit), .unitSubject(let unit, _): units.insert(unit)
            case .doctor(let doctor), .doctorSubject(let doctor, _): doctors.insert(doctor)
            default: continue
            }
        }
        var unitNames: [UnitIndex: String] = [:]
        if !units.isEmpty {
            let numbers = units.map { Int(snapshot.units.number[Int($0.rawValue)]) }
            let rows = try await database.read { try OrganisationRepository.units($0, ids: numbers) }
            let bearers = Dictionary(grouping: rows, by: \.name)
            for row in rows {
                guard let unit = snapshot.unit(number: Int32(row.id)) else { continue }
                unitNames[unit] = bearers[row.name]?.count == 1 ? row.name : "\(row.name) \(row.hsaID)"
            }
        }
        var doctorNames: [Int32: String] = [:]
        if !doctors.isEmpty, level == .unit, viewer.may(.seePhysicians) {
            let names = try await figures.names(ofProvider: viewer.provider)
            for doctor in doctors { doctorNames[doctor] = names[Int(snapshot.professionals.number[Int(doctor)])] }
        }
        return ReportNames(units: unitNames, doctors: doctorNames)
    }

    /// The sub-units of the viewer's own unit, by name.
    func parts(of viewer: Viewer, _ snapshot: Snapshot) async throws -> [(number: Int, name: String)] {
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { return [] }
        let rows = (0..<snapshot.units.count).filter {
            snapshot.units.careUnit[$0] == unit.rawValue && Int32($0) != unit.rawValue
        }
        guard !rows.isEmpty else { return [] }
        let numbers = rows.map { Int(snapshot.units.number[$0]) }
        let found = try await database.read { try OrganisationRepository.units($0, ids: numbers) }
        return found.map { (number: $0.id, name: $0.name) }.sorted { SwedishOrder.key($0.name) < SwedishOrder.key($1.name) }
    }

    /// Listed patients as the units' own exports state them: the newest month of the period that has a figure.
    func listedByVolumes(_ snapshot: Snapshot, _ scope: ReportScope, _ months: ClosedRange<Month>) -> [ReportGroup: Int] {
        var listed: [ReportGroup: Int] = [:]
        for row in 0..<snapshot.volumes.count where snapshot.volumes.listedPatients[row] > 0 {
            guard months.contains(Month(rawValue: snapshot.volumes.month[row])) else { continue }
            // By unit and month, so that the newest comes last.
            listed[.unit(UnitIndex(rawValue: snapshot.volumes.careUnit[row]))] = Int(snapshot.volumes.listedPatients[row])
        }
        return listed
    }
}
