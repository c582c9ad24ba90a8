extension Spell {
    /// Where the spell stands on a day. `certificates` is the list that the spell was made of, here and below.
    package func status(on day: Day, of certificates: [SpellCertificate]) -> SpellStatus {
        if self.certificates.contains(where: { certificates[$0].days.contains(day) }) { return .ongoing }
        if day < days.first { return .notStarted }
        return day > days.last ? .ended : .betweenCertificates
    }

    /// The certificate that speaks for the spell on a day, as an index in `certificates`; nil before the first begins.
    ///
    /// Of those with a period for the day, the one signed last. On a gap day inside certificates, the one signed last of
    /// those that run over it. When none runs, the one that ended last. Diagnosis, doctor and extent are its.
    package func certificateInForce(on day: Day, of certificates: [SpellCertificate]) -> Int? {
        let begun = self.certificates.filter { certificates[$0].days.first <= day }
        let running = begun.filter { certificates[$0].days.last >= day }
        let certified = running.filter { certificates[$0].period(on: day) != nil }
        func signedLast(_ indices: [Int]) -> Int? {
            indices.max { (certificates[$0].signedAt, $0) < (certificates[$1].signedAt, $1) }
        }
        if !certified.isEmpty { return signedLast(certified) }
        if !running.isEmpty { return signedLast(running) }
        let latestEnd = begun.map { certificates[$0].days.last }.max()
        return signedLast(begun.filter { certificates[$0].days.last == latestEnd })
    }

    /// The certified extent on a day; nil on a gap day and outside the spell.
    package func extent(on day: Day, of certificates: [SpellCertificate]) -> Extent? {
        certificateInForce(on: day, of: certificates).flatMap { certificates[$0].period(on: day)?.extent }
    }

    /// Calendar day in the spell, day 1 being the first: what the day calendar counts, gap days included. When it has ended its last day.
    package func dayInSpell(on day: Day) -> Int { min(day, days.last) - days.first + 1 }

    /// Days through `day` that a certificate covers.
    package func netDays(through day: Day, of certificates: [SpellCertificate]) -> Int {
        guard day >= days.first else { return 0 }
        return (0...min(day, days.last) - days.first).count { offset in
            self.certificates.contains { certificates[$0].period(on: days.first + offset) != nil }
        }
    }
}
