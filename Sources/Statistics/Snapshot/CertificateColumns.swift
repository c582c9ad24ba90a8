/// One row a certificate, ordered by care unit, person, first day, last day, signing time, number: a care unit's certificates
/// lie together, and in them a person's.
package struct CertificateColumns: Sendable, Equatable {
    /// The store's number.
    package internal(set) var number: [Int32] = []
    /// Row of `persons`.
    package internal(set) var person: [Int32] = []
    /// Row of `units`: where it was issued, maybe a sub-unit.
    package internal(set) var unit: [Int32] = []
    /// Row of `units`: the care unit that `unit` is or belongs to.
    package internal(set) var careUnit: [Int32] = []
    /// Row of `providers`.
    package internal(set) var provider: [Int32] = []
    /// Row of `professionals`: who signed.
    package internal(set) var doctor: [Int32] = []
    /// Row of `issuers`: what was known of the signer at that time; `Snapshot.none` when nothing was.
    package internal(set) var issuer: [Int32] = []
    /// `CertificateType.rawValue`, which for those that the store holds is `CertificateKind.rawValue`.
    package internal(set) var kind: [UInt8] = []
    /// `County.rawValue` of the unit at that time; 0 when unknown.
    package internal(set) var county: [UInt8] = []
    /// The patient's whole years on the last day (on the day of signing without periods); `unknownAge` when the birth day is
    /// unknown or later.
    package internal(set) var age: [UInt8] = []
    /// Local seconds since 1970-01-01T00:00 as the certificate states them (day × 86 400 + second).
    package internal(set) var signedAt: [Int64] = []
    /// First day of any period; `Snapshot.noDay` when there is no period.
    package internal(set) var firstDay: [Int32] = []
    /// Last day of any period.
    package internal(set) var lastDay: [Int32] = []
    /// Row of `diagnoses` of the main diagnosis, or `Snapshot.none`.
    package internal(set) var diagnosis: [Int32] = []
    /// Day of sending to the agency; `Snapshot.noDay` when not sent.
    package internal(set) var sentDay: [Int32] = []
    /// `CertificateFlags.rawValue`.
    package internal(set) var flags: [UInt8] = []
    /// `OccupationSet.rawValue`.
    package internal(set) var occupations: [UInt8] = []
    /// Row `r` owns the rows `periodStart[r]..<periodStart[r + 1]` of `periods`, in order of first day.
    package internal(set) var periodStart: [Int32] = [0]

    /// Care unit `u` owns the rows `careUnitStart[u]..<careUnitStart[u + 1]`.
    package internal(set) var careUnitStart: [Int32] = [0]
    /// Rows by person, first day, last day, signing time, number.
    package internal(set) var byPerson: [Int32] = []
    /// Person `p` owns `byPerson[personStart[p]..<personStart[p + 1]]`.
    package internal(set) var personStart: [Int32] = [0]
    var index = NumberIndex([])

    package var count: Int { number.count }
    package static let unknownAge: UInt8 = 255
}

/// Days of reduced work ability at one extent; see `CertificateColumns.periodStart`.
package struct PeriodColumns: Sendable, Equatable {
    package internal(set) var firstDay: [Int32] = []
    package internal(set) var lastDay: [Int32] = []
    /// 1–100.
    package internal(set) var percent: [UInt8] = []

    package var count: Int { firstDay.count }
}

package struct CertificateFlags: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Joins into spells: see `Certificate.countsInSpells`.
    package static let countsInSpells = CertificateFlags(rawValue: 1)
    /// Renews (förlänger) an earlier certificate.
    package static let isRenewal = CertificateFlags(rawValue: 2)
    /// Revoked (makulerat): issued in error, so that it counts nowhere. One that was replaced or complemented is not revoked.
    package static let isRevoked = CertificateFlags(rawValue: 4)
    /// Set by the builder: the patient has certificates of other care units too.
    package static let hasOtherUnits = CertificateFlags(rawValue: 8)
}

extension CertificateColumns {
    package func countsInSpells(_ row: Int) -> Bool { flags[row] & CertificateFlags.countsInSpells.rawValue != 0 }
    package func isRenewal(_ row: Int) -> Bool { flags[row] & CertificateFlags.isRenewal.rawValue != 0 }
    package func isRevoked(_ row: Int) -> Bool { flags[row] & CertificateFlags.isRevoked.rawValue != 0 }
    package func wasSent(_ row: Int) -> Bool { sentDay[row] != Snapshot.noDay }
    /// The certificate's rows of `periods`.
    package func periods(_ row: Int) -> Range<Int> { Int(periodStart[row])..<Int(periodStart[row + 1]) }
}
