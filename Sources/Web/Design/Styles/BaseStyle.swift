extension Styles {
    static let base = """
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 5rem; overflow-y: scroll; }
        body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--canvas); color: var(--ink);
        font: 400 var(--size-body)/1.5 var(--font); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
        h1, h2, h3, p, ul, ol, dl, figure, table, fieldset, blockquote { margin: 0; padding: 0; }
        fieldset { border: 0; min-width: 0; }
        h1, h2, h3, h4 { line-height: 1.2; font-weight: 650; text-wrap: balance; letter-spacing: -.011em; }
        h1 { font-size: var(--size-h1); overflow-wrap: anywhere; hyphens: auto; }
        h2 { font-size: var(--size-h2); }
        h3, h4 { font-size: var(--size-h3); margin: 0; letter-spacing: 0; }
        img, svg { max-width: 100%; vertical-align: middle; }
        button, input, select, textarea { font: inherit; color: inherit; }
        summary { cursor: pointer; }
        time { white-space: nowrap; }
        hr { border: 0; border-top: 1px solid var(--line); margin: var(--space-5) 0; }
        td, th, dd, dt, li, option { unicode-bidi: isolate; }
        a { color: var(--accent); text-decoration-line: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
        a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
        .icon { width: 1em; height: 1em; fill: currentColor; flex: none; vertical-align: -.125em; }
        .icon-line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
        .sprite { position: absolute; width: 0; height: 0; overflow: hidden; }
        .visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%);
        white-space: nowrap; border: 0; }
        .skip { position: absolute; left: var(--space-3); top: -6rem; z-index: 30; background: var(--surface); color: var(--accent);
        padding: var(--space-3) var(--space-4); border-radius: 0 0 var(--radius) var(--radius); font-weight: 600; }
        .skip:focus { top: 0; }
        .needs-script { display: none !important; }
        /* Known before the script has come, so that nothing moves when it does; the class is for browsers without the query. */
        @media (scripting: enabled) {
        .needs-script { display: revert !important; }
        button.needs-script { display: inline-flex !important; }
        .theme-choice.needs-script { display: flex !important; }
        }
        .scripted .needs-script { display: revert !important; }
        .scripted button.needs-script { display: inline-flex !important; }
        """
}
