import SickLeave
import Statistics
import Storage

/// Reads one patient at one unit and joins the certificates by the obvious, readable rule of `SickLeave`.
struct PatientSpellReader: Sendable {
    let snapshot: Snapshot
    let calendar: DayCalendar
    let viewer: Viewer
    let day: Day
    let rule: SpellRule

    func read(patient publicID: String, spellStart: Day?, _ connection: any Connection) throws -> (
        person: Int, view: PatientSpell.View
    )? {
        guard let patient = try self.patient(publicID, connection),
            let unit = snapshot.unit(number: Int32(viewer.unit.number)),
            let person = snapshot.person(number: Int32(patient.person))
        else { return nil }
        let numbers = certificateNumbers(person: patient.person)
        guard !numbers.isEmpty else { return nil }
        let stored = try CertificateRepository.certificates(connection, provider: viewer.provider, numbers: numbers)
        let certificates = stored.map(PatientSpell.CertificateView.init).reversed().map(\.self)
        let spells = spells(of: certificates, person: person, unit: unit)
        let shown =
            spellStart.flatMap { start in spells.firstIndex { $0.days.first == start } }
            ?? spells.firstIndex { $0.days.first <= day } ?? spells.indices.first
        let all = DayRange(Day(iso: "1900-01-01")!, through: Day(iso: "2199-12-31")!)!
        let responsibility = ResponsibilityRepository(connection)
        let roles = Role.answeringForCases.map(\.rawValue)
        let people = try AccountRepository(connection).people(unit: viewer.unit.number, roles: roles, on: day)
            .map { OngoingSpellRow.Responsible(account: $0.account, name: $0.name) }
        let answering = try responsibility.current(provider: viewer.provider, unit: viewer.unit.number)[patient.person]
        let view = PatientSpell.View(
            patient: publicID, identifier: patient.identifier, name: patient.name, age: snapshot.persons.age(person, on: day),
            sex: snapshot.persons.legalSex(person), spells: spells, shown: shown, certificates: certificates,
            messages: try messages(about: certificates, connection),
            procedures: try ProcedureRepository(connection, registry: Registry()).registrations(
                provider: viewer.provider, unit: viewer.unit.number, person: patient.person, days: all
            ).map { PatientSpell.ProcedureView(day: $0.day, code: $0.code, unitName: $0.unitName, performedBy: $0.performedBy) },
            // Who has left answers for nobody.
            responsible: people.first { $0.account == answering?.account },
            responsibleHistory: try responsibility.history(
                provider: viewer.provider, unit: viewer.unit.number, person: patient.person
            ).map { PatientSpell.ResponsibilityChange(at: $0.at, responsible: $0.responsible, by: $0.by) },
            people: people,
            rule: rule)
        return (patient.person, view)
    }

    /// The patient by the name in addresses, when the viewer may see the patient today.
    func patient(_ publicID: String, _ connection: any Connection) throws -> PatientRepository.Patient? {
        guard let patient = try PatientRepository(connection).patient(provider: viewer.provider, publicID: publicID) else {
            return nil
        }
        let scope = try PatientScope(for: viewer, snapshot: snapshot, on: day, connection)
        return scope.covers(patient.person) ? patient.shown(scope.protected) : nil
    }

    /// The patient's certificates at the viewer's unit with its sub-units; empty when the patient is not the unit's.
    func certificateNumbers(person: Int) -> [Int] {
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)), let index = snapshot.person(number: Int32(person))
        else {
            return []
        }
        return snapshot.certificateRows(person: index)
            .filter { snapshot.units.careUnit[Int(snapshot.certificates.unit[Int($0)])] == unit.rawValue }
            .map { Int(snapshot.certificates.number[Int($0)]) }
    }

    /// A certificate that another took the place of is in no spell: what was written about it goes with that other one.
    private func messages(
        about certificates: [PatientSpell.CertificateView], _ connection: any Connection
    ) throws -> [PatientSpell.MessageView] {
        let places = Dictionary(uniqueKeysWithValues: certificates.enumerated().map { ($1.number, $0) })
        let successors = try CertificateRepository.successors(
            connection, provider: viewer.provider, of: certificates.filter { $0.fate != .inForce }.map(\.number))
        return try MessageRepository(connection).messages(
            provider: viewer.provider, certificates: certificates.map(\.number)
        ).map { stored in
            let place = places[stored.certificateNumber]
            return PatientSpell.MessageView(
                message: stored.message, sentAt: stored.sentAt, isAnswered: stored.isAnswered, certificate: place,
                carrier: successors[stored.certificateNumber].flatMap { places[$0] } ?? place,
                awaitsAnswer: stored.message.awaitsAnswerFromCare && !stored.isAnswered
                    && place.map { !certificates[$0].fate.isRevoked } ?? true)
        }
    }

    private func spells(
        of certificates: [PatientSpell.CertificateView], person: PersonIndex, unit: UnitIndex
    ) -> [PatientSpell.SpellView] {
        var joinable: [SpellCertificate] = []
        var positions: [Int] = []
        let root = HSAID(rawValue: "unit")
        // In the order that they came: of two that were signed at the same moment the later speaks, as in the list.
        for (position, view) in certificates.enumerated().sorted(by: { $0.element.number < $1.element.number })
        where view.fate == .inForce && view.certificate.countsInSpells {
            // Every certificate here is of the viewer's care unit, sub-units included: one name for them all.
            guard
                let certificate = SpellCertificate(
                    periods: view.certificate.periods, signedAt: view.certificate.signedAt, careUnit: root,
                    careProvider: view.certificate.careProvider.hsaID)
            else { continue }
            joinable.append(certificate)
            positions.append(position)
        }
        return rule.spells(of: joinable).sorted { $0.days.first > $1.days.first }.map { spell in
            spellView(spell, joinable, positions, certificates, person: person, unit: unit)
        }
    }

    private func spellView(
        _ spell: Spell, _ joinable: [SpellCertificate], _ positions: [Int], _ certificates: [PatientSpell.CertificateView],
        person: PersonIndex, unit: UnitIndex
    ) -> PatientSpell.SpellView {
        let inForce = spell.certificateInForce(on: max(day, spell.days.first), of: joinable).map {
            certificates[positions[$0]].certificate
        }
        let occupations = inForce?.occupations ?? []
        let hasPlan = SpellEvents(snapshot: snapshot, unit: unit).hasPlan(person: person, days: spell.days, on: day)
        let isOver = day > spell.days.last
        let deadlines = calendar.deadlines(spellStart: spell.days.first, on: day, occupations: occupations)
        let fulfilled = FulfilledLimits.ids(spell: spell.days, hasPlan: hasPlan, of: deadlines)
        return PatientSpell.SpellView(
            days: spell.days, netDays: spell.netDays, status: spell.status(on: day, of: joinable),
            dayInSpell: spell.dayInSpell(on: day),
            diagnosis: inForce?.diagnoses.first, currentExtent: spell.extent(on: day, of: joinable),
            steps: steps(spell, joinable),
            certificates: spell.certificates.map { positions[$0] }, occupations: occupations, hasPlan: hasPlan,
            deadlines: deadlines, fulfilled: fulfilled,
            late: isOver
                ? [] : calendar.late(spellStart: spell.days.first, on: day, occupations: occupations, fulfilled: fulfilled))
    }

    /// The extent in force on each day, joined into stretches; days without extent are left out.
    private func steps(_ spell: Spell, _ joinable: [SpellCertificate]) -> [SickLeavePeriod] {
        var steps: [SickLeavePeriod] = []
        // Extents change only where a period begins or the day after one ends.
        let edges = Set(
            spell.certificates.flatMap { joinable[$0].periods.flatMap { [$0.days.first, $0.days.last + 1] } }
        ).sorted()
        for (from, next) in zip(edges, edges.dropFirst()) {
            guard let extent = spell.extent(on: from, of: joinable) else { continue }
            if let last = steps.last, last.extent == extent, last.days.last + 1 == from {
                steps[steps.count - 1] = SickLeavePeriod(days: DayRange(last.days.first, through: next - 1)!, extent: extent)
            } else {
                steps.append(SickLeavePeriod(days: DayRange(from, through: next - 1)!, extent: extent))
            }
        }
        return steps
    }
}
