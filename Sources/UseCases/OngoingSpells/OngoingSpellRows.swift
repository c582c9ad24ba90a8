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

    func rows(_ connection: any Connection) throws -> [OngoingSpellRow] {
        guard let index = snapshot.unit(number: Int32(unit)) else { return [] }
        let spells = snapshot.ongoingSpells(careUnit: index, on: day, rule: settings.rule, recentlyEnded: settings.recentlyEnded)
        let persons = spells.map { Int(snapshot.persons.number[Int($0.person.rawValue)]) }
        let patients = try PatientRepository(connection).patients(provider: provider, persons: persons)
            .mapValues { $0.shown(protected) }
        var doctors: [Int: OrganisationRepository.Professional] = [:]
        for professional in try OrganisationRepository.staff(connection, provider: provider) {
            doctors[professional.id] = professional
        }
        let answers = try answersAsked(spells, connection)
        let responsible = try ResponsibilityRepository(connection).current(provider: provider, unit: unit)
        return zip(spells, persons).compactMap { spell, person in
            patients[person].map {
                row(spell, patient: $0, responsible: responsible[person], doctors: doctors, unit: index, answers: answers)
            }
        }
    }

    /// The earliest day that the agency wants an answer by, for each certificate with an unanswered message. Few certificates have
    /// one, so only theirs are asked for.
    private func answersAsked(_ spells: [OngoingSpell], _ connection: any Connection) throws -> [Int: Day] {
        let asked = spells.filter { spell in
            let messages = unanswered(spell)
            return messages.completions + messages.questions > 0
        }
        let numbers = asked.flatMap { $0.certificates.map { Int(snapshot.certificates.number[Int($0)]) } }
        guard !numbers.isEmpty else { return [:] }
        var days: [Int: Day] = [:]
        for stored in try MessageRepository(connection).messages(provider: provider, certificates: numbers)
        where !stored.isAnswered {
            guard stored.message.direction == .fromAgency, let day = stored.message.answerBy else { continue }
            days[stored.certificateNumber] = min(day, days[stored.certificateNumber] ?? day)
        }
        return days
    }

    private func row(
        _ spell: OngoingSpell, patient: PatientRepository.Patient, responsible: ResponsibilityRepository.Responsible?,
        doctors: [Int: OrganisationRepository.Professional], unit: UnitIndex, answers: [Int: Day]
    ) -> OngoingSpellRow {
        let inForce = Int(spell.certificateInForce)
        let doctor = Int(snapshot.professionals.number[Int(spell.doctor)])
        let occupations = OccupationSet(rawValue: snapshot.certificates.occupations[inForce]).occupations
        let hasPlan = SpellEvents(snapshot: snapshot, unit: unit).hasPlan(person: spell.person, days: spell.days, on: day)
        let messages = unanswered(spell)
        let answerBy = spell.certificates.compactMap { answers[Int(snapshot.certificates.number[Int($0)])] }.min()
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

    private func unanswered(_ spell: OngoingSpell) -> (completions: Int, questions: Int) {
        var completions = 0
        var questions = 0
        for certificate in spell.certificates {
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
