import SickLeave

/// Many series as small plots on one and the same axis, so that they can be compared at a glance: name, newest value, line.
package struct SmallMultiples: Component {
    package struct Plot: Sendable, Hashable {
        package var name: String
        package var values: [Double?]
        /// The newest value that is not going to change, in words.
        package var newest: String
        /// Where the name leads; nil for a name only.
        package var href: Href?
        package init(_ name: String, values: [Double?], newest: String, href: Href? = nil) {
            self.name = name
            self.values = values
            self.newest = newest
            self.href = href
        }
    }

    package var title: String
    package var summary: String
    /// `juni 2025–november 2026`.
    package var span: String
    package var plots: [Plot]
    /// Printed at the top of the shared axis.
    package var label: @Sendable (Double) -> String

    package init(
        title: String, summary: String, span: String, plots: [Plot],
        label: @escaping @Sendable (Double) -> String = { SwedishNumber.decimal($0, places: $0 == $0.rounded() ? 0 : 1) }
    ) {
        self.title = title
        self.summary = summary
        self.span = span
        self.plots = plots
        self.label = label
    }

    package var html: HTML {
        let top = PlotScale.niceTop(for: plots.flatMap(\.values).compactMap(\.self).max() ?? 0)
        let scale = PlotScale(top: 2, height: 56, values: 0...top)
        return """
            <figure class="chart wide"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            <p class="small soft">Alla på samma skala, 0–\(label(top)), \(span).</p>
            <ul class="multiples">\(for: plots, { plot($0, scale) })</ul></figure>
            """
    }

    private func name(_ plot: Plot) -> HTML {
        guard let href = plot.href else { return "\(plot.name)" }
        return "<a href=\"\(href)\">\(plot.name)</a>"
    }

    private func plot(_ plot: Plot, _ scale: PlotScale) -> HTML {
        let points = plot.values.map { TrendPoint($0) }
        let last = points.lastIndex { $0.value != nil }
        return """
            <li><p class="multiple-head"><span>\(name(plot))</span> <strong>\(plot.newest)</strong></p>
            <svg class="spark tall" aria-hidden="true" height="60">\
            <line class="axis" x1="0" x2="100%" y1="58" y2="58"/>\
            <svg viewBox="0 0 1000 \(Coordinate(scale.height))" y="2" preserveAspectRatio="none" width="97%" height="\(Coordinate(scale.height))">\
            \(LinePaths(points: points, scale: scale))</svg>\
            \(with: last, { index in
                let x = 97 * (points.count > 1 ? Double(index) / Double(points.count - 1) : 0.5)
                return "<circle class=\"last\" cx=\"\(Coordinate(x))%\" cy=\"\(Coordinate(scale.y(points[index].value ?? 0)))\" r=\"3\"/>"
            })</svg></li>

            """
    }
}
