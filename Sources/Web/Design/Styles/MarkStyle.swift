extension Styles {
    static let marks = """
        .status { display: inline-flex; gap: .375rem; align-items: baseline; font-weight: 500; }
        .status .icon { width: 1rem; height: 1rem; margin-top: -.25rem; transform: translateY(.15em); }
        .status.done .icon, .status.info .icon { color: var(--blue); }
        .status.attention .icon { color: var(--orange-mark); }
        .status.late .icon { color: var(--orange); }
        .status.late { font-weight: 650; }
        .status.waiting .icon, .status.none .icon { color: var(--grey); }
        .status.none { color: var(--ink-soft); font-weight: 400; }
        .tag { display: inline-block; padding: 0 .4375rem; border: 1px solid var(--line-strong); border-radius: var(--radius-small); background: var(--surface);
        color: var(--ink); font-size: .75rem; line-height: 1.375rem; font-weight: 600; max-width: 100%; overflow-wrap: anywhere; }
        .tag.blue { background: var(--blue-wash); color: var(--blue); border-color: currentColor; }
        .tag.orange { background: var(--orange-wash); color: var(--orange); border-color: currentColor; }
        .swatches { list-style: none; gap: var(--space-2); }
        .swatch-item { display: flex; align-items: center; gap: var(--space-3); }
        .swatch { border-radius: var(--radius-small); }
        .swatch-frame { fill: var(--line-strong); }
        .variation { display: inline-flex; align-items: center; gap: var(--space-2); font-size: var(--size-dense); }
        .variation svg { width: 1.75rem; height: 1.75rem; flex: none; }
        .variation .disc { fill: var(--surface); stroke: currentColor; stroke-width: 2.5; }
        .variation text { fill: currentColor; font: 700 15px var(--font); text-anchor: middle; }
        .variation .mark-blue { color: var(--blue); }
        .variation .mark-orange { color: var(--orange); }
        .variation .mark-grey { color: var(--grey); }
        .variation .wave { fill: none; stroke: currentColor; stroke-width: 2.5; }
        .progress { display: grid; gap: var(--space-1); font-size: var(--size-dense); }
        .progress svg { display: block; width: 100%; height: .625rem; border-radius: 1rem; }
        .progress .track { fill: var(--surface-sunk); }
        .progress .fill { fill: var(--accent); }
        """
}
