package import SickLeave
import Storage

/// The patient's consent that care speaks with somebody outside it (samtycke till samverkan), as it was given or withdrawn. A thing of
/// its own: it opens no record, and no block yields to it.
package struct Consent: Sendable, Hashable {
    package enum Party: String, Sendable, CaseIterable {
        case employer, socialInsuranceAgency, employmentService, municipality, occupationalHealth, other

        package var title: String {
            switch self {
            case .employer: "Arbetsgivaren"
            case .socialInsuranceAgency: "Försäkringskassan"
            case .employmentService: "Arbetsförmedlingen"
            case .municipality: "Kommunen"
            case .occupationalHealth: "Företagshälsovården"
            case .other: "Någon annan"
            }
        }
    }

    package let party: Party
    package let about: String
    package let isWritten: Bool
    package let isGiven: Bool
    package let day: Day
    package let lastDay: Day?
    package let recordedBy: String
    package let recordedAt: Instant

    init(_ stored: ConsentRepository.Consent) {
        party = Party(rawValue: stored.party) ?? .other
        about = stored.about
        isWritten = stored.isWritten
        isGiven = stored.isGiven
        day = stored.day
        lastDay = stored.lastDay
        recordedBy = stored.recordedBy
        recordedAt = stored.recordedAt
    }

    /// The newest of each party, when it is given and has not run out.
    ///
    /// - Parameter history: newest first.
    static func standing(_ history: [Consent], on day: Day) -> [Consent] {
        var seen: Set<Party> = []
        return history.filter { seen.insert($0.party).inserted }
            .filter { $0.isGiven && $0.day <= day && $0.lastDay.map { day <= $0 } ?? true }
            .sorted { $0.party.title < $1.party.title }
    }
}

extension PatientProtection {
    package static let longestAbout = 500

    /// - Parameters:
    ///   - about: what may be spoken of.
    ///   - last: nil until further notice.
    package func giveConsent(
        of patient: String, to party: Consent.Party, about: String, isWritten: Bool, on day: Day, through last: Day?,
        by viewer: Viewer, at instant: Instant
    ) async throws {
        guard !about.isEmpty else { throw UseCaseError.invalidAnswer(.consentAbout, "Skriv vad samtycket gäller.") }
        guard about.count <= PatientProtection.longestAbout else {
            throw UseCaseError.invalidAnswer(
                .consentAbout,
                "Texten är \(about.count) tecken. Skriv vad samtycket gäller med högst \(PatientProtection.longestAbout) tecken.")
        }
        if let last, last < day {
            throw UseCaseError.invalidAnswer(.lastDay, "Sista dagen ligger före den första. Ändra en av dem.")
        }
        try await record(
            .init(party: party.rawValue, about: about, isWritten: isWritten, isGiven: true, day: day, lastDay: last), of: patient,
            by: viewer, at: instant)
    }

    package func withdrawConsent(of patient: String, to party: Consent.Party, by viewer: Viewer, at instant: Instant) async throws
    {
        try await record(
            .init(party: party.rawValue, about: "", isWritten: false, isGiven: false, day: Day(of: instant), lastDay: nil),
            of: patient, by: viewer, at: instant)
    }

    private func record(_ entry: ConsentRepository.Entry, of patient: String, by viewer: Viewer, at instant: Instant) async throws
    {
        try viewer.require(.recordConsent)
        guard entry.day <= Day(of: instant) else {
            throw UseCaseError.invalidAnswer(
                .consentDay, "Samtycket kan inte vara lämnat i framtiden. Kontrollera dagen.")
        }
        let isDone = try await database.write { connection in
            let person = try seen(patient, by: viewer, on: Day(of: instant), connection).patient.person
            let consents = ConsentRepository(connection)
            if !entry.isGiven {
                let known = try consents.history(person: person, provider: viewer.provider, unit: viewer.unit.number).map(
                    Consent.init)
                guard Consent.standing(known, on: Day(of: instant)).contains(where: { $0.party.rawValue == entry.party }) else {
                    try logRefusal(of: person, by: viewer, at: instant, connection)
                    return false
                }
            }
            try consents.record(
                entry, person: person, provider: viewer.provider, unit: viewer.unit.number, by: viewer.account, at: instant)
            try AccessLog.append(
                .write, entry.isGiven ? "Samtycke till samverkan" : "Återtaget samtycke till samverkan", .patient(person),
                by: viewer, at: instant, in: connection)
            return true
        }
        guard isDone else {
            throw UseCaseError.invalid("Det finns inget samtycke att ta tillbaka. Se här nedanför vad som gäller.")
        }
    }
}
