import SickLeave
import Statistics

extension Measure {
    /// The share of a group that is as large as the measure asks for; of a smaller one nothing that looks like a figure.
    func figure(of group: ShareCount) -> Double? { group.total < minimumGroup ? nil : group.share }

    /// `45,0 % (9 av 20)`, or the count alone.
    func text(of group: ShareCount) -> String {
        let basis = "\(SwedishNumber.integer(group.count)) av \(SwedishNumber.integer(group.total))"
        return figure(of: group).map { "\(SwedishNumber.percent($0)) (\(basis))" } ?? basis
    }
}
