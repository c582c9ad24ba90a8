import SickLeave

/// A unit's lines on a day with what every look at them needs, worked out once: a list is looked at hundreds of times before
/// anything in it changes.
struct OngoingSpellList: Sendable {
    /// By name, then by first day. A line is large: pass it on, or its position, rather than copy it about.
    let rows: [OngoingSpellRow]
    /// Physicians with a spell in the list, by name.
    let doctors: [(number: Int, name: String)]
    /// Chapters with a spell in the list.
    let chapters: Set<DiagnosisChapter>

    init(_ unordered: [OngoingSpellRow]) {
        let rows = unordered.sorted { ($0.sortName, $0.days.first, $0.person) < ($1.sortName, $1.days.first, $1.person) }
        self.rows = rows
        doctors = Dictionary(rows.map { ($0.doctor, $0.doctorName) }, uniquingKeysWith: { first, _ in first })
            .map { (number: $0.key, name: $0.value) }
            .sorted { (SwedishOrder.key($0.name), $0.number) < (SwedishOrder.key($1.name), $1.number) }
        chapters = Set(rows.compactMap { $0.diagnosis?.chapter })
    }
}

/// Lists are built once for each state of the data.
struct OngoingSpellsKey: SnapshotKey {
    let snapshot: Int64
    let unit: Int
    /// The unit's newest assignment: the lines say who is responsible.
    let assignment: Int
    /// Who can be responsible at the unit: who has left is no longer.
    let able: Set<Int>
    let day: Day
    let settings: OngoingSpells.Settings
    /// Whose names the lines do not say.
    let protected: Set<Int>

    func isOutdated(by newer: OngoingSpellsKey) -> Bool {
        snapshot < newer.snapshot || unit == newer.unit && assignment < newer.assignment
    }
}
