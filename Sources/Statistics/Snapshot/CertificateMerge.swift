/// The certificates of two snapshots in one order, with their periods and messages.
struct CertificateMerge {
    private(set) var certificates = CertificateColumns()
    private(set) var periods = PeriodColumns()
    private(set) var messages = MessageColumns()

    private let old: Snapshot
    private let fresh: Snapshot
    private let links: SnapshotLinks
    private let plan: MergePlan
    /// Rows of the old snapshot that others of the same number replace, ascending.
    private let removed: [Int]
    private let placeOfOld: [Int32]
    private let placeOfNew: [Int32]
    /// By person of the merged snapshot: has a row removed or added.
    private var isTouched: [Bool] = []

    /// - Parameter changed: certificates that the fresh snapshot has if the store has them.
    /// - Returns: nil when one of them is gone from the store.
    init?(_ old: Snapshot, _ fresh: Snapshot, _ links: SnapshotLinks, changed: [SnapshotChanges.Span]) {
        var removed: [Int] = []
        for span in changed {
            for number in span.numbers {
                guard let row = old.certificates.index[number],
                    old.providers.number[Int(old.certificates.provider[Int(row)])] == span.provider
                else { continue }
                guard fresh.certificates.index[number] != nil else { return nil }
                removed.append(Int(row))
            }
        }
        removed.sort()
        self.old = old
        self.fresh = fresh
        self.links = links
        self.removed = removed
        plan = Self.plan(old.certificates, fresh.certificates, links, removed: removed)
        placeOfOld = plan.places(ofOld: old.certificates.count)
        placeOfNew = plan.places(ofNew: fresh.certificates.count)
        mergeColumns()
        mergePeriods()
        markTouched()
        orderByPerson()
        countCareUnits()
        certificates.index = NumberIndex(certificates.number)
        mergeMessages()
    }

    /// By care unit, person, first day, last day, signing time, number.
    private static func plan(
        _ old: CertificateColumns, _ new: CertificateColumns, _ links: SnapshotLinks, removed: [Int]
    ) -> MergePlan {
        func isBefore(_ row: Int, _ newRow: Int) -> Bool {
            let unit = links.unitsOfOld.map { $0[Int(old.careUnit[row])] } ?? old.careUnit[row]
            if unit != new.careUnit[newRow] { return unit < new.careUnit[newRow] }
            let person = links.persons.ofOld.map { $0[Int(old.person[row])] } ?? old.person[row]
            let newPerson = links.persons.ofOther[Int(new.person[newRow])]
            if person != newPerson { return person < newPerson }
            return (old.firstDay[row], old.lastDay[row], old.signedAt[row], old.number[row])
                < (new.firstDay[newRow], new.lastDay[newRow], new.signedAt[newRow], new.number[newRow])
        }
        return MergePlan(oldCount: old.count, removed: removed, newCount: new.count) { newRow in
            (0..<old.count).firstPlace { !isBefore($0, newRow) }
        }
    }

    private mutating func mergeColumns() {
        let (old, new) = (old.certificates, fresh.certificates)
        certificates.number = plan.merge(old.number, new.number)
        certificates.person = plan.merge(old.person.mapped(by: links.persons.ofOld), new.person.mapped(by: links.persons.ofOther))
        certificates.unit = plan.merge(old.unit.mapped(by: links.unitsOfOld), new.unit)
        certificates.careUnit = plan.merge(old.careUnit.mapped(by: links.unitsOfOld), new.careUnit)
        certificates.provider = plan.merge(
            old.provider.mapped(by: links.providers.ofOld), new.provider.mapped(by: links.providers.ofOther))
        certificates.doctor = plan.merge(
            old.doctor.mapped(by: links.professionals.ofOld), new.doctor.mapped(by: links.professionals.ofOther))
        certificates.kind = plan.merge(old.kind, new.kind)
        certificates.county = plan.merge(old.county, new.county)
        certificates.age = plan.merge(old.age, new.age)
        certificates.signedAt = plan.merge(old.signedAt, new.signedAt)
        certificates.firstDay = plan.merge(old.firstDay, new.firstDay)
        certificates.lastDay = plan.merge(old.lastDay, new.lastDay)
        certificates.diagnosis = plan.merge(old.diagnosis.mapped(by: links.diagnosesOfOld), new.diagnosis)
        certificates.sentDay = plan.merge(old.sentDay, new.sentDay)
        certificates.flags = plan.merge(old.flags, new.flags)
        certificates.occupations = plan.merge(old.occupations, new.occupations)
        // The store knows one thing of each signer, which may have changed since.
        var issuer = [Int32](repeating: Snapshot.none, count: links.professionals.number.count)
        for (row, professional) in fresh.issuers.professional.enumerated() {
            issuer[Int(links.professionals.ofOther[Int(professional)])] = Int32(row)
        }
        certificates.issuer = certificates.doctor.map { issuer[Int($0)] }
    }

    private mutating func mergePeriods() {
        let (oldStart, newStart) = (old.certificates.periodStart, fresh.certificates.periodStart)
        let following = MergePlan(following: plan, old: { Int(oldStart[$0]) }, new: { Int(newStart[$0]) })
        certificates.periodStart = plan.mergeStarts(oldStart, newStart)
        periods.firstDay = following.merge(old.periods.firstDay, fresh.periods.firstDay)
        periods.lastDay = following.merge(old.periods.lastDay, fresh.periods.lastDay)
        periods.percent = following.merge(old.periods.percent, fresh.periods.percent)
    }

    private mutating func markTouched() {
        isTouched = [Bool](repeating: false, count: links.persons.number.count)
        for row in removed {
            let person = old.certificates.person[row]
            isTouched[Int(links.persons.ofOld.map { $0[Int(person)] } ?? person)] = true
        }
        for place in placeOfNew { isTouched[Int(certificates.person[Int(place)])] = true }
    }

    /// Rows of a person that nothing touched keep their order; a touched person's are ordered anew, and looked at for several care units.
    private mutating func orderByPerson() {
        var newRows: [Int32: [Int32]] = [:]
        for place in placeOfNew { newRows[certificates.person[Int(place)], default: []].append(place) }
        var byPerson: [Int32] = []
        byPerson.reserveCapacity(plan.count)
        var start: [Int32] = []
        start.reserveCapacity(links.persons.number.count + 1)
        let (oldRows, oldStart) = (old.certificates.byPerson, old.certificates.personStart)
        var oldPerson = 0
        for person in 0..<Int32(links.persons.number.count) {
            start.append(Int32(byPerson.count))
            if oldPerson < old.persons.count, old.persons.number[oldPerson] == links.persons.number[Int(person)] {
                for place in Int(oldStart[oldPerson])..<Int(oldStart[oldPerson + 1]) {
                    let row = placeOfOld[Int(oldRows[place])]
                    if row != Snapshot.none { byPerson.append(row) }
                }
                oldPerson += 1
            }
            guard isTouched[Int(person)] else { continue }
            byPerson.append(contentsOf: newRows[person] ?? [])
            let rows = Int(start[Int(person)])..<byPerson.count
            certificates.withChronology { isBefore in byPerson[rows].sort(by: isBefore) }
            certificates.markSeveralUnits(byPerson[rows])
        }
        start.append(Int32(byPerson.count))
        certificates.byPerson = byPerson
        certificates.personStart = start
    }

    private mutating func countCareUnits() {
        var count = [Int32](repeating: 0, count: fresh.units.count)
        let oldStart = old.certificates.careUnitStart
        for unit in 0..<old.units.count {
            count[links.unitsOfOld.map { Int($0[unit]) } ?? unit] = oldStart[unit + 1] - oldStart[unit]
        }
        for row in removed {
            let unit = Int(old.certificates.careUnit[row])
            count[links.unitsOfOld.map { Int($0[unit]) } ?? unit] -= 1
        }
        for unit in fresh.certificates.careUnit { count[Int(unit)] += 1 }
        certificates.careUnitStart = count.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// A changed certificate's messages are all among the fresh ones.
    private mutating func mergeMessages() {
        let (old, new) = (old.messages, fresh.messages)
        let following = MergePlan(
            following: plan, old: { old.certificate.equalRange(Int32($0)).lowerBound },
            new: { new.certificate.equalRange(Int32($0)).lowerBound })
        messages.certificate = following.merge(
            old.certificate.mapped(by: placeOfOld), new.certificate.mapped(by: placeOfNew))
        messages.subject = following.merge(old.subject, new.subject)
        messages.direction = following.merge(old.direction, new.direction)
        messages.day = following.merge(old.day, new.day)
        messages.isAnswered = following.merge(old.isAnswered, new.isAnswered)
        messages.sex = following.merge(old.sex, new.sex)
        let questions = MergePlan(
            following: following, old: { Int(old.questionStart[$0]) }, new: { Int(new.questionStart[$0]) })
        messages.questionStart = following.mergeStarts(old.questionStart, new.questionStart)
        messages.question = questions.merge(old.question, new.question)
    }
}
