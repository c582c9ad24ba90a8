/// What is new in the store since a snapshot was made.
package struct SnapshotChanges: Sendable {
    /// The store's numbers of rows of one provider; 0 for persons, who belong to none, and as long as nobody has asked whose rows they are.
    package struct Span: Sendable, Hashable {
        package let provider: Int32
        package var numbers: ClosedRange<Int32>

        package init(provider: Int32, numbers: ClosedRange<Int32>) {
            self.provider = provider
            self.numbers = numbers
        }

        /// In order, with those of a provider that meet or overlap as one.
        package static func joined(_ spans: [Span]) -> [Span] {
            let ordered = spans.sorted { ($0.provider, $0.numbers.lowerBound) < ($1.provider, $1.numbers.lowerBound) }
            return ordered.reduce(into: []) { joined, span in
                guard let last = joined.last, last.provider == span.provider,
                    span.numbers.lowerBound <= last.numbers.upperBound &+ 1
                else { return joined.append(span) }
                joined[joined.count - 1].numbers =
                    last.numbers.lowerBound...max(last.numbers.upperBound, span.numbers.upperBound)
            }
        }
    }

    /// The certificates among `certificates` with their messages, the procedures among `procedures`, the persons that these name, and the
    /// units, staff, volumes, diagnoses and issuers, all of them, as they are now.
    package var rows = SnapshotBuilder()
    /// Certificates that may be new, changed or gone; joined.
    package var certificates: [Span] = []
    /// Procedure registrations that may be new, changed or gone; joined.
    package var procedures: [Span] = []

    package init() {}
}

extension Snapshot {
    /// This snapshot with the changes, equal to one that is built anew of everything.
    ///
    /// - Returns: nil for what cannot be told as rows that come or are replaced, and seldom happens: a unit that was moved, a certificate
    ///   that was erased, a patient whose birth day or sex is another. Then the store has to be read whole.
    package func merging(_ changes: consuming SnapshotChanges, id: Int64) -> Snapshot? {
        let (certificateSpans, procedureSpans) = (changes.certificates, changes.procedures)
        let fresh = changes.rows.build(id: id)
        guard let links = SnapshotLinks(self, fresh),
            let merge = CertificateMerge(self, fresh, links, changed: certificateSpans)
        else { return nil }
        var units = fresh.units
        units.provider = units.provider.mapped(by: links.providers.ofOther)
        var issuers = fresh.issuers
        issuers.professional = issuers.professional.mapped(by: links.professionals.ofOther)
        var staff = fresh.staff
        staff.professional = staff.professional.mapped(by: links.professionals.ofOther)
        return Snapshot(
            id: id, certificates: merge.certificates, periods: merge.periods, persons: links.mergedPersons(self, fresh),
            units: units,
            providers: ProviderColumns(number: links.providers.number, index: links.providers.index),
            professionals: ProfessionalColumns(number: links.professionals.number, index: links.professionals.index),
            issuers: issuers, diagnoses: fresh.diagnoses, procedures: mergedProcedures(fresh, links, changed: procedureSpans),
            messages: merge.messages, staff: staff, volumes: fresh.volumes)
    }

    private func mergedProcedures(_ fresh: Snapshot, _ links: SnapshotLinks, changed: [SnapshotChanges.Span]) -> ProcedureColumns
    {
        let (old, new) = (procedures, fresh.procedures)
        let codes = Set(old.codes).union(new.codes).sorted()
        let index = Dictionary(uniqueKeysWithValues: zip(codes, Int32(0)...))
        let newPerson = new.person.mapped(by: links.persons.ofOther)
        let oldPerson = old.person.mapped(by: links.persons.ofOld)
        let spans = Dictionary(grouping: changed, by: \.provider)
        let removed =
            spans.isEmpty
            ? []
            : old.number.indices.filter { row in
                let provider = providers.number[Int(self.units.provider[Int(old.careUnit[row])])]
                return spans[provider]?.holds(old.number[row]) ?? false
            }
        let plan = MergePlan(oldCount: old.count, removed: removed, newCount: new.count) { row in
            let key = (newPerson[row], new.day[row], new.number[row])
            return (0..<old.count).firstPlace { (oldPerson[$0], old.day[$0], old.number[$0]) >= key }
        }
        var merged = ProcedureColumns()
        merged.number = plan.merge(old.number, new.number)
        merged.person = plan.merge(oldPerson, newPerson)
        merged.careUnit = plan.merge(old.careUnit.mapped(by: links.unitsOfOld), new.careUnit)
        merged.day = plan.merge(old.day, new.day)
        let code = plan.merge(
            old.code.mapped(by: old.codes.map { index[$0]! }), new.code.mapped(by: new.codes.map { index[$0]! }))
        (merged.codes, merged.code) = ProcedureColumns.dictionary(of: codes, code)
        return merged
    }
}

/// From the indices of a snapshot, and of one with the changes, to those of both in one.
struct SnapshotLinks {
    let persons: NumberUnion
    let providers: NumberUnion
    let professionals: NumberUnion
    /// Units of the one with the changes are those of both. Nil when the old ones have the same indices.
    let unitsOfOld: [Int32]?
    /// The same for diagnoses.
    let diagnosesOfOld: [Int32]?

    init?(_ old: Snapshot, _ fresh: Snapshot) {
        guard let persons = NumberUnion(old.persons.number, old.persons.index, fresh.persons.number),
            let providers = NumberUnion(old.providers.number, old.providers.index, fresh.providers.number),
            let professionals = NumberUnion(old.professionals.number, old.professionals.index, fresh.professionals.number),
            fresh.units.number.isAscending, old.units.number.isAscending
        else { return nil }
        self.persons = persons
        self.providers = providers
        self.professionals = professionals
        for row in 0..<fresh.persons.count {
            guard let known = old.persons.index[fresh.persons.number[row]].map(Int.init) else { continue }
            guard fresh.persons.birthDay[row] == old.persons.birthDay[known], fresh.persons.sex[row] == old.persons.sex[known]
            else {
                return nil
            }
        }
        let units = old.units.number.map { fresh.units.index[$0] ?? Snapshot.none }
        for (row, unit) in units.enumerated() {
            let careUnit = old.units.number[Int(old.units.careUnit[row])]
            guard unit >= 0, fresh.units.number[Int(fresh.units.careUnit[Int(unit)])] == careUnit else { return nil }
        }
        unitsOfOld = units.isCounting ? nil : units
        let index = Dictionary(zip(fresh.diagnoses.code, Int32(0)...), uniquingKeysWith: { first, _ in first })
        let diagnoses = old.diagnoses.code.map { index[$0] ?? Snapshot.none }
        guard !diagnoses.contains(Snapshot.none) else { return nil }
        diagnosesOfOld = diagnoses.isCounting ? nil : diagnoses
    }

    func mergedPersons(_ old: Snapshot, _ fresh: Snapshot) -> PersonColumns {
        var merged = PersonColumns()
        merged.number = persons.number
        merged.birthDay = persons.plan.merge(old.persons.birthDay, persons.fresh.map { fresh.persons.birthDay[$0] })
        merged.sex = persons.plan.merge(old.persons.sex, persons.fresh.map { fresh.persons.sex[$0] })
        merged.index = persons.index
        return merged
    }
}

extension [SnapshotChanges.Span] {
    /// Whether any of them, all of one provider and joined, holds the number.
    fileprivate func holds(_ number: Int32) -> Bool {
        let place = indices.firstPlace { self[$0].numbers.upperBound >= number }
        return place < count && self[place].numbers.contains(number)
    }
}

extension Range<Int> {
    /// The first that satisfies a condition which, once it holds, holds for all that follow; the end when none does.
    func firstPlace(where condition: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension [Int32] {
    /// 0, 1, 2 …
    fileprivate var isCounting: Bool { enumerated().allSatisfy { $0 == Int($1) } }
}
