extension SpellRule {
    /// One patient's spells, by first day (then in the order of the list).
    ///
    /// The definition, in the plainest words: certificates of one scope, in order of first day, join as long as the next one
    /// begins at most `gap` whole days after the latest last day so far. A certificate is one piece, from the first day of any
    /// of its periods through the last, whatever gap lies inside it. `Statistics` does the same on columns.
    ///
    /// Certificates in equal places (same first and last day, same signing time) keep the order of the list.
    package func spells(of certificates: [SpellCertificate]) -> [Spell] {
        let groups = Dictionary(grouping: certificates.indices) { scopeKey(certificates[$0]) }
        let spells = groups.values.flatMap { indices in
            chains(of: indices, in: certificates).map { Spell(joining: $0, of: certificates) }
        }
        return spells.sorted { ($0.days.first, $0.certificates[0]) < ($1.days.first, $1.certificates[0]) }
    }

    private func scopeKey(_ certificate: SpellCertificate) -> HSAID? {
        switch scope {
        case .unit: certificate.careUnit
        case .provider: certificate.careProvider
        case .all: nil
        }
    }

    private func chains(of indices: [Int], in certificates: [SpellCertificate]) -> [[Int]] {
        let ordered = indices.sorted { a, b in
            let (x, y) = (certificates[a], certificates[b])
            if x.days != y.days { return (x.days.first, x.days.last) < (y.days.first, y.days.last) }
            return x.signedAt == y.signedAt ? a < b : x.signedAt < y.signedAt
        }
        var chains: [[Int]] = []
        var latestEnd: Day?
        for index in ordered {
            let days = certificates[index].days
            if let end = latestEnd, days.first <= end + gap + 1 {
                chains[chains.count - 1].append(index)
                latestEnd = max(end, days.last)
            } else {
                chains.append([index])
                latestEnd = days.last
            }
        }
        return chains
    }
}

extension Spell {
    /// `indices` by first day, not empty.
    fileprivate init(joining indices: [Int], of certificates: [SpellCertificate]) {
        let first = certificates[indices[0]].days.first
        let last = indices.map { certificates[$0].days.last }.max() ?? first
        var covered: Set<Day> = []
        for period in indices.flatMap({ certificates[$0].periods }) {
            for offset in 0..<period.days.count { covered.insert(period.days.first + offset) }
        }
        self.init(days: DayRange(first, through: last)!, netDays: covered.count, certificates: indices)
    }
}
