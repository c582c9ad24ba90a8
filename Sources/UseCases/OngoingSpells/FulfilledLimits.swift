import SickLeave

/// Which of care's tasks in the day calendar are done in a spell. What is done is neither late nor next.
enum FulfilledLimits {
    /// A written plan (DV077) does what day 28 asks for.
    private static let plan = "plan-28"
    /// A certificate that reaches the day does what these ask for: the spell is made of certificates that the unit has written.
    private static let certificates: Set<DayLimit.ID> = [
        "intyg-arbetsgivare", "intyg-forsakringskassan", "intyg-forsakringskassan-utan-arbetsgivare",
    ]

    /// - Parameter spell: first to last certified day.
    static func ids(spell: DayRange, hasPlan: Bool, of deadlines: [Deadline]) -> Set<DayLimit.ID> {
        var ids = Set(deadlines.filter { certificates.contains($0.limit.id) && $0.date <= spell.last }.map(\.limit.id))
        if hasPlan { ids.insert(plan) }
        return ids
    }
}
