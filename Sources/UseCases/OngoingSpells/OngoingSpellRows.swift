import SickLeave
import Statistics
import Storage

/// Joins the snapshot's ongoing spells with names from the store into lines.
struct OngoingSpellRows: Sendable {
    let snapshot: Snapshot
    let calendar: DayCalendar
    let provider: Int
    let unit: Int
    let day: Day
    let settings: OngoingSpells.Settings
    /// Persons whose identity is protected.
    let protected: Set<Int>
    /// The accounts that cases can be given to. Of another, who has left, nobody is responsible.
    let able: Set<Int>

    /// An ended spell stays for so many days while the agency waits for an answer about its certificates.
    private static let waitingDays = 180

    func rows(_ connection: any Connection) throws -> [OngoingSpellRow] {
        guard let index = snapshot.unit(number: Int32(unit)) else { return [] }
        let (spells, asked) = try spells(of: index, connection)
        let persons = spells.map { Int(snapshot.persons.number[Int($0.person.rawValue)]) }
        let patients = try PatientRepository(connection).patients(provider: provider, persons: persons)
            .mapValues { $0.shown(protected) }
        var doctors: [Int: OrganisationRepository.Professional] = [:]
        for professional in try OrganisationRepository.staff(connection, provider: provider) {
            doctors[professional.id] = professional
        }
        let answers = try answersAsked(asked, connection)
        let responsible = try ResponsibilityRepository(connection).current(provider: provider, unit: unit)
            .filter { able.contains($0.value.account) }
        return zip(zip(spells, asked), persons).compactMap { spell, person in
            patients[person].map {
                row(
                    spell.0, asked: spell.1, patient: $0, responsible: responsible[person], doctors: doctors, unit: index,
                    answers: answers)
            }
        }
    }

    /// The spells to list, with the certificates of each that the agency waits for an answer about. Beside the list's own are ended
    /// ones that an answer is awaited for: questions come when short spells are over.
    private func spells(of unit: UnitIndex, _ connection: any Connection) throws -> (spells: [OngoingSpell], asked: [[Int32]]) {
        let listed = snapshot.ongoingSpells(careUnit: unit, on: day, rule: settings.rule, recentlyEnded: settings.recentlyEnded)
        let known = Set(listed.map { [$0.person.rawValue, $0.days.first.rawValue] })
        let ended = snapshot.uncertifiedSpells(careUnit: unit, on: day, rule: settings.rule, within: Self.waitingDays)
            .filter { !known.contains([$0.person.rawValue, $0.days.first.rawValue]) }
        let asked = try certificatesAsked(of: listed + ended, unit: unit, connection)
        let waiting = zip(ended, asked.dropFirst(listed.count)).filter { !$1.isEmpty }
        return (listed + waiting.map(\.0), Array(asked.prefix(listed.count)) + waiting.map(\.1))
    }

    /// For each spell the certificates about which the agency waits for an answer: its own, and those that they have taken the place
    /// of. One that nothing here took the place of goes with the spell on whose days it was.
    private func certificatesAsked(
        of spells: [OngoingSpell], unit: UnitIndex, _ connection: any Connection
    ) throws -> [[Int32]] {
        var asked = spells.map { $0.certificates.filter(isAsked) }
        let outside = spells.map { spell in
            snapshot.certificateRows(person: spell.person).filter { isInNoSpell($0) && isAsked($0) }
        }
        guard outside.contains(where: { !$0.isEmpty }) else { return asked }
        let successors = try CertificateRepository.successors(
            connection, provider: provider, of: outside.joined().map { Int(snapshot.certificates.number[Int($0)]) })
        for (place, spell) in spells.enumerated() {
            let own = Set(spell.certificates.map { Int(snapshot.certificates.number[Int($0)]) })
            asked[place] += outside[place].filter { row in
                successors[Int(snapshot.certificates.number[Int(row)])].map(own.contains) ?? isOf(unit, row, on: spell.days)
            }
        }
        return asked
    }

    private func isInNoSpell(_ row: Int32) -> Bool {
        !snapshot.certificates.countsInSpells(Int(row)) && !snapshot.certificates.isRevoked(Int(row))
    }

    private func isOf(_ unit: UnitIndex, _ row: Int32, on days: DayRange) -> Bool {
        let certificates = snapshot.certificates
        let row = Int(row)
        return snapshot.units.careUnit[Int(certificates.unit[row])] == unit.rawValue
            && certificates.firstDay[row] != Snapshot.noDay
            && certificates.firstDay[row] <= days.last.rawValue && days.first.rawValue <= certificates.lastDay[row]
    }

    /// The earliest day that the agency wants an answer by, for each certificate with an unanswered message. Few certificates have
    /// one, so only theirs are asked for.
    private func answersAsked(_ asked: [[Int32]], _ connection: any Connection) throws -> [Int: Day] {
        let numbers = asked.joined().map { Int(snapshot.certificates.number[Int($0)]) }
        guard !numbers.isEmpty else { return [:] }
        var days: [Int: Day] = [:]
        for stored in try MessageRepository(connection).messages(provider: provider, certificates: numbers)
        where !stored.isAnswered && stored.message.subject != .reminder && stored.sentAt.day <= day {
            guard stored.message.direction == .fromAgency, let by = stored.message.answerBy else { continue }
            days[stored.certificateNumber] = min(by, days[stored.certificateNumber] ?? by)
        }
        return days
    }

    private func row(
        _ spell: OngoingSpell, asked: [Int32], patient: PatientRepository.Patient,
        responsible: ResponsibilityRepository.Responsible?,
        doctors: [Int: OrganisationRepository.Professional], unit: UnitIndex, answers: [Int: Day]
    ) -> OngoingSpellRow {
        let inForce = Int(spell.certificateInForce)
        let doctor = Int(snapshot.professionals.number[Int(spell.doctor)])
        let occupations = OccupationSet(rawValue: snapshot.certificates.occupations[inForce]).occupations
        let hasPlan = SpellEvents(snapshot: snapshot, unit: unit).hasPlan(person: spell.person, days: spell.days, on: day)
        let messages = unanswered(asked)
        let answerBy = asked.compactMap { answers[Int(snapshot.certificates.number[Int($0)])] }.min()
        let deadlines = calendar.deadlines(spellStart: spell.days.first, on: day, occupations: occupations)
        let fulfilled = FulfilledLimits.ids(spell: spell.days, hasPlan: hasPlan, of: deadlines)
        let isOver = spell.status == .ended
        return OngoingSpellRow(
            patient: patient.publicID, person: patient.person, identifier: patient.identifier, name: patient.name,
            sortName: patient.sortName, age: snapshot.persons.age(spell.person, on: day),
            sex: snapshot.persons.legalSex(spell.person),
            status: spell.status, days: spell.days, netDays: spell.netDays, dayInSpell: spell.dayInSpell,
            certificateCount: spell.certificates.count,
            diagnosis: spell.diagnosis < 0 ? nil : snapshot.diagnoses.code[Int(spell.diagnosis)], occupations: occupations,
            extents: spell.periods.map(\.extent), currentExtent: spell.currentPeriod, doctor: doctor,
            doctorName: doctors[doctor]?.name ?? "", doctorHSAID: doctors[doctor]?.hsaID, hasPlan: hasPlan,
            unansweredCompletions: messages.completions, unansweredQuestions: messages.questions,
            answer: answerBy.map { OngoingSpellRow.Answer(by: $0, daysLeft: $0 - day) },
            nextDeadline: isOver ? nil : deadlines.first { $0.daysLeft >= 0 && !fulfilled.contains($0.limit.id) },
            late: isOver
                ? [] : calendar.late(spellStart: spell.days.first, on: day, occupations: occupations, fulfilled: fulfilled),
            responsible: responsible.map { .init(account: $0.account, name: $0.name) })
    }

    private func isAsked(_ certificate: Int32) -> Bool { unanswered([certificate]) != (0, 0) }

    private func unanswered(_ certificates: [Int32]) -> (completions: Int, questions: Int) {
        var completions = 0
        var questions = 0
        for certificate in certificates {
            for message in snapshot.messages.rows(certificate: Int(certificate))
            where snapshot.messages.direction[message] == CaseMessage.Direction.fromAgency.rawValue
                && !snapshot.messages.isAnswered[message]
                && snapshot.messages.day[message] <= day.rawValue
            {
                switch CaseMessage.Subject(rawValue: snapshot.messages.subject[message]) {
                case .completion: completions += 1
                case .caseConference, .contact, .other: questions += 1
                // A reminder is about another message, which is counted itself.
                case .reminder, nil: break
                }
            }
        }
        return (completions, questions)
    }
}

/// What registered measures say of a spell.
struct SpellEvents {
    let snapshot: Snapshot
    let unit: UnitIndex

    /// A written plan at the unit on a day of the spell, by the day asked about.
    func hasPlan(person: PersonIndex, days: DayRange, on day: Day) -> Bool {
        guard let code = snapshot.procedures.index(code: ProcedureRegistration.Known.plan) else { return false }
        return snapshot.procedures.rows(person: person).contains { row in
            snapshot.procedures.code[row] == code && snapshot.procedures.careUnit[row] == unit.rawValue
                && snapshot.procedures.day[row] >= days.first.rawValue
                && snapshot.procedures.day[row] <= min(day, days.last).rawValue
        }
    }
}
