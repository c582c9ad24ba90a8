package import SickLeave

extension Snapshot {
    /// The store's numbers of those at the care unit of whom the professional has signed a certificate that lasts to the day or
    /// longer; revoked ones make nobody treated.
    ///
    /// - Parameter professional: the store's number.
    package func persons(certifiedBy professional: Int32, careUnit: UnitIndex, since day: Day) -> Set<Int32> {
        guard let doctor = professionals.index(number: professional) else { return [] }
        var found: Set<Int32> = []
        for row in certificateRows(careUnit: careUnit)
        where certificates.doctor[row] == doctor && certificates.lastDay[row] >= day.rawValue && !certificates.isRevoked(row) {
            found.insert(persons.number[Int(certificates.person[row])])
        }
        return found
    }
}
