import Interchange
import SickLeave
import Storage

/// Why a row of the log was picked for review. What the rules ask about is in the row; whether the look was right is for a person to say.
package enum LogPickRule: String, Sendable, CaseIterable {
    /// Every emergency access is picked.
    case emergencyAccess
    /// By identity number where the account has one, and by name.
    case ownRecord
    /// The patient works at the same unit: known by identity number.
    case colleague
    case sameSurname
    case colleagueName
    case noActiveCase
    case outOfHours
    case random

    package var title: String {
        switch self {
        case .emergencyAccess: "Nödöppning"
        case .ownRecord: "Egen journal, eller samma namn"
        case .colleague: "En kollegas journal"
        case .sameSurname: "Samma efternamn"
        case .colleagueName: "Patienten heter som en kollega"
        case .noActiveCase: "Inget pågående sjukfall"
        case .outOfHours: "Utanför arbetstid"
        case .random: "Slumpen"
        }
    }

    /// Beside the reader's name it tells something of who the patient is.
    private var tellsOfPatient: Bool {
        switch self {
        case .ownRecord, .colleague, .sameSurname, .colleagueName: true
        case .emergencyAccess, .noActiveCase, .outOfHours, .random: false
        }
    }

    /// - Parameter isProtected: a patient of the row has protected identity: that there is a likeness is told, and not which.
    static func titles(_ rules: [LogPickRule], isProtected: Bool) -> [String] {
        guard isProtected, rules.contains(where: \.tellsOfPatient) else { return rules.map(\.title) }
        return ["Samband mellan den som läste och patienten"] + rules.filter { !$0.tellsOfPatient }.map(\.title)
    }
}

/// Draws the rows of a review: from each rule's rows some at random, and then some at random of all.
///
/// The same rows, sample and seed give the same draw, on every machine: each rule, in the order of ``LogPickRule``, has the rows that it
/// catches in the order of their numbers, and takes from them by SplitMix64 with the seed (`docs/handbok/atkomstlogg.md`).
struct LogDraw {
    /// Regular hours, by the Swedish clock; Saturday and Sunday have none.
    static let hours = 7..<19
    /// A case counts as active this long before and after its certified days: planning and follow-up.
    static let caseMargin = 30

    let candidates: [LogCandidates.Candidate]
    let colleagues: Set<String>
    let certifiedDays: [Int: [DayRange]]
    /// By account: who its person is as a patient.
    private let identities: [Int: Int]
    /// By care unit: the patients who work there.
    private let coworkers: [Int: Set<Int>]

    init(
        candidates: [LogCandidates.Candidate], colleagues: Set<String>, coworkers: [LogCandidates.Coworker],
        certifiedDays: [Int: [DayRange]]
    ) {
        self.candidates = candidates
        identities = Dictionary(coworkers.map { ($0.account, $0.person) }) { one, _ in one }
        self.coworkers = coworkers.reduce(into: [:]) { found, one in
            if let unit = one.unit { found[unit, default: []].insert(one.person) }
        }
        self.colleagues = Set(colleagues.map(LogDraw.folded))
        self.certifiedDays = certifiedDays
    }

    func rules(of candidate: LogCandidates.Candidate) -> Set<LogPickRule> {
        var found: Set<LogPickRule> = []
        if candidate.activity == Activity.emergencyAccess.rawValue { found.insert(.emergencyAccess) }
        let time = LocalTime(candidate.at)
        if time.day.weekday > 5 || !LogDraw.hours.contains(time.hour) { found.insert(.outOfHours) }
        for patient in candidate.patients { found.formUnion(rules(of: candidate, about: patient, on: time.day)) }
        return found
    }

    /// What is told of who the patient is, or one of a few.
    private func rules(
        of candidate: LogCandidates.Candidate, about patient: LogCandidates.Patient, on day: Day
    ) -> Set<LogPickRule> {
        var found: Set<LogPickRule> = []
        let person = patient.person
        if identities[candidate.account] == person {
            found.insert(.ownRecord)
        } else if coworkers[candidate.unit]?.contains(person) == true {
            found.insert(.colleague)
        }
        let (user, name) = (LogDraw.folded(candidate.userName), LogDraw.folded(patient.name))
        if !name.isEmpty {
            if user == name { found.insert(.ownRecord) } else if colleagues.contains(name) { found.insert(.colleagueName) }
            if user != name, user.split(separator: " ").last == name.split(separator: " ").last {
                found.insert(.sameSurname)
            }
        }
        let near = DayRange(day - LogDraw.caseMargin, through: day + LogDraw.caseMargin)
        if let near, certifiedDays[person]?.contains(where: near.overlaps) != true { found.insert(.noActiveCase) }
        return found
    }

    /// - Parameter sample: how many of each rule, and how many by chance alone; emergency accesses are all taken.
    func picks(sample: Int, seed: UInt64) -> [(row: Int, reasons: [LogPickRule])] {
        let rules = candidates.map(rules)
        var random = SplitMix64(seed)
        var chosen: [Int: Set<LogPickRule>] = [:]
        for rule in LogPickRule.allCases where rule != .random {
            let caught = candidates.indices.filter { rules[$0].contains(rule) }
            for index in LogDraw.drawn(rule == .emergencyAccess ? caught.count : sample, of: caught, &random) {
                chosen[index] = rules[index]
            }
        }
        for index in LogDraw.drawn(sample, of: Array(candidates.indices), &random) {
            chosen[index, default: rules[index]].insert(.random)
        }
        return chosen.sorted { $0.key < $1.key }.map { index, reasons in
            (candidates[index].row, LogPickRule.allCases.filter(reasons.contains))
        }
    }

    /// The first steps of a shuffle (Fisher and Yates).
    private static func drawn(_ count: Int, of all: [Int], _ random: inout SplitMix64) -> ArraySlice<Int> {
        var all = all
        let count = min(count, all.count)
        for place in 0..<count { all.swapAt(place, place + random.below(all.count - place)) }
        return all.prefix(count)
    }

    /// Names are compared whatever their letters' case.
    private static func folded(_ name: String) -> String { name.lowercased() }
}
