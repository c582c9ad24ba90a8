import SickLeave

/// The staff of one synthetic unit, with positions, employment and training.
struct SyntheticStaff {
    let organisation: String
    let unitNumber: Int
    let unit: HSAID
    let kind: SyntheticUnit.Kind
    let role: TrueEffects.Role
    let trainingDay: Day
    let endDay: Day
    let firstDay: Day

    /// HSA position codes (befattningskoder) of physicians: specialist in general practice or other, in training, other.
    private var physicianPositions: [String] {
        let specialist = kind == .careCentre ? "201011" : "202010"
        return [specialist, specialist, specialist, "203010", specialist, "203010", "203090", "204010"]
    }

    /// Coordinators have their own profession's code; here the counsellor's.
    private static let coWorkerPositions = ["352010", "206090", "301011", "352010", "204510", "301010", "102010"]

    func physicians(_ count: Int, _ random: inout SplitMix64) -> [StaffMember] {
        (0..<count).map { number in
            // The last one is a locum who came in the middle of the period; the demonstration should have one.
            let isLocum = number == count - 1
            return member(
                number, position: isLocum ? "203090" : physicianPositions[number % physicianPositions.count], isPhysician: true,
                employedFrom: isLocum ? firstDay + (endDay - firstDay) / 2 : nil, &random)
        }
    }

    func coWorkers(_ random: inout SplitMix64) -> [StaffMember] {
        SyntheticStaff.coWorkerPositions.enumerated().map { index, position in
            member(50 + index, position: position, isPhysician: false, employedFrom: nil, &random)
        }
    }

    private func member(
        _ number: Int, position: String, isPhysician: Bool, employedFrom: Day?, _ random: inout SplitMix64
    ) -> StaffMember {
        let sex: LegalSex = random.chance(isPhysician ? 520 : 800) ? .female : .male
        let name = SyntheticNames.name(sex, &random)
        return StaffMember(
            hsaID: HSAID(rawValue: "\(organisation)-P\(unitNumber)\(number < 10 ? "0" : "")\(number)"), name: name,
            careUnit: unit,
            position: position, isPhysician: isPhysician, trainedOn: trainedOn(employedFrom: employedFrom, &random),
            employedFrom: employedFrom, employedThrough: nil, sex: sex,
            birthYear: SyntheticStaff.birthYear(number, in: endDay.components.year))
    }

    /// From 27 to 66 years, spread without a draw.
    private static func birthYear(_ number: Int, in year: Int) -> Int { year - 27 - number * 17 % 40 }

    /// Units whose effect comes with training have nearly everybody trained on that day; elsewhere about half, some long ago.
    private func trainedOn(employedFrom: Day?, _ random: inout SplitMix64) -> Day? {
        if role == .fewerCompletions || role == .improves {
            guard random.chance(850) else { return nil }
            return max(trainingDay + random.below(3), employedFrom ?? trainingDay)
        }
        guard random.chance(500) else { return nil }
        return max(endDay - random.within(20...1600), employedFrom ?? firstDay - 2000)
    }
}
