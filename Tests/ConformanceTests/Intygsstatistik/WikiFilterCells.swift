import SickLeave
import Statistics

/// What the service says of the filter beside a report.
struct WikiFilterCells {
    let request: WikiRequest
    let world: WikiWorld

    var cells: [String: String] {
        let filter = request.filter
        let shown = Set(request.available.map { world.snapshot.id($0) })
        let chosen = filter.units.map { units in Set(units.map { world.snapshot.id($0) }) }
        let names = WikiNames(world: world, user: nil, isLeader: true, counted: .spells)
        let listed = (chosen ?? shown).intersection(shown).map(names.unitName).sorted()
        let lengths = LengthGroup.Report.allCases
        let ages = AgeGroup.Report.allCases
        let allNodes = Set(DiagnosisChapter.allCases.map(DiagnosisNode.chapter) + [.unplaced])
        return [
            "allaenhetsfiltervalda?": "\(chosen.map { $0.isSuperset(of: shown) } ?? true)",
            "enhetsfilterlista?": list(listed),
            "alladiagnosfiltervalda?": "\(filter.diagnoses.map { $0 == allNodes } ?? true)",
            "allasjukskrivningslängdfiltervalda?": "\(filter.lengths.map { $0.count == lengths.count } ?? true)",
            "allaåldersgruppfiltervalda?": "\(filter.ages.map { $0.count == ages.count } ?? true)",
            "sjukskrivningslangdfilterlista?": list(
                lengths.filter { filter.lengths?.contains($0) ?? true }.map(WikiNames.name)),
            "åldersgruppfilterlista?": list(ages.filter { filter.ages?.contains($0) ?? true }.map(WikiNames.name)),
        ]
    }

    private func list(_ names: [String]) -> String { "[\(names.joined(separator: ", "))]" }
}
