import Statistics

/// Two populations of which somebody can see the same report, one within the other: what is left when the part is taken from the whole
/// concerns those few who are in the whole only.
struct ReportSubtraction: Hashable {
    let whole: ReportScope
    let part: ReportScope
}

extension RegionList {
    /// What the region's officer can subtract: the list from all that is seen before a list is uploaded, and two lists from each other,
    /// whichever way. Of lists that overlap the units they share are taken for known.
    ///
    /// - Parameter everything: what is seen before the first list.
    func subtractions(from everything: ReportScope) -> [ReportSubtraction] {
        let now = ReportScope(.region(Set(units)))
        return [ReportSubtraction(whole: everything, part: now)]
            + former.flatMap { former -> [ReportSubtraction] in
                let shared = former.intersection(units)
                guard !shared.isEmpty else { return [] }
                return [now.population, .region(former)].filter { $0 != .region(shared) }.map {
                    ReportSubtraction(whole: ReportScope($0), part: ReportScope(.region(shared)))
                }
            }
    }
}
