extension Styles {
    static let print = """
        .print-only { display: none; }
        @media print {
        .print-only { display: block; }
        /* What is chosen stands in words there. */
        main:has(> .print-only) .chips { display: none; }
        @page { margin: 14mm 12mm; }
        @page wide { size: A4 landscape; margin: 12mm; }
        body:has(main.wide, .report-figures th:nth-child(7)) { page: wide; }
        html { font-size: 10pt; }
        body { display: block; background: none; min-height: 0; }
        .sections, .skip, .search-line, .filter, .bulk, main nav, .actions, .files, .elsewhere, .section-head a, .mast form, .mast-unit a, .pick,
        .receipt, .scripted .theme-choice.needs-script, .scripted .needs-script, .scripted button.needs-script, footer.site ul { display: none !important; }
        .mast { position: static; background: none; color: var(--ink); border-bottom: 1px solid var(--ink); padding: 0 0 2mm; min-height: 0; }
        .mast a, .mast-viewer p a, .mast-viewer p span, .brand { color: var(--ink); }
        .brand-step, .brand-last { fill: var(--ink); }
        .mast-unit { border-color: var(--line-strong); }
        .demo { border: 1px solid var(--ink); background: none; margin-top: 2mm; }
        main, main.standard { max-width: none; padding: 4mm 0; }
        main.reading > *, .notice { max-width: none; }
        h1, h2, h3 { break-after: avoid; }
        a { color: inherit; text-decoration: none; }
        .table-scroll, .table-scroll.tall { overflow: visible; max-height: none; border: 0; margin: 0; }
        table { font-size: 8pt; }
        caption { padding-left: 0; }
        thead { display: table-header-group; }
        tfoot { display: table-row-group; }
        thead th .icon { display: none; }
        thead th, .table-scroll.tall thead th, tbody th[scope="row"], .tall tbody th[scope="row"], .tall thead th.corner { position: static; background: none; color: var(--ink); box-shadow: none; }
        th, td { padding: 1mm 1.5mm; }
        th:first-child, td:first-child { padding-left: 0; }
        .long { min-width: 0; }
        .columns.main-aside { grid-template-columns: minmax(0, 1fr); }
        /* Of many columns the last would be off the paper. */
        .report-figures table:has(th:nth-child(7)) { font-size: 7pt; }
        .report-figures table:has(th:nth-child(7)) thead th { font-size: 6.5pt; line-height: 1.2; min-width: 0; overflow-wrap: anywhere; }
        .report-figures table:has(th:nth-child(7)) :is(th, td) { padding-inline: .75mm; }
        tr, .figure-card, .panel, .chart .plot, .timeline > li { break-inside: avoid; }
        .panel, .figure-card { border-color: var(--line-strong); }
        details:not([open]) > summary { display: none; }
        .cards .minor, .panel:has(> form), .disclosure:not([open]), .notice .why:not([open]), .timeline a, .saved-view { display: none; }
        .chart { break-inside: avoid; }
        details.why:not([open]) > summary { display: block; text-decoration: none; }
        footer.site { background: none; padding: 3mm 0; }
        .plot .band, .plot .area, .spark .band, .bar .solid, .progress .fill, .status .icon { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        @media print and (orientation: landscape) {
        table { font-size: 8.5pt; }
        }
        """
}
