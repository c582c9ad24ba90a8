import Interchange
import SickLeave

/// The regions that the tests of the generator share; made once.
enum SyntheticCast {
    static let endDay = Day(iso: "2026-11-21")!
    static let demo = SyntheticRegion.demo(endDay: endDay)
    static let demoPatients = patients(demo)

    static func patients(_ region: SyntheticRegion) -> [SyntheticPatient] {
        var patients: [SyntheticPatient] = []
        region.forEachPatient { patients.append($0) }
        return patients
    }

    /// The demonstration's unit with the role.
    static func unit(_ role: TrueEffects.Role) -> Int { demo.units.firstIndex { $0.role == role }! }

    static func patients(of role: TrueEffects.Role) -> [SyntheticPatient] {
        let unit = unit(role)
        return demoPatients.filter { $0.homeUnit == unit }
    }

    /// Plain care centres, those that the others are held against.
    static let plainPatients = demoPatients.filter {
        demo.units[$0.homeUnit].role == .none && demo.units[$0.homeUnit].kind == .careCentre
    }
}

extension Sequence {
    /// Share of elements for which the condition holds, and their number.
    func share(where condition: (Element) -> Bool) -> (share: Double, count: Int) {
        var count = 0
        var hits = 0
        for element in self {
            count += 1
            if condition(element) { hits += 1 }
        }
        return (count == 0 ? 0 : Double(hits) / Double(count), count)
    }
}
