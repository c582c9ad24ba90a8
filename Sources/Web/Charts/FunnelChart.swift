import SickLeave
package import Statistics

/// Groups by size against the limits within which chance alone would keep them: a funnel. Points carry the number of their row in the
/// table below; shapes say which lie outside, without a colour that judges.
package struct FunnelChart: Component {
    package struct Group: Sendable, Hashable {
        package var name: String
        package var count: ShareCount
        package init(_ name: String, _ count: ShareCount) {
            self.name = name
            self.count = count
        }
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    /// What the sizes count: `sjukfall`.
    package var noun: String
    /// Whom the groups are held against: all of them.
    package var together: String
    /// In the order of the table, which is the alphabet's.
    package var groups: [Group]
    package var funnel: ShareFunnel
    /// Each group's share, drawn towards everybody's as far as chance explains its distance.
    package var shrunken: ShrunkenShares

    package init?(id: String, title: String, noun: String, together: String, groups: [Group]) {
        guard let funnel = ShareFunnel(groups.map(\.count)), let shrunken = ShrunkenShares(groups.map(\.count)) else {
            return nil
        }
        self.id = id
        self.title = title
        self.noun = noun
        self.together = together
        self.groups = groups
        self.funnel = funnel
        self.shrunken = shrunken
    }

    package var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>\(drawing)\(key)\(table)</figure>
        """
    }

    package var summary: String {
        let points = funnel.points.compactMap(\.self)
        let outside = points.count { if case .deviates = $0.standing { true } else { false } }
        let toLook = points.count { if case .look = $0.standing { true } else { false } }
        var text = "\(together.capitalisingFirst): \(SwedishNumber.percent(funnel.target)). "
        text +=
            outside + toLook == 0
            ? "Alla \(points.count) ligger inom vad slumpen ger."
            : "\(SwedishNumber.integer(outside)) avviker och \(SwedishNumber.integer(toLook)) är att titta på, av \(points.count). Av tjugo lika hamnar en utanför den inre gränsen av slump."
        if funnel.overdispersion.isUsed {
            text +=
                " Gränserna är vidgade (φ \(SwedishNumber.decimal(funnel.overdispersion.phi))): grupperna skiljer sig mer än av slump."
        }
        return text
    }

    private var largest: Int { max(groups.map(\.count.total).max() ?? 1, 1) }

    private var scale: PlotScale {
        PlotScale(
            top: 14, height: 196,
            values: 0...PlotScale.niceTop(for: max(funnel.target * 2, groups.compactMap(\.count.share).max() ?? 0), limit: 1))
    }

    private func x(_ size: Int) -> Double { PlotScale.x(Double(size) / (Double(largest) * 1.05)) }

    private var drawing: HTML {
        let scale = scale
        let y = Coordinate(scale.top + scale.height + 18)
        let target = Coordinate(scale.y(funnel.target))
        return """
            <svg class="plot control" role="img" aria-labelledby="\(id)-title \(id)-desc" height="236">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines { SwedishNumber.percent($0, places: 0) })
            <line class="mean" x1="\(Coordinate(PlotScale.left))%" x2="\(Coordinate(100 - PlotScale.right))%" y1="\(target)" y2="\(target)"/>\
            \(PlotBody(scale: scale, content: curves(scale)))
            \(for: groups.indices, { mark($0, scale) })
            <text x="\(Coordinate(PlotScale.left))%" y="\(y)">0</text>\
            <text x="\(Coordinate(100 - PlotScale.right))%" y="\(y)" text-anchor="end">\(SwedishNumber.integer(largest)) \(noun)</text></svg>
            """
    }

    /// Sizes close together where the limits bend most.
    private func curves(_ scale: PlotScale) -> HTML {
        let end = Double(largest) * 1.05
        let sizes = (1...32).map { step in max(1, Int((end * Double(step * step) / 1024).rounded())) }.reduce(into: [Int]()) {
            if $0.last != $1 { $0.append($1) }
        }
        func curve(_ tone: StaticString, _ value: (FunnelLimits) -> Double) -> HTML {
            let points = sizes.map { size -> HTML in
                let x = PlotScale.innerWidth * Double(size) / end
                return "\(Coordinate(x)) \(Coordinate(scale.inner(value(funnel.limits(size: size)))))"
            }
            return "<path class=\"\(tone)\" d=\"M\(points.joined(separator: "L"))\"/>"
        }
        return curve("limit-curve inner", { $0.look.lower }) + curve("limit-curve inner", { $0.look.upper })
            + curve("limit-curve", { $0.deviates.lower }) + curve("limit-curve", { $0.deviates.upper })
    }

    private func mark(_ index: Int, _ scale: PlotScale) -> HTML {
        guard let point = funnel.points[index], let share = point.count.share else { return HTML() }
        let (x, y) = (Coordinate(x(point.count.total)), Coordinate(scale.y(share)))
        let shape: HTML =
            switch point.standing {
            case .within: "<circle class=\"point\" r=\"9\"/>"
            case .look: "<rect class=\"signal neutral\" x=\"-9\" y=\"-9\" width=\"18\" height=\"18\"/>"
            case .deviates: "<path class=\"signal neutral\" d=\"M0 -12 12 0 0 12 -12 0Z\"/>"
            }
        return """
            <svg x="\(x)%" y="\(y)" overflow="visible">\(shape)<text class="number-mark" y="4" text-anchor="middle">\(index + 1)</text></svg>
            """
    }

    private var key: HTML {
        """
        <ul class="key small">\(entry("<line class=\"mean\" x1=\"0\" x2=\"36\" y1=\"6\" y2=\"6\"/>", together))\
        \(entry("<line class=\"limit-curve inner\" x1=\"0\" x2=\"36\" y1=\"6\" y2=\"6\"/>",
            "inre gräns: av slump hamnar 95 av 100 lika innanför"))\
        \(entry("<line class=\"limit-curve\" x1=\"0\" x2=\"36\" y1=\"6\" y2=\"6\"/>",
            "yttre gräns: av slump hamnar 998 av 1\(SwedishNumber.space)000 lika innanför"))\
        \(entry("<circle class=\"point\" cx=\"18\" cy=\"6\" r=\"6\"/>", "innanför gränserna, som väntat"))\
        \(entry("<rect class=\"signal neutral\" x=\"12\" width=\"12\" height=\"12\"/>", "utanför den inre, att titta på"))\
        \(entry("<path class=\"signal neutral\" d=\"M18 -2 26 6 18 14 10 6Z\"/>", "utanför den yttre, avviker"))</ul>
        """
    }

    private func entry(_ drawing: HTML, _ words: String) -> HTML {
        "<li><svg class=\"key-line\" viewBox=\"0 0 36 12\" aria-hidden=\"true\">\(drawing)</svg>\(words)</li>"
    }

    private var table: HTML {
        DataTable(
            caption: "Siffrorna", captionNote: "I bokstavsordning. Numret är det i bilden.",
            columns: [
                .init("Nr", .number), .init("Läkare", .rowHeader), .init("Andel", .number, cardLabel: "Andel"),
                .init("Underlag", .number, cardLabel: "Underlag"),
                .init("Utjämnad andel", .number, cardLabel: "Utjämnad andel"),
                .init("Intervall", .number, cardLabel: "Intervall"),
                .init("Mot \(together)", .words, cardLabel: "Mot \(together)"),
            ],
            rows: groups.indices.map { index in
                let (count, drawn) = (groups[index].count, shrunken.groups[index])
                return .init(
                    id: "\(index)",
                    cells: [
                        "\(index + 1)", "\(groups[index].name)",
                        "\(count.share.map { SwedishNumber.percent($0, places: 0) } ?? "–")",
                        "\(SwedishNumber.integer(count.count)) av \(SwedishNumber.integer(count.total))",
                        "\(SwedishNumber.percent(drawn.share, places: 0))",
                        "\(SwedishNumber.percentRange(drawn.interval.lower, drawn.interval.upper, places: 0))",
                        "\(funnel.points[index]?.standing.words ?? "–")",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }
}
