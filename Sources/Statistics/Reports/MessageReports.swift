import SickLeave

extension Snapshot {
    /// Messages from the agency by subject, and by subject within unit or doctor.
    func messageTable(_ report: Report, _ selection: ReportSelection) -> ReportTable {
        let subjects = MessageSubject.allCases
        let (owners, owner) = messageOwners(report.grouping, selection)
        let groups = owners.flatMap { owner in subjects.map(owner) }
        var cells = ReportCells(providers: providers.count, periods: report.periods.count, groups: groups.count)
        forEachMessage(report, selection) { message, row, base in
            guard let place = owner(row) else { return }
            let subject = MessageSubject(column: messages.subject[message])
            cells.add(base(cells), group: place * subjects.count + Int(subject.rawValue))
        }
        let table = ReportTable(periods: report.periods, groups: groups, cells: cells.summed(report.scope.cutoff))
        // Before the cutoff: a unit that has messages is listed though its figures are too small to publish.
        let found = groups.indices.map(cells.isAny)
        let isKnown = found.indices.contains { found[$0] && $0 % subjects.count == Int(MessageSubject.unknown.rawValue) }
        return table.keeping { group in
            let place = group / subjects.count
            let hasSome = found[place * subjects.count..<(place + 1) * subjects.count].contains(true)
            let isUnknown = group % subjects.count == Int(MessageSubject.unknown.rawValue)
            return (isKnown || !isUnknown) && (hasSome || listsEmptyOwners(report))
        }
    }

    private func listsEmptyOwners(_ report: Report) -> Bool {
        switch report.grouping {
        case .doctorAndSubject: false
        case .careUnitAndSubject, .subUnitAndSubject: report.shape == .series && !report.scope.isRegional
        default: true
        }
    }

    /// What the messages are grouped under beside their subject, as makers of groups, and each certificate's place among them.
    private func messageOwners(
        _ grouping: ReportGrouping, _ selection: ReportSelection
    ) -> (owners: [(MessageSubject) -> ReportGroup], place: (Int) -> Int?) {
        func units(_ shown: [Int], _ column: [Int32]) -> ([(MessageSubject) -> ReportGroup], (Int) -> Int?) {
            var place = [Int?](repeating: nil, count: self.units.count)
            for (index, unit) in shown.enumerated() { place[unit] = index }
            return (shown.map { unit in { .unitSubject(UnitIndex(unit), $0) } }, { place[Int(column[$0])] })
        }
        switch grouping {
        case .careUnitAndSubject: return units(self.units.shown(selection, subUnits: false), certificates.careUnit)
        case .subUnitAndSubject: return units(self.units.shown(selection, subUnits: true), certificates.unit)
        case .doctorAndSubject:
            return (
                (0..<professionals.count).map { doctor in { .doctorSubject(Int32(doctor), $0) } },
                { Int(certificates.doctor[$0]) }
            )
        default: return ([ReportGroup.subject], { _ in 0 })
        }
    }

    /// Questions in completions of the two sickness-benefit forms, each as often as it is named.
    func questionTable(_ report: Report, _ selection: ReportSelection) -> ReportTable {
        let questions = CompletionQuestion.allCases.sorted { $0.title < $1.title }
        var place = [Int](repeating: 0, count: 256)
        for (index, question) in questions.enumerated() { place[Int(question.rawValue)] = index }
        var cells = ReportCells(providers: providers.count, periods: report.periods.count, groups: questions.count)
        forEachMessage(report, selection) { message, row, base in
            guard messages.subject[message] == CaseMessage.Subject.completion.rawValue,
                CertificateType(rawValue: certificates.kind[row])?.isForSicknessBenefit ?? false
            else { return }
            for question in messages.questions(message) { cells.add(base(cells), group: place[Int(question)]) }
        }
        return ReportTable(
            periods: report.periods, groups: questions.map(ReportGroup.question), cells: cells.summed(report.scope.cutoff))
    }

    /// Messages from the agency whose certificate the selection lets through and was signed in the report's months. The patient's
    /// age is that on the first day of that month; a revoked certificate keeps its messages.
    private func forEachMessage(
        _ report: Report, _ selection: ReportSelection, _ body: (_ message: Int, _ row: Int, _ base: (ReportCells) -> Int) -> Void
    ) {
        let columns = ReportMonths(report.periods)
        for message in 0..<messages.count where isFromAgency(message) {
            let row = Int(messages.certificate[message])
            guard let period = columns.period(signedAt: certificates.signedAt[row]) else { continue }
            if let only = selection.provider, only != certificates.provider[row] { continue }
            let age = selection.age == nil ? 0 : ageInMonthOfSigning(row)
            guard
                selection.admits(unit: certificates.unit[row], diagnosis: certificates.diagnosis[row], age: age),
                selection.types.map({ types in types.contains { $0.rawValue == certificates.kind[row] } }) ?? true
            else { continue }
            body(message, row) {
                $0.base(provider: certificates.provider[row], period: period, sex: messages.sex[message])
            }
        }
    }

    private func ageInMonthOfSigning(_ row: Int) -> UInt8 {
        let day = Day(rawValue: Int32(truncatingIfNeeded: certificates.signedAt[row] / 86_400)).month.firstDay
        let age = persons.age(PersonIndex(rawValue: certificates.person[row]), on: day)
        return age.map { UInt8(min($0, 150)) } ?? CertificateColumns.unknownAge
    }
}
