import SickLeave
import TestKit
import Testing
import UseCases

@Suite("Files of figures")
struct FigureFileTests {
    @Test("differences below zero are numbers to those who open the equity file", arguments: [false, true])
    func negative(isForExcel: Bool) async throws {
        let site = try await RandomUnit.site(patients: 300)
        let view = try #require(try site.equity.view(for: site.viewer(.karin), on: Fixture.today))
        let text = String(decoding: view.file(isForExcel: isForExcel).bytes, as: UTF8.self)
        let cells = text.split(whereSeparator: \.isNewline).dropFirst().flatMap { $0.split(separator: isForExcel ? ";" : ",") }
        let below = cells.filter { $0.contains("-0\(isForExcel ? "," : ".")") }
        #expect(!below.isEmpty && below.allSatisfy { $0.hasPrefix("-") })
        #expect(!cells.contains { $0.hasPrefix("'") })
    }
}
