import SickLeave

enum GalleryFigures {
    static let cards: HTML = """
        <div class="grid">\(KeyFigure(
            title: "Skriftlig plan bland sjukfall över 28 dagar", href: "#kort", value: SwedishNumber.percent(0.345),
            basis: "68 av 197 sjukfall, intervall \(SwedishNumber.percentRange(0.281...0.415))",
            trend: Sparkline(points: points(24), summary: "Andelen har stigit från 23 till 35 procent på 24 månader.", span: "24 månader"),
            variation: VariationMark(.improvementHigh, "Högre än förut, i önskad riktning")))\
        \(KeyFigure(title: "Andel intyg med begäran om komplettering", href: "#kort", value: nil, basis: "Färre än 10 intyg: för få för ett mått."))\
        \(KeyFigure(
            title: GallerySample.long, href: "#kort", value: "1 234,5 dagar", basis: GallerySample.injection,
            trend: Sparkline(points: [TrendPoint(3), TrendPoint(nil), TrendPoint(5), TrendPoint(5)], summary: GallerySample.injection, span: "4 månader"),
            variation: VariationMark(.concernHigh, GallerySample.injection)))</div>
        """

    static let charts: HTML = """
        \(TrendChart(
            id: "galleri-trend", title: "Skriftlig plan bland sjukfall över 28 dagar", unit: .share,
            months: points(24).enumerated().map { index, point in
                .init(start + index, point, basis: "\(40 + index * 7 % 23) av \(120 + index * 3)")
            }, target: (0.5, "enhetens mål 50 %")))
        \(TrendChart(id: "galleri-tom", title: GallerySample.injection, unit: .amount("dagar"), months: []))
        \(ExtentChart(
            id: "galleri-grad", title: "Omfattning dag för dag", steps: steps, today: Day(20_777),
            limits: [.init(8, "dag 8"), .init(15, "dag 15"), .init(30, "dag 30"), .init(90, "dag 90"), .init(180, "dag 180")]))
        \(SplitBars(
            id: "galleri-konsuppdelning", title: "Pågående sjukfall efter diagnosgrupp", groupTitle: "Diagnosgrupp",
            summary: "Psykiska diagnoser är vanligast bland både kvinnor och män.",
            groups: [
                .init("Psykiska sjukdomar", women: 45, men: 22, womenText: "45", menText: "22"),
                .init("Rörelseorganen", women: 31, men: 34, womenText: "31", menText: "34"),
                .init(GallerySample.injection, women: 4, men: 0, womenText: "4", menText: "0"),
                .init(GallerySample.long, women: 12, men: 9, womenText: "12", menText: "9"),
            ]))
        """

    private static let start = Month(rawValue: 658)

    /// Made by a small generator of its own, so that the page is the same every time.
    private static func points(_ count: Int) -> [TrendPoint] {
        var state: UInt64 = 7
        return (0..<count).map { index in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let noise = Double(state >> 40) / Double(1 << 24) * 0.07
            let value = 0.22 + Double(index) * 0.004 + noise
            return TrendPoint(value, interval: (value - 0.06)...(value + 0.07))
        }
    }

    private static var steps: [ExtentChart.Step] {
        let spans: [(Int, Int, Extent)] = [
            (20_690, 20_717, .full), (20_718, 20_759, .threeQuarters), (20_763, 20_790, .half), (20_791, 20_811, .quarter),
        ]
        return spans.compactMap { first, last, extent in
            DayRange(Day(first), through: Day(last)).map { ExtentChart.Step($0, extent) }
        }
    }
}
