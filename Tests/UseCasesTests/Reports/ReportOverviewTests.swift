import SickLeave
import Statistics
import Testing
import UseCases

@Suite("The overview's rows")
struct ReportOverviewTests {
    @Test("a group that one of the halves lacks stands where the other has it")
    func order() {
        func table(_ extents: [Int]) -> PublishedTable {
            let month = Month(iso: "2026-10")!
            return ReportTable(
                periods: [month...month], groups: extents.map { .extent($0) }, cells: extents.map { SexCounts(female: $0) }
            ).published(nil)
        }
        func rows(_ now: [Int], _ before: [Int]) -> [[Int?]] {
            ReportOverview.Section("Grad", table(now), table(before)).rows.map { [$0.now.total, $0.before.total] }
        }
        #expect(rows([25, 75, 100], [25, 50, 100]) == [[25, 25], [0, 50], [75, 0], [100, 100]])
        #expect(rows([50, 100], [25, 50, 75]) == [[0, 25], [50, 50], [0, 75], [100, 0]])
    }
}
