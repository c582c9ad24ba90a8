/// One measure as a card: value, what it is counted from, how sure it is, how it has moved, and the way to its own page.
package struct KeyFigure: Component {
    package var title: String
    package var href: Href?
    /// Ready to read: `34,5 %`. Nil when the group is too small to say anything.
    package var value: String?
    /// `68 av 197 sjukfall · intervall 28,1–41,5 %`, or why there is no value.
    package var basis: String
    package var trend: Sparkline?
    /// What the months say, in a sentence; the mark has a letter and a shape.
    package var variation: VariationMark?

    package init(
        title: String, href: Href? = nil, value: String?, basis: String, trend: Sparkline? = nil, variation: VariationMark? = nil
    ) {
        self.title = title
        self.href = href
        self.value = value
        self.basis = basis
        self.trend = trend
        self.variation = variation
    }

    package var html: HTML {
        """
        <article class="figure-card"><h3>\(with: href, { "<a href=\"\($0)\">\(title)</a>" }, else: "\(title)")</h3>
        <div class="figure-body"><p class="figure-value">\(value ?? "–")</p>\
        \(with: trend, { "<div class=\"spark-box\">\($0)<span class=\"spark-span\" aria-hidden=\"true\">\($0.span)</span></div>" })\
        <p class="figure-basis">\(basis)</p></div>
        \(with: variation, { "<div class=\"figure-foot\">\($0)</div>" })</article>
        """
    }
}
