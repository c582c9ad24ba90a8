import SickLeave
package import Statistics

/// The unit's months beside those of all the provider's units, itself among them: the unit as a line, the middle eight tenths of all as a
/// band, the middle of all as a dashed line.
package struct PeerChart: Component {
    /// Unique on the page.
    package var id: String
    package var title: String
    package var unit: TrendChart.Unit
    package var own: [Double?]
    package var peers: PeerSpread

    package init(id: String, title: String, unit: TrendChart.Unit, own: [Double?], peers: PeerSpread) {
        precondition(own.count == peers.levels.count, "the same months")
        self.id = id
        self.title = title
        self.unit = unit
        self.own = own
        self.peers = peers
    }

    package var html: HTML {
        guard peers.levels.contains(where: { $0.spread != nil }) else { return HTML() }
        let all = own.compactMap(\.self) + peers.levels.compactMap(\.spread?.highest)
        let scale = PlotScale(top: 14, height: 176, values: 0...PlotScale.niceTop(for: all.max() ?? 0, limit: unit.limit))
        let axis = MonthAxis(months: peers.levels.map(\.month))
        let band = peers.levels.map { level in
            TrendPoint(level.spread?.median, interval: level.spread.map { $0.lowest...$0.highest })
        }
        return """
            <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            <ul class="key small"><li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="line" x1="0" x2="36" y1="6" y2="6"/></svg>enheten</li>\
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><rect class="band" width="36" height="12"/></svg>åtta av tio enheter</li>\
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="line second" x1="0" x2="36" y1="6" y2="6"/></svg>mittersta enheten</li></ul>
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-desc" height="216">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines(unit.axisLabel))
            \(PlotBody(scale: scale, content: "\(LinePaths(points: band, scale: scale, lineClass: "line second"))\(LinePaths(points: own.map { TrendPoint($0) }, scale: scale))"))
            \(axis.labels(scale))</svg>
            \(Disclosure("Visa siffrorna", table))</figure>
            """
    }

    package var summary: String {
        guard let index = own.indices.last(where: { own[$0] != nil && peers.levels[$0].spread != nil }), let value = own[index],
            let spread = peers.levels[index].spread
        else { return "Enheten har för få att räkna på för att jämföras." }
        let place =
            value > spread.highest
            ? "högre än nio av tio" : value < spread.lowest ? "lägre än nio av tio" : "bland de åtta av tio i mitten"
        return """
            I \(peers.levels[index].month.inWords) ligger enheten på \(unit.text(value)), \(place) av vårdgivarens \(spread.units) enheter \
            (mittersta \(unit.text(spread.median))). Ingen hänsyn är tagen till att enheterna har olika patienter.
            """
    }

    private var table: HTML {
        DataTable(
            caption: title,
            columns: [
                .init("Månad", .rowHeader), .init("Enheten", .number), .init("Tiondel under", .number), .init("Mitten", .number),
                .init("Tiondel över", .number), .init("Enheter", .number),
            ],
            rows: peers.levels.indices.reversed().map { index in
                let level = peers.levels[index]
                func cell(_ value: Double?) -> HTML { "\(value.map(unit.text) ?? "–")" }
                return .init(
                    id: "\(level.month)",
                    cells: [
                        "\(level.month.inWords)", cell(own[index]), cell(level.spread?.lowest), cell(level.spread?.median),
                        cell(level.spread?.highest), "\(level.spread.map { SwedishNumber.integer($0.units) } ?? "–")",
                    ])
            }, isTall: false
        ).html
    }
}
