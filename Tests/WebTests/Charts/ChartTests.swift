import SickLeave
import Statistics
import Testing

@testable import Web

@Suite("Charts") struct ChartTests {
    private let months = (0..<24).map { index in
        TrendChart.MonthValue(
            Month(rawValue: 658) + index,
            TrendPoint(0.2 + Double(index) * 0.01, interval: (0.1 + Double(index) * 0.01)...(0.3 + Double(index) * 0.01)),
            basis: "\(index) av 100")
    }

    @Test("a trend says in words what it shows, and has a table with every month")
    func trend() {
        let chart = TrendChart(id: "t", title: "Andel", unit: .share, months: months)
        #expect(
            chart.summary
                == "Oktober 2026: 43,0\u{A0}% (intervall 33,0–53,0\u{A0}%), 23 av 100. Lägst 20,0\u{A0}% i november 2024, högst 43,0\u{A0}% i oktober 2026."
        )
        let text = chart.html.text
        #expect(
            text.contains("aria-labelledby=\"t-title t-desc\"")
                && text.contains("<title id=\"t-title\">Andel</title><desc id=\"t-desc\">"))
        #expect(text.ranges(of: "<th scope=\"row\">").count == 24)
        #expect(text.ranges(of: "class=\"point").count == 24)
    }

    @Test("a month without value breaks the line and has no point")
    func gap() {
        var broken = months
        broken[10].point = TrendPoint(nil)
        let text = TrendChart(id: "t", title: "Andel", unit: .share, months: broken).html.text
        #expect(text.ranges(of: "class=\"line\"").count == 2)
        #expect(text.ranges(of: "class=\"point").count == 23)
    }

    @Test(
        "the highest value lies inside the plot, and a share's axis never passes 100 percent",
        arguments: [(0.07, 0.08), (0.43, 0.5), (0.97, 1.0), (1.0, 1.0), (0.0, 1.0)])
    func axis(value: Double, top: Double) { #expect(abs(PlotScale.niceTop(for: value, limit: 1) - top) < 1e-9) }

    @Test("no data, one point, and values that are not numbers draw nothing wrong")
    func edges() {
        for points in [[], [TrendPoint(0.5)], [TrendPoint(.nan), TrendPoint(.infinity), TrendPoint(0.1)]] {
            let spark = Sparkline(points: points, summary: "s", span: "x").html.text
            let trend = TrendChart(
                id: "t", title: "T", unit: .share,
                months: points.enumerated().map { .init(Month(rawValue: 600) + $0.offset, $0.element) }
            ).html.text
            for text in [spark, trend] { #expect(!text.contains("nan") && !text.contains("inf")) }
        }
        #expect(
            TrendChart(id: "t", title: "T", unit: .share, months: []).summary == "Det finns inga värden att visa för perioden.")
    }

    @Test("a difference may go below zero: zero and both ends are on the axis")
    func negative() {
        let values = [-0.07, 0.02, 0.11].enumerated().map {
            TrendChart.MonthValue(Month(rawValue: 600) + $0.offset, TrendPoint($0.element))
        }
        let text = TrendChart(id: "t", title: "T", unit: .share, months: values).html.text
        for label in ["\u{2212}8\u{A0}%", "0\u{A0}%", "20\u{A0}%"] { #expect(text.contains(">\(label)</text>"), "\(label)") }
    }

    @Test("a spell's graph marks today, the limits that it reaches, and what is still to come")
    func extent() throws {
        let start = try #require(Day(iso: "2026-09-01"))
        let steps = [
            ExtentChart.Step(try #require(DayRange(start, through: start + 29)), .full),
            ExtentChart.Step(try #require(DayRange(start + 30, through: start + 99)), .half),
        ]
        let chart = ExtentChart(
            id: "e", title: "Omfattning", steps: steps, today: start + 20,
            limits: [.init(8, "dag 8"), .init(90, "dag 90"), .init(180, "dag 180")])
        let text = chart.html.text
        #expect(text.contains(">dag 8<") && text.contains(">dag 90<") && !text.contains(">dag 180<"))
        #expect(text.ranges(of: "class=\"area\"").count == 1 && text.ranges(of: "class=\"area future\"").count == 1)
        #expect(text.contains("är dag 21.") && text.contains(">i dag<"))
        #expect(ExtentChart(id: "e", title: "T", steps: [], today: start, limits: []).html.text.contains("inga perioder"))
    }

    @Test("women and men are told apart by letter and stripes, and their figures stand in the table")
    func split() {
        let text = SplitBars(
            id: "s", title: "T", groupTitle: "Grupp", summary: "S",
            groups: [
                .init("A", women: 4, men: 2, womenText: "4", menText: "2"),
                .init("B", women: 0, men: 0, womenText: "0", menText: "0"),
            ]
        ).html.text
        #expect(text.contains("id=\"s-stripes\"") && text.contains("url(#s-stripes)"))
        #expect(text.contains("<rect class=\"solid\" width=\"88%\"") && text.contains("width=\"44%\""))
        #expect(text.contains(">K</text>") && text.contains(">M</text>"))
        #expect(text.contains("<th scope=\"row\" role=\"rowheader\">A</th>"), "a row laid out on a telephone is still a row")
    }

    @Test("what stands alone between two gaps is a stroke and a band of some width")
    func alone() {
        let points = [0.2, nil, 0.4, nil, 0.3, 0.5].map { (value: Double?) in
            TrendPoint(value, interval: value.map { $0...$0 + 0.1 })
        }
        let text = LinePaths(points: points, scale: PlotScale(top: 0, height: 100, values: 0...1)).html.text
        #expect(text.ranges(of: "class=\"line\"").count == 3 && text.ranges(of: "class=\"band\"").count == 3)
        #expect(text.contains("d=\"M391 60L409 60\""))
    }

    @Test("the funnel's key names every limit and every shape")
    func funnelKey() throws {
        let groups = [(1, 50), (10, 50), (12, 50), (45, 50)].map { FunnelChart.Group("\($0.0)", ShareCount($0.0, of: $0.1)) }
        let text = try #require(FunnelChart(id: "f", title: "T", noun: "sjukfall", together: "alla tillsammans", groups: groups))
            .html.text
        for words in [
            "alla tillsammans", "inre gräns: av slump hamnar 95 av 100 lika innanför",
            "yttre gräns: av slump hamnar 998 av 1\u{A0}000 lika innanför", "innanför gränserna, som väntat",
            "utanför den inre, att titta på", "utanför den yttre, avviker",
        ] { #expect(text.contains(">\(words)</li>"), "\(words)") }
    }

    @Test("the same data gives the same bytes")
    func deterministic() {
        let chart = TrendChart(id: "t", title: "Andel", unit: .share, months: months, target: (0.5, "mål"))
        #expect(chart.html == chart.html)
        #expect(chart.html.text.matches(of: /[0-9]\.[0-9]{3,}/).isEmpty)
    }

    @Test(arguments: [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (-1.05, "-1.05"), (12.346, "12.35"), (100, "100"), (.nan, "0")])
    func coordinates(value: Double, text: String) { #expect(("\(Coordinate(value))" as HTML).text == text) }
}
