import Foundation
import SickLeave
import Statistics
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("What control charts say") struct ControlChartTests {
    private static let first = Month(iso: "2024-12")!

    private func chart(_ values: [Double], rebases: [Rebase] = []) -> ControlChart {
        ControlChart(
            id: "t", title: "Andel", unit: .share,
            values: values.enumerated().map { .init(Self.first + $0.offset, $0.element, basis: "1 av 2") },
            chart: XmRChart(values, rebases: rebases, better: .higherIsBetter), better: .higherIsBetter)
    }

    private func drift(_ values: [Double]) -> DriftChart {
        DriftChart(
            id: "d", title: "Andel", unit: .share, months: values.indices.map { Self.first + $0 }, drift: AlertSum(values))
    }

    private static let quiet = (0..<18).map { 0.40 + Double($0 % 2) / 100 }

    @Test("of a single month since the limits were reckoned anew nothing is said of the variation, not even that it is usual")
    func tooFew() {
        let text = chart(Self.quiet, rebases: [Rebase(at: 17, reason: "Ny rutin")]).html.text
        #expect(text.contains("För få månader efter den nya starten för att säga vad som är vanlig variation."))
        #expect(!text.contains("Vanlig variation") && !text.contains("class=\"icons\""))
        let known = chart(Self.quiet).html.text
        #expect(known.contains("Vanlig variation. Den senaste månaden tyder inte på en förändring."))
    }

    @Test("nor is it inside any limits in the chart of counts: those would lie around itself")
    func tooFewCounted() async throws {
        let site = try TestSite()
        try await site.addRisingMonths()
        func summary() async throws -> String {
            let page = try await site.browser(.bo).get("/mal/\(TestSite.rebasedMeasure)?diagram=antal").body
            let start = try #require(page.range(of: "<p class=\"summary\">")?.upperBound)
            return String(page[start...].prefix { $0 != "<" })
        }
        // From August there are three months.
        let three = try await summary()
        #expect(three.contains("Vanlig variation för en så stor månad") && three.contains("på prov"))
        try await site.rebases.add(
            Measure.ID(rawValue: TestSite.rebasedMeasure), month: "2026-10", reason: "Ny rutin", for: site.viewer(.bo),
            at: site.clock.now)
        let one = try await summary()
        #expect(one.contains("För få månader efter den nya starten för att säga vad som är vanlig variation."))
        #expect(one.contains("dessförinnan") && !one.contains("Alla månader ligger inom gränserna"), "\(one)")
        #expect(!one.contains("Vanlig variation"))
    }

    @Test("a goal's page says so too, when limits begin anew at the newest month")
    func goal() async throws {
        let site = try TestSite()
        try await site.addRisingMonths()
        try await site.rebases.add(
            Measure.ID(rawValue: TestSite.rebasedMeasure), month: "2026-10", reason: "Ny rutin", for: site.viewer(.bo),
            at: site.clock.now)
        let page = try await site.browser(.bo).get("/handlingsplan/1").body
        #expect(page.contains("Det är för få månader för att säga om det är mer än slump.") && !page.contains("Inget tyder"))
    }

    @Test("steps added up name the months that they are held against, and those of both levels")
    func ongoing() {
        let summary = drift(Self.quiet + [0.50, 0.55, 0.60]).summary
        #expect(
            summary.hasPrefix(
                "Sedan juni 2026 är stegen uppåt tillsammans mer än slump: i medel 55,0\u{A0}% under de månaderna, mot i medel 40,5\u{A0}% under december 2024–november 2025. Månadernas avstånd från medelvärdet för december 2024–november 2025 lades ihop"
            ))
    }

    @Test("one month is named and is no mean; without an alert the base is named all the same")
    func oneMonth() {
        #expect(
            drift(Self.quiet + [0.30]).summary.hasPrefix(
                "Sedan juni 2026 är stegen nedåt tillsammans mer än slump: 30,0\u{A0}% i juni 2026, mot i medel 40,5\u{A0}% under december 2024–november 2025."
            ))
        #expect(
            drift(Self.quiet).summary.hasPrefix(
                "Ingen summa har nått larmgränsen. Varje månads avstånd från medelvärdet för december 2024–november 2025 läggs ihop."
            ))
    }

    @Test("an alert that is over stands in the past tense, and the new base is another")
    func ended() {
        let summary = drift(Self.quiet + [0.50, 0.55, 0.40, 0.40]).summary
        #expect(summary.hasPrefix("Från juni 2026 till juli 2026 var stegen uppåt tillsammans mer än slump: i medel 52,5\u{A0}%"))
        #expect(summary.contains("Varje månads avstånd från medelvärdet för augusti 2025–juli 2026 läggs ihop."))
    }
}
