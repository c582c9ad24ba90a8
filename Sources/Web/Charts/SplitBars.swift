/// Amounts of women and men side by side, one row a group. The chart is a table: bars stand in the cells beside their figures, so it
/// reads the same to everybody, also on a telephone, where a group stands above its bars. Women are solid and K, men striped and M: told
/// apart in grey, on paper and without colours.
package struct SplitBars: Component {
    package struct Group: Sendable, Hashable {
        package var name: String
        package var women: Double
        package var men: Double
        /// Printed beside the bars: `45 (57 %)`.
        package var womenText: String
        package var menText: String
        package init(_ name: String, women: Double, men: Double, womenText: String, menText: String) {
            self.name = name
            self.women = women
            self.men = men
            self.womenText = womenText
            self.menText = menText
        }
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    /// What the groups are: "Diagnosgrupp".
    package var groupTitle: String
    package var summary: String
    package var groups: [Group]

    package init(id: String, title: String, groupTitle: String, summary: String, groups: [Group]) {
        self.id = id
        self.title = title
        self.groupTitle = groupTitle
        self.summary = summary
        self.groups = groups
    }

    package var html: HTML {
        let top = max(groups.map { max($0.women, $0.men) }.max() ?? 0, 1e-9)
        return """
            <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            <svg class="sprite" aria-hidden="true"><defs><pattern id="\(id)-stripes" width="6" height="6" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><line class="bar-stripe" x1="0" x2="0" y1="0" y2="6"/></pattern></defs></svg>
            <ul class="key"><li>\(bar(1, isStriped: false, isKey: true))K, kvinnor</li><li>\(bar(1, isStriped: true, isKey: true))M, män</li></ul>
            <div class="table-scroll fits" role="region" aria-label="\(title)" tabindex="0"><table class="bars" role="table">
            <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">\(groupTitle)</th>\
            <th scope="col" role="columnheader"><span class="visually-hidden">Staplar</span></th>\
            <th scope="col" role="columnheader" class="number">Kvinnor</th><th scope="col" role="columnheader" class="number">Män</th></tr></thead><tbody role="rowgroup">
            \(for: groups, { row($0, top: top) })</tbody></table></div></figure>
            """
    }

    private func row(_ group: Group, top: Double) -> HTML {
        """
        <tr role="row"><th scope="row" role="rowheader">\(group.name)</th>\
        <td class="bar-cell" role="cell">\(bar(group.women / top, isStriped: false))\(bar(group.men / top, isStriped: true))</td>\
        <td class="number" role="cell">\(group.womenText)</td><td class="number" role="cell">\(group.menText)</td></tr>

        """
    }

    private func bar(_ share: Double, isStriped: Bool, isKey: Bool = false) -> HTML {
        let width = Coordinate(share.isFinite ? max(0, min(1, share)) * 88 : 0)
        let x = Coordinate(share.isFinite ? max(0, min(1, share)) * 88 + 2 : 2)
        let letter: HTML = isKey ? HTML() : "<text class=\"bar-letter\" x=\"\(x)%\" y=\"10\">\(isStriped ? "M" : "K")</text>"
        return isStriped
            ? "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"hatched\" x=\"1\" y=\"1\" width=\"\(width)%\" height=\"10\" fill=\"url(#\(id)-stripes)\"/>\(letter)</svg>"
            : "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"solid\" width=\"\(width)%\" height=\"12\"/>\(letter)</svg>"
    }
}
