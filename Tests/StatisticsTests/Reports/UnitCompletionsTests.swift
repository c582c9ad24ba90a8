import SickLeave
import Statistics
import Testing

@Suite("Completions of a unit in one pass")
struct UnitCompletionsTests {
    private static let today = Day(iso: "2015-02-10")!
    private static let months = Month(year: 2014, month: 1)!...Month(year: 2014, month: 12)!
    private static let codes = ["F432", "F438A", "F32", "M545", "A099", "U991"]

    /// Certificates of two units and all types, sent or not, revoked or not, with messages from and to the agency.
    private static func snapshot(seed: UInt64) -> Snapshot {
        var random = SpellRandom(state: seed)
        var builder = SnapshotBuilder()
        for unit: Int32 in [10, 11, 20] { builder.addUnit(number: unit, careUnit: unit == 20 ? 20 : 10, provider: 7) }
        for person in 1...60 as ClosedRange<Int32> {
            builder.addPerson(number: person, birthDay: Day(iso: "1980-05-05")!.rawValue, sex: UInt8(person % 3))
        }
        let types: [CertificateType] = [.fk7804, .fk7804, .fk7804, .fk7263, .fk7800, .fk7472, .ag114]
        for number in 1...400 as ClosedRange<Int32> {
            let day = Day(iso: "2013-10-01")! + random.upTo(500)
            let isSent = random.upTo(4) > 0
            let code = random.upTo(8) == 0 ? nil : DiagnosisCode(codes[random.upTo(codes.count)])
            builder.addCertificate(
                number: number, person: Int32(1 + random.upTo(60)), unit: [10, 10, 11, 20][random.upTo(4)], provider: 7,
                doctor: 900, kind: types[random.upTo(types.count)].rawValue, signedDay: day.rawValue, signedSecond: 0,
                sentDay: isSent ? day.rawValue : Snapshot.noDay,
                diagnosis: code.map { builder.diagnosis($0) } ?? Snapshot.none, occupations: [],
                flags: random.upTo(12) == 0 ? .isRevoked : .countsInSpells)
            builder.addPeriod(firstDay: day.rawValue, lastDay: (day + 20).rawValue, percent: 100)
            for _ in 0..<random.upTo(3) {
                let subjects: [CaseMessage.Subject] = [.completion, .completion, .reminder]
                let questions = CompletionQuestion.allCases.filter { _ in random.upTo(6) == 0 }
                builder.addMessage(
                    certificate: number, subject: subjects[random.upTo(3)].rawValue,
                    direction: random.upTo(5) == 0
                        ? CaseMessage.Direction.fromCare.rawValue : CaseMessage.Direction.fromAgency.rawValue,
                    day: (day + 5).rawValue, isAnswered: false, questions: questions)
            }
        }
        return builder.build(id: 1)
    }

    @Test("every figure is that of the report, for all together and for each diagnosis", arguments: [1, 2, 3] as [UInt64])
    func reports(seed: UInt64) throws {
        let snapshot = Self.snapshot(seed: seed)
        let unit = try #require(snapshot.unit(number: 10))
        let scope = ReportScope(.careUnits([unit], provider: 0))
        let found = UnitCompletions(snapshot, careUnit: unit, months: Self.months)
        func table(_ counted: Report.Counted, _ grouping: ReportGrouping, _ node: DiagnosisNode?) -> ReportTable {
            var filter = ReportFilter()
            filter.diagnoses = node.map { [$0] }
            return snapshot.evaluate(
                Report(counted, by: grouping, shape: .whole, months: Self.months, scope: scope, filter: filter), on: Self.today)
        }
        let all = table(.completions, .certificateType, nil)
        #expect(found.all.sent == all.sumOfWholes(period: 0).total && found.all.completed == all.sum(period: 0).total)
        #expect(found.all.sent > 50 && found.all.completed > 20)
        for category in Set(Self.codes.compactMap { DiagnosisCode($0).categoryNumber }) {
            let own = table(.completions, .certificateType, .category(category))
            #expect(found.byCategory[category]?.sent ?? 0 == own.sumOfWholes(period: 0).total)
            #expect(found.byCategory[category]?.completed ?? 0 == own.sum(period: 0).total)
            let questions = table(.completionQuestions, .question, .category(category))
            for question in CompletionQuestion.allCases {
                #expect(
                    found.questionsByCategory[category]?[question] ?? 0 == questions.count(.question(question)).total)
            }
        }
        let questions = table(.completionQuestions, .question, nil)
        for question in CompletionQuestion.allCases {
            #expect(found.questions[question] ?? 0 == questions.count(.question(question)).total)
            // A certificate is an example once, however often it was asked.
            #expect(Set(found.asked[question] ?? []).count == (found.asked[question] ?? []).count)
        }
        for row in found.unasked.values.joined() { #expect(snapshot.certificates.wasSent(row)) }
    }
}
