extension Styles {
    /// A row of many columns as a card, on a telephone.
    static let cards = """
        .card-only { display: none; }
        @media screen and (min-width: 48rem) {
        .cards th, .cards td { padding-inline: .4375rem; }
        .cards .long { min-width: 10.5rem; }
        .cards .words { min-width: 9rem; }
        .cards th:first-child, .cards td:first-child { padding-left: var(--space-3); }
        }
        @media screen and (max-width: 47.99rem) {
        .table-scroll.cards { max-height: none; overflow: visible; margin-inline: 0; }
        .cards table, .cards tbody { display: block; }
        .cards caption { display: block; }
        .cards thead, .cards td.minor, .cards td.aside { display: none; }
        .cards tbody tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-2) var(--space-4); position: relative; padding: var(--space-3) var(--space-4) var(--space-4);
        border-top: 1px solid var(--line); }
        .cards tbody tr:has(.pick) { padding-left: 3.25rem; }
        .cards tbody tr > * { display: block; border: 0; padding: 0; background: none; text-align: left; white-space: normal; min-width: 0; width: auto; }
        .cards tbody th[scope="row"] { grid-column: 1 / -1; position: static; max-width: none; font-size: var(--size-body); box-shadow: none; }
        .cards td.long { grid-column: 1 / -1; }
        .cards td.pick { position: absolute; left: var(--space-3); top: var(--space-3); width: 1.5rem; }
        .cards td[data-label]::before { content: attr(data-label); display: block; color: var(--ink-soft); font-size: var(--size-small); line-height: 1.3; }
        .cards tbody tr:has(input:checked) { background: var(--accent-wash); }
        .cards tbody tr:is(:hover, :has(input:checked)) > * { background: none; }
        .compact tbody tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); padding-block: var(--space-3); }
        .compact tbody th[scope="row"] { flex: 1 1 55%; }
        .compact td.long { flex: 1 0 100%; padding-block: .125rem; }
        .compact td.words { flex: 1 1 auto; }
        .compact td:empty { display: none; }
        .compact td[data-label]::before { content: attr(data-label) "\\a0"; display: inline; font-size: inherit; }
        /* What can be done to chosen rows comes when one is chosen, and stays within a thumb's reach. */
        .bulk:has(+ .cards) { position: fixed; inset: auto 0 0; z-index: 10; border-width: 1px 0 0; border-radius: 0; padding-inline: var(--gutter); }
        .bulk:has(+ .cards):not(:has(+ .cards input:checked)) { display: none; }
        main:has(.bulk + .cards input:checked) { padding-bottom: 9rem; }
        :root:has(.bulk + .cards input:checked) { scroll-padding-bottom: 8rem; }
        }
        """

    static let tables = """
        .table-block > * + * { margin-top: var(--space-2); }
        .table-head { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; justify-content: space-between; }
        .table-scroll { overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
        scroll-padding: 3rem 0 0 11rem; position: relative; }
        .table-scroll.tall { max-height: min(85vh, 60rem); }
        .table-scroll:focus-visible { outline-offset: 0; }
        table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: var(--size-dense); line-height: 1.35; }
        caption { text-align: left; padding: var(--space-3) var(--space-4) var(--space-2); font-weight: 600; font-size: var(--size-body); }
        caption .soft { font-weight: 400; font-size: var(--size-dense); display: block; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .625rem; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { padding-left: var(--space-4); }
        th:last-child, td:last-child { padding-right: var(--space-4); }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { position: sticky; top: 0; z-index: 2; background: var(--surface-sunk); color: var(--ink-soft); font-weight: 600;
        vertical-align: bottom; border-bottom: 1px solid var(--line-strong); font-size: var(--size-small); line-height: 1.25rem; }
        thead th a { display: inline-flex; align-items: center; gap: .2rem; min-height: 1.5rem; margin-block: -.125rem; vertical-align: bottom; color: inherit; text-decoration: none; }
        thead th a:hover { color: var(--accent-strong); text-decoration: underline; }
        thead th[aria-sort="ascending"], thead th[aria-sort="descending"] { color: var(--accent); }
        thead th .icon { width: .75rem; height: .75rem; opacity: .55; }
        thead th[aria-sort="ascending"] .icon, thead th[aria-sort="descending"] .icon { opacity: 1; }
        thead th.corner { z-index: 3; }
        tbody th { font-weight: 600; background: var(--surface); }
        tbody tr:hover > * { background: var(--accent-wash); }
        tbody tr:has(input:checked) > * { background: var(--accent-wash); }
        tfoot th, tfoot td { background: var(--surface-sunk); font-weight: 600; border-top: 1px solid var(--line-strong); }
        .number { text-align: right; white-space: nowrap; }
        thead .number a { flex-direction: row-reverse; }
        .tight { white-space: nowrap; width: 1%; }
        td:empty::before { content: "–" / ""; }
        .lines { display: block; color: var(--ink-soft); font-size: var(--size-small); }
        .long { min-width: 11rem; }
        details.why > summary { list-style: none; text-decoration: underline dotted var(--line-strong); text-underline-offset: .25em; min-height: 1.5rem; }
        details.why > summary::-webkit-details-marker { display: none; }
        details.why > summary:hover { text-decoration-color: currentColor; }
        details.why > p { margin-top: var(--space-1); color: var(--ink-soft); font-size: var(--size-small); }
        tbody th[scope="row"], thead th.corner { min-width: 7.5rem; overflow-wrap: break-word; hyphens: auto; }
        .pick { width: 2.75rem; padding-right: 0; }
        .pick label { display: grid; place-items: center; min-width: 1.5rem; min-height: 1.5rem; margin: -.15rem 0; }
        .pick input { margin: 0; width: 1.125rem; height: 1.125rem; accent-color: var(--accent); }
        tbody th a { display: inline-block; min-height: 1.5rem; max-width: 100%; }
        .bulk { position: sticky; top: 3.25rem; z-index: 4; display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--space-4); min-height: 3.25rem; background: var(--surface-sunk); border: 1px solid var(--line); border-radius: var(--radius); }
        .bulk .field { display: flex; align-items: center; gap: var(--space-2); }
        .bulk .field label { margin: 0; font-size: var(--size-dense); }
        .bulk .field select { width: auto; min-height: 2rem; padding-block: .125rem; font-size: var(--size-dense); }
        .bulk-count { font-weight: 600; min-width: 6.5rem; font-size: var(--size-dense); }
        .empty { padding: var(--space-6) var(--space-4); background: var(--surface); border: 1px dashed var(--line-strong); border-radius: var(--radius);
        display: grid; justify-items: center; text-align: center; gap: var(--space-2); }
        .empty p { max-width: 34rem; color: var(--ink-soft); }
        .empty .actions { margin-top: var(--space-2); }
        .empty-mark { width: 3rem; height: 3rem; color: var(--grey); }
        /* Room for every column: the page itself scrolls and the head sticks under the bar at the top. */
        @media (min-width: 140rem) {
        .table-scroll.tall { overflow: visible; max-height: none; }
        .table-scroll.tall thead th { top: 3.25rem; }
        .bulk + .table-scroll.tall thead th { top: 6.5rem; }
        .table-scroll.tall thead th:first-child { border-top-left-radius: var(--radius); }
        .table-scroll.tall thead th:last-child { border-top-right-radius: var(--radius); }
        .table-scroll.tall tbody tr:last-child > :first-child { border-bottom-left-radius: var(--radius); }
        .table-scroll.tall tbody tr:last-child > :last-child { border-bottom-right-radius: var(--radius); }
        }
        /* No room: the row's name stays at the left while the rest moves under it. */
        @media (max-width: 139.99rem) {
        tbody th[scope="row"], thead th.corner { position: sticky; left: 0; z-index: 1; }
        .tall tbody th[scope="row"], .tall thead th.corner { box-shadow: 1px 0 0 var(--line); }
        thead th.corner { z-index: 3; }
        .bulk { position: static; }
        }
        @media screen and (max-width: 47.99rem) {
        tbody th[scope="row"], thead th.corner { max-width: 11rem; }
        .report-figures :is(tbody th, thead .corner) { max-width: 9.5rem; overflow-wrap: anywhere; }
        .table-scroll { margin-inline: calc(-1 * var(--gutter) + .25rem); }
        .table-scroll.fits { margin-inline: 0; }
        th, td { padding-inline: .5rem; }
        th:first-child, td:first-child { padding-left: var(--space-3); }
        }
        """
}
