package import SickLeave

/// A health-care region that does not exist: units, staff, patients and what was written about them, made from a seed.
///
/// The same arguments give the same values in the same order on every machine. Nothing is kept between patients but the
/// counters of `SyntheticIdentities`, so a nation needs no more memory than a care centre.
package struct SyntheticRegion: Sendable {
    package let seed: UInt64
    /// Certificates in all, exactly; built-in faulty ones come on top.
    package let certificates: Int
    package let firstDay: Day
    package let endDay: Day
    package let effects: TrueEffects
    package let hasDefects: Bool
    /// The units that patients belong to; sub-units hang below their unit.
    package let units: [SyntheticUnit]
    /// Certificates of each unit's patients.
    private let quotas: [Int]

    /// - Parameters:
    ///   - certificates: from some hundred upwards; about 750 a year and unit decide how many units there are.
    ///   - endDay: the last day on which anything is signed, sent or registered. Certificates may run on after it.
    ///   - years: whole years of certificates before and through `endDay`.
    ///   - defects: build in certificates that an import must refuse.
    package init(
        seed: UInt64, certificates: Int, endDay: Day, years: Int = 3, defects: Bool = true, effects: TrueEffects = TrueEffects()
    ) {
        precondition(certificates > 0 && years > 0, "a region has at least one certificate and one year")
        self.seed = seed
        self.certificates = certificates
        self.endDay = endDay
        self.effects = effects
        hasDefects = defects
        let firstDay = endDay - years * 1461 / 4 + 1
        self.firstDay = firstDay
        let count = max(1, (certificates / years + 375) / 750)
        units = SyntheticOrganisation(seed: seed, endDay: endDay, firstDay: firstDay, effects: effects).units(count)
        let total = units.reduce(0) { $0 + $1.volume }
        var weight = 0
        var given = 0
        quotas = units.map { unit in
            weight += unit.volume
            let through = certificates * weight / total
            defer { given = through }
            return through - given
        }
    }

    /// The region of the demonstration: twelve units, three years.
    package static func demo(endDay: Day, defects: Bool = true) -> SyntheticRegion {
        SyntheticRegion(seed: 7804, certificates: 27_000, endDay: endDay, defects: defects)
    }

    /// Units and sub-units, in order of number.
    package var careUnits: [CareUnit] {
        units.flatMap { unit in [unit.careUnit] + (unit.subUnit.map { [$0] } ?? []) }
    }

    package var staff: [StaffMember] { units.flatMap(\.staff) }

    /// How many faulty certificates `forEachPatient` adds.
    package var defectiveCertificates: Int { hasDefects ? certificates / SyntheticRegion.certificatesPerDefect : 0 }
    /// How many patients have a written plan but no certificate.
    package var plansWithoutCertificate: Int { hasDefects ? certificates / SyntheticRegion.certificatesPerOrphan : 0 }
    static let certificatesPerDefect = 500
    static let certificatesPerOrphan = 1000

    /// Every patient once, unit by unit.
    package func forEachPatient(_ body: (SyntheticPatient) throws -> Void) rethrows {
        var maker = PatientMaker(region: self)
        var emitted = 0
        for (unit, quota) in quotas.enumerated() {
            var left = quota
            var number = 0
            while left > 0 {
                defer { number += 1 }
                guard maker.make(unit: unit, number: number, budget: left) else { continue }
                let before = emitted
                emitted += maker.patient.certificates.count
                left -= maker.patient.certificates.count
                if hasDefects { maker.addDefects(from: before, through: emitted) }
                try body(maker.patient)
                if hasDefects, before / SyntheticRegion.certificatesPerOrphan < emitted / SyntheticRegion.certificatesPerOrphan {
                    maker.makePatientWithPlanOnly(unit: unit, number: number)
                    try body(maker.patient)
                }
            }
        }
    }

    /// Visits per unit and month, and listed patients of care centres.
    package func forEachVolume(_ body: (UnitVolume) throws -> Void) rethrows {
        for (index, unit) in units.enumerated() {
            var random = SplitMix64(seed: seed, stream: -3, number: index)
            var listed = unit.volume * 100 + random.below(400)
            var month = firstDay.month
            while month <= endDay.month {
                let season = Season.perMonth[month.month - 1]
                let visits = (unit.kind == .careCentre ? listed * 22 / 100 : unit.volume * 9) * season / 100 + random.below(60)
                try body(
                    UnitVolume(
                        careUnit: unit.careUnit.hsaID, month: month, visits: visits,
                        listedPatients: unit.kind == .careCentre ? listed : nil))
                listed += random.below(41) - 18
                month = month + 1
            }
        }
    }
}
