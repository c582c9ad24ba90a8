extension SnapshotBuilder {
    /// Periods inside each certificate by first day; nearly every certificate has them so already.
    mutating func orderPeriods() {
        for row in 0..<certificates.count {
            let rows = certificates.periods(row)
            if rows.isEmpty {
                certificates.flags[row] &= ~CertificateFlags.countsInSpells.rawValue
                continue
            }
            for place in rows.dropFirst() where periods.firstDay[place] < periods.firstDay[place - 1] {
                var free = place
                while free > rows.lowerBound, periods.firstDay[free] < periods.firstDay[free - 1] {
                    periods.swapAt(free, free - 1)
                    free -= 1
                }
            }
        }
    }

    mutating func orderCertificates() {
        var order = ColumnOrder(count: certificates.count)
        let personStart = order.sort(by: certificates.person, keyCount: persons.count)
        certificates.withChronology { isBefore in order.sort(groups: personStart, by: isBefore) }
        let byPerson = order.rows
        let careUnitStart = order.sort(by: certificates.careUnit, keyCount: units.count)

        let place = order.places()
        certificates.byPerson = byPerson.map { place[Int($0)] }
        certificates.personStart = personStart
        certificates.careUnitStart = careUnitStart
        reorderPeriods(order)
        certificates.reorder(order)
        certificates.index = NumberIndex(certificates.number)
    }

    /// Periods follow their certificates; `certificates` is still in the old order.
    private mutating func reorderPeriods(_ order: ColumnOrder) {
        var moved = ColumnOrder(count: 0)
        moved.reserve(periods.count)
        var start: [Int32] = [0]
        start.reserveCapacity(certificates.count + 1)
        for row in order.rows {
            for period in certificates.periods(Int(row)) { moved.append(Int32(period)) }
            start.append(Int32(moved.rows.count))
        }
        certificates.periodStart = start
        periods.firstDay = moved.apply(to: periods.firstDay)
        periods.lastDay = moved.apply(to: periods.lastDay)
        periods.percent = moved.apply(to: periods.percent)
    }

    mutating func orderEvents() {
        var order = ColumnOrder(count: procedures.count)
        // Those of a day by number. Read whole they are so already; changes are read one provider after the other.
        if !zip(procedures.number, procedures.number.dropFirst()).allSatisfy(<) { order.sort(byValue: procedures.number) }
        order.sort(byValue: procedures.day)
        _ = order.sort(by: procedures.person, keyCount: persons.count)
        procedures.number = order.apply(to: procedures.number)
        procedures.person = order.apply(to: procedures.person)
        procedures.careUnit = order.apply(to: procedures.careUnit)
        procedures.day = order.apply(to: procedures.day)
        (procedures.codes, procedures.code) = ProcedureColumns.dictionary(of: procedures.codes, order.apply(to: procedures.code))

        let index = certificates.index
        messages.certificate = messages.certificate.map { index[$0] ?? Int32(certificates.count) }
        order = ColumnOrder(count: messages.count)
        order.sort(byValue: messages.day)
        _ = order.sort(by: messages.certificate, keyCount: certificates.count + 1)
        order.keep { messages.certificate[Int($0)] < certificates.count }
        messages.certificate = order.apply(to: messages.certificate)
        messages.subject = order.apply(to: messages.subject)
        messages.direction = order.apply(to: messages.direction)
        messages.day = order.apply(to: messages.day)
        messages.isAnswered = order.apply(to: messages.isAnswered)
        reorderQuestions(order)

        order = ColumnOrder(count: staff.count)
        _ = order.sort(by: staff.careUnit, keyCount: units.count)
        staff.professional = order.apply(to: staff.professional)
        staff.unit = order.apply(to: staff.unit)
        staff.careUnit = order.apply(to: staff.careUnit)
        staff.isPhysician = order.apply(to: staff.isPhysician)
        staff.trainedDay = order.apply(to: staff.trainedDay)
        staff.employedFrom = order.apply(to: staff.employedFrom)
        staff.employedThrough = order.apply(to: staff.employedThrough)
        orderVolumes()
    }

    /// By care unit and month, sub-units added to their care unit.
    private mutating func orderVolumes() {
        var order = ColumnOrder(count: volumes.count)
        order.sort(byValue: volumes.month)
        _ = order.sort(by: volumes.careUnit, keyCount: units.count)
        var merged = VolumeColumns()
        for row in order.rows.map(Int.init) {
            let last = merged.count - 1
            guard last >= 0, merged.careUnit[last] == volumes.careUnit[row], merged.month[last] == volumes.month[row] else {
                merged.careUnit.append(volumes.careUnit[row])
                merged.month.append(volumes.month[row])
                merged.visits.append(volumes.visits[row])
                merged.listedPatients.append(volumes.listedPatients[row])
                continue
            }
            merged.visits[last] = Self.sum(merged.visits[last], volumes.visits[row])
            merged.listedPatients[last] = Self.sum(merged.listedPatients[last], volumes.listedPatients[row])
        }
        volumes = merged
    }

    private static func sum(_ a: Int32, _ b: Int32) -> Int32 {
        if a == Snapshot.none { return b }
        return b == Snapshot.none ? a : Int32(clamping: Int(a) + Int(b))
    }
}

extension SnapshotBuilder {
    /// Questions and the patient's sex follow their messages; the messages' certificates are already in the new order.
    private mutating func reorderQuestions(_ order: ColumnOrder) {
        let old = messages
        messages.question = []
        messages.questionStart = [0]
        for row in order.rows {
            messages.question.append(contentsOf: old.questions(Int(row)))
            messages.questionStart.append(Int32(messages.question.count))
        }
        messages.sex = order.apply(to: messages.sex)
        for row in 0..<messages.count where messages.sex[row] == PersonColumns.unknownSex {
            messages.sex[row] = persons.sex[Int(certificates.person[Int(messages.certificate[row])])]
        }
    }
}

extension ColumnOrder {
    mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }
    mutating func append(_ row: Int32) { rows.append(row) }
}

extension PeriodColumns {
    mutating func reserveCapacity(_ count: Int) {
        firstDay.reserveCapacity(count)
        lastDay.reserveCapacity(count)
        percent.reserveCapacity(count)
    }

    fileprivate mutating func swapAt(_ a: Int, _ b: Int) {
        firstDay.swapAt(a, b)
        lastDay.swapAt(a, b)
        percent.swapAt(a, b)
    }
}

extension CertificateColumns {
    mutating func reserveCapacity(_ count: Int) {
        number.reserveCapacity(count)
        person.reserveCapacity(count)
        unit.reserveCapacity(count)
        provider.reserveCapacity(count)
        doctor.reserveCapacity(count)
        issuer.reserveCapacity(count)
        county.reserveCapacity(count)
        kind.reserveCapacity(count)
        signedAt.reserveCapacity(count)
        firstDay.reserveCapacity(count)
        lastDay.reserveCapacity(count)
        diagnosis.reserveCapacity(count)
        sentDay.reserveCapacity(count)
        flags.reserveCapacity(count)
        occupations.reserveCapacity(count)
        periodStart.reserveCapacity(count + 1)
    }

    /// The order in which certificates join: first day, last day, signing time, number.
    func withChronology(_ body: ((Int32, Int32) -> Bool) -> Void) {
        firstDay.withUnsafeBufferPointer { first in
            lastDay.withUnsafeBufferPointer { last in
                body { a, b in
                    let (a, b) = (Int(a), Int(b))
                    if first[a] != first[b] { return first[a] < first[b] }
                    if last[a] != last[b] { return last[a] < last[b] }
                    return (signedAt[a], number[a]) < (signedAt[b], number[b])
                }
            }
        }
    }

    /// Column by column, so that only one is held twice.
    fileprivate mutating func reorder(_ order: ColumnOrder) {
        number = order.apply(to: number)
        person = order.apply(to: person)
        unit = order.apply(to: unit)
        careUnit = order.apply(to: careUnit)
        provider = order.apply(to: provider)
        doctor = order.apply(to: doctor)
        issuer = order.apply(to: issuer)
        kind = order.apply(to: kind)
        county = order.apply(to: county)
        age = order.apply(to: age)
        signedAt = order.apply(to: signedAt)
        firstDay = order.apply(to: firstDay)
        lastDay = order.apply(to: lastDay)
        diagnosis = order.apply(to: diagnosis)
        sentDay = order.apply(to: sentDay)
        flags = order.apply(to: flags)
        occupations = order.apply(to: occupations)
    }
}
