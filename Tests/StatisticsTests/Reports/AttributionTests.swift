import SickLeave
import Statistics
import Testing

@Suite("Where a spell belongs")
struct AttributionTests {
    private static let june = Month(iso: "2014-06")!
    private static let today = Day(iso: "2015-02-10")!

    /// One patient with a doctor who writes F32 at unit 10 and then, into July, F43 at unit 20, as another kind of doctor there.
    private static let snapshot: Snapshot = {
        var builder = SnapshotBuilder()
        for unit: Int32 in [10, 20] { builder.addUnit(number: unit, careUnit: unit, provider: 7) }
        builder.addPerson(number: 1, birthDay: Day(iso: "1980-05-05")!.rawValue, sex: 1)
        let first = june.firstDay
        let written: [(Int32, Int32, String, String)] = [(1, 10, "F32", "201010"), (2, 20, "F43", "203010")]
        for (number, unit, code, position) in written {
            let day = first + 10 * (Int(number) - 1)
            let issuer = builder.issuer(doctor: 900, sex: nil, age: 50, positions: PhysicianPositions(codes: [position]))
            builder.addCertificate(
                number: number, person: 1, unit: unit, provider: 7, doctor: 900, kind: CertificateType.fk7804.rawValue,
                signedDay: day.rawValue, signedSecond: 0, sentDay: Snapshot.noDay,
                diagnosis: builder.diagnosis(DiagnosisCode(code)),
                occupations: [], flags: .countsInSpells, issuer: issuer)
            builder.addPeriod(firstDay: day.rawValue, lastDay: (day + 9 + 20 * (Int(number) - 1)).rawValue, percent: 100)
        }
        return builder.build(id: 1)
    }()

    private static func counts(
        _ grouping: ReportGrouping, _ shape: Report.Shape, _ scope: ReportScope, _ filter: ReportFilter = .init()
    ) -> [ReportGroup: Int] {
        let table = snapshot.evaluate(
            Report(.spells, by: grouping, shape: shape, months: june...june, scope: scope, filter: filter), on: today)
        let counted = table.groups.indices.map { (table.groups[$0], table.count(group: $0).total) }
        return Dictionary(uniqueKeysWithValues: counted.filter { $0.1 > 0 })
    }

    @Test("a filter takes any certificate of the month, a group of a month the last, and one of a whole period each")
    func filterAndGroup() {
        let all = ReportScope(.provider(0))
        let nodes: [DiagnosisNode] = [.category(532), .category(543)]
        for node in nodes {
            var filter = ReportFilter()
            filter.diagnoses = [node]
            for shape in [Report.Shape.series, .whole] { #expect(Self.counts(.total, shape, all, filter) == [.total: 1]) }
        }
        #expect(Self.counts(.diagnoses(nodes), .series, all) == [.diagnosis(nodes[1]): 1])
        #expect(Self.counts(.diagnoses(nodes), .whole, all) == [.diagnosis(nodes[0]): 1, .diagnosis(nodes[1]): 1])
    }

    @Test(
        "a month is judged by the certificates that touch it, a whole period by all of them, and there a filter and a group are the same"
    )
    func twoMonths() {
        func counts(_ grouping: ReportGrouping, _ shape: Report.Shape, _ diagnoses: Set<DiagnosisNode>? = nil) -> [[Int]] {
            var filter = ReportFilter()
            filter.diagnoses = diagnoses
            let table = Self.snapshot.evaluate(
                Report(
                    .spells, by: grouping, shape: shape, months: Self.june...Self.june + 1, scope: ReportScope(.provider(0)),
                    filter: filter), on: Self.today)
            return table.groups.indices.map { group in
                table.periods.indices.map { table.count(period: $0, group: group).total }
            }
        }
        let nodes: [DiagnosisNode] = [.category(532), .category(543)]
        #expect(counts(.total, .series, [nodes[0]]) == [[1, 0]] && counts(.total, .series, [nodes[1]]) == [[1, 1]])
        #expect(counts(.diagnoses(nodes), .series) == [[0, 0], [1, 1]])
        #expect(nodes.map { counts(.total, .whole, [$0])[0] } == counts(.diagnoses(nodes), .whole))
        #expect(counts(.diagnoses(nodes), .whole) == [[1], [1]])
    }

    @Test("a doctor counts as on the latest certificate in sight: one position on a list, and another where more is seen")
    func doctors() {
        let list = Self.counts(.position, .whole, ReportScope(.region([Self.snapshot.unit(number: 10)!])))
        let all = Self.counts(.position, .whole, ReportScope(.national))
        #expect(list.values.map(\.self) == [1] && all.values.map(\.self) == [1])
        // All less the list would be one below zero in the list's group, and no spell is missing.
        #expect(list.keys != all.keys)
        #expect(Self.counts(.total, .whole, ReportScope(.national)) == [.total: 1])
    }
}
