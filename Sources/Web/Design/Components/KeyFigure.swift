/// One measure as a card: value, what it is counted from, how sure it is, how it has moved, and the way to its own page.
package struct KeyFigure: Component {
    /// What the measure serves, above its title.
    package var overline: String?
    package var title: String
    package var href: Href?
    /// Ready to read: `34,5 %`. Nil when the group is too small to say anything.
    package var value: String?
    /// `68 av 197 sjukfall · intervall 28,1–41,5 %`, or why there is no value.
    package var basis: String
    package var trend: Sparkline?
    /// What the months say, in a sentence; the mark has a letter and a shape.
    package var variation: VariationMark?
    /// Under a line: measures of the same kind.
    package var foot: HTML?

    package init(
        overline: String? = nil, title: String, href: Href? = nil, value: String?, basis: String, trend: Sparkline? = nil,
        variation: VariationMark? = nil, foot: HTML? = nil
    ) {
        self.overline = overline
        self.title = title
        self.href = href
        self.value = value
        self.basis = basis
        self.trend = trend
        self.variation = variation
        self.foot = foot
    }

    package var html: HTML {
        """
        <article class="figure-card"><div class="figure-head">\(with: overline, { "<p class=\"overline\">\($0)</p>" })\
        <h3>\(with: href, { "<a href=\"\($0)\">\(title)</a>" }, else: "\(title)")</h3></div>
        <div class="figure-body"><p class="figure-value\(if: (value ?? "").count > 10, " long-value")">\(value ?? "–")</p>\
        \(with: trend, { "<div class=\"spark-box\">\($0)<span class=\"spark-span\" aria-hidden=\"true\">\($0.span)</span></div>" })\
        <p class="figure-basis">\(basis)</p></div>
        \(with: variation, { "<div class=\"figure-foot\">\($0)</div>" })\(with: foot, { "<div class=\"figure-foot\">\($0)</div>" })</article>
        """
    }
}
