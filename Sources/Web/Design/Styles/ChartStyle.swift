extension Styles {
    static let charts = """
        .chart { max-width: 56rem; }
        .chart > * + * { margin-top: var(--space-2); }
        .chart figcaption { font-weight: 600; }
        .chart .summary { color: var(--ink-soft); font-size: var(--size-dense); max-width: var(--reading); }
        .plot { display: block; width: 100%; overflow: visible; font: 400 12px var(--font); }
        .plot text { fill: var(--ink-soft); }
        .plot .strong { fill: var(--ink); font-weight: 650; }
        .plot .gridline { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
        .plot .axis { stroke: var(--line-strong); stroke-width: 1; shape-rendering: crispEdges; }
        .plot .band { fill: var(--data-wash); }
        .plot .line { fill: none; stroke: var(--data); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
        .plot .line.second { stroke-dasharray: 7 4; }
        .plot .line.third { stroke-dasharray: 2 4; }
        .plot .point { fill: var(--surface); stroke: var(--data); stroke-width: 2; }
        .plot .point.last { fill: var(--data); }
        .plot .point.open { stroke: var(--grey); }
        .plot .target { stroke: var(--ink-soft); stroke-width: 1.5; stroke-dasharray: 2 4; }
        .plot .mean, .key-line .mean { stroke: var(--ink-soft); stroke-width: 1.25; }
        .plot .limit, .key-line .limit { stroke: var(--grey); stroke-width: 1.5; stroke-dasharray: 4 3; }
        .plot .phase { stroke: var(--ink-soft); stroke-width: 1; shape-rendering: crispEdges; }
        .plot .limit-step { fill: none; stroke: var(--grey); stroke-width: 1.5; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
        .plot .limit-curve, .key-line .limit-curve { fill: none; stroke: var(--grey); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
        .plot .limit-curve.inner, .key-line .limit-curve.inner { stroke-dasharray: 4 3; }
        .plot .signal, .key-line .signal { stroke: var(--surface); stroke-width: 1; }
        .plot .signal.improvement, .key-line .signal.improvement { fill: var(--blue); }
        .plot .signal.concern, .key-line .signal.concern { fill: var(--orange-mark); }
        .plot .signal.neutral, .key-line .signal.neutral { fill: var(--surface); stroke: var(--ink); stroke-width: 2; }
        .plot .number-mark { fill: var(--ink); font-size: 11px; font-weight: 650; }
        .key-line .band { fill: var(--data-wash); }
        .icons { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-5); }
        .plot .area { fill: var(--data-wash); }
        .plot .area.future { fill: none; }
        .plot .line.future { stroke-dasharray: 5 4; }
        .plot .today { stroke: var(--ink); stroke-width: 1.5; }
        .plot .limit-mark { fill: var(--surface); stroke: var(--grey); stroke-width: 1.5; }
        .plot .limit-mark.passed { fill: var(--grey); }
        .spark { display: block; width: 100%; height: 40px; overflow: visible; }
        .spark .line { fill: none; stroke: var(--data); stroke-width: 1.75; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
        .spark .band { fill: var(--data-wash); }
        .spark .last { fill: var(--data); }
        .chart.wide { max-width: none; }
        .key-line { width: 2.25rem; height: .75rem; overflow: visible; }
        .key-line .line { fill: none; stroke: var(--data); stroke-width: 2; }
        .key-line .line.second { stroke-dasharray: 7 4; }
        .key-line .line.third { stroke-dasharray: 2 4; }
        .key-line .point { fill: var(--surface); stroke: var(--data); stroke-width: 2; }
        .multiples { list-style: none; display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
        .multiples li { display: grid; grid-template-rows: 1fr auto; gap: var(--space-1); min-width: 0; padding-top: var(--space-2); border-top: 1px solid var(--line); break-inside: avoid; }
        .multiple-head { display: flex; justify-content: space-between; align-items: baseline; gap: var(--space-3); font-size: var(--size-dense); line-height: 1.3; }
        .multiple-head span { min-width: 0; overflow-wrap: anywhere; }
        .spark.tall { height: 60px; }
        .spark .axis { stroke: var(--line-strong); stroke-width: 1; shape-rendering: crispEdges; }
        .bar { display: block; width: 100%; height: .75rem; }
        .bar + .bar { margin-top: .25rem; }
        .bar .solid { fill: var(--data); }
        .bar .hatched { stroke: var(--data); stroke-width: 1.5; }
        .bar-stripe { stroke: var(--data); stroke-width: 3; }
        .bar-letter { fill: var(--ink-soft); font: 600 10px var(--font); }
        .bars td.bar-cell { width: 50%; min-width: 4.5rem; vertical-align: middle; }
        .bars tbody th[scope="row"] { min-width: 6rem; max-width: 14rem; }
        .bars tbody th { font-weight: 500; }
        @media (max-width: 34rem) {
            .bars, .bars thead, .bars tbody { display: block; }
            .bars tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); padding-block: var(--space-2); }
            .bars thead tr { background: var(--surface-sunk); }
            .bars tbody tr { border-top: 1px solid var(--line); }
            .bars tr > * { border: 0; padding-block: .125rem; }
            .bars thead th { position: static; background: none; }
            .bars th:first-child, .bars td.bar-cell { grid-column: 1 / -1; overflow-wrap: anywhere; }
            .bars thead th:nth-child(2) { display: none; }
            .bars tbody th[scope="row"] { min-width: 0; max-width: none; }
            .bars td.bar-cell { width: auto; min-width: 0; }
            .bars td.number { white-space: normal; }
            .bars th, .bars td { padding-inline: var(--space-2); }
        }
        .bars tbody tr:hover > * { background: var(--surface); }
        .key { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); font-size: var(--size-dense); list-style: none; }
        .key li { display: flex; align-items: center; gap: var(--space-2); }
        .key .bar { width: 1.5rem; flex: none; }
        """
}
