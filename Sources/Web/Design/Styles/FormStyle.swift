extension Styles {
    static let forms = """
        .button { display: inline-flex; align-items: center; justify-content: center; gap: var(--space-2); min-height: 2.5rem; padding: .375rem 1rem;
        border: 1px solid transparent; border-radius: var(--radius); font-weight: 600; font-size: .9375rem; line-height: 1.25; cursor: pointer;
        text-decoration: none; text-align: center; }
        .button.primary { background: var(--accent); color: var(--on-accent); }
        .button.primary:hover { background: var(--accent-strong); color: var(--on-accent); }
        .button.secondary { background: var(--surface); color: var(--accent); border-color: var(--line-strong); }
        .button.secondary:hover { background: var(--accent-wash); color: var(--accent-strong); border-color: var(--accent); }
        .button.quiet { background: transparent; color: var(--accent); padding-inline: .625rem; }
        .button.quiet:hover { background: var(--accent-wash); color: var(--accent-strong); }
        .button.small { min-height: 2rem; padding: .125rem .75rem; font-size: var(--size-dense); }
        .button.full { width: 100%; }
        .button[aria-pressed="true"] { background: var(--accent-wash); color: var(--accent-strong); border-color: var(--accent); }
        .field label, .field legend, .label { display: block; font-weight: 600; font-size: .9375rem; padding: 0; margin-bottom: .25rem; }
        .field .hint { color: var(--ink-soft); font-size: var(--size-dense); margin-bottom: .25rem; }
        .field input:not([type="checkbox"], [type="radio"]), .field select, .field textarea { display: block; width: 100%; min-height: 2.5rem;
        padding: .375rem .625rem; background: var(--surface); color: var(--ink); border: 1px solid var(--line-strong); border-radius: var(--radius-small); }
        .field textarea { min-height: 6rem; resize: vertical; field-sizing: content; }
        .field select { padding-right: 1.75rem; }
        .field input:hover, .field select:hover, .field textarea:hover { border-color: var(--ink); }
        .field.short input, .field.short select { max-width: 10rem; }
        .field.has-error { border-left: 4px solid var(--orange-mark); padding-left: var(--space-3); }
        .field .message { display: flex; gap: var(--space-2); align-items: baseline; color: var(--orange); font-weight: 600; font-size: var(--size-dense);
        margin-bottom: .25rem; }
        .field.has-error input:not([type="checkbox"], [type="radio"]), .field.has-error select, .field.has-error textarea {
        border: 2px solid var(--orange-mark); }
        .choices { display: flex; flex-wrap: wrap; gap: 0 var(--space-5); }
        .choices.column { flex-direction: column; }
        .choice { display: flex; gap: var(--space-2); align-items: center; min-height: 2rem; }
        .choice label { font-weight: 400; margin: 0; }
        .choice input { width: 1.5rem; height: 1.5rem; margin: 0; flex: none; accent-color: var(--accent); }
        .form > input[type="hidden"] + * { margin-top: 0; }
        .form > :not(input[type="hidden"]) + * { margin-top: var(--space-4); }
        .errors { border: 2px solid var(--orange-mark); border-radius: var(--radius); background: var(--orange-wash); padding: var(--space-4); }
        .errors h2 { font-size: var(--size-lead); display: flex; gap: var(--space-2); align-items: center; }
        .errors h2 .icon { color: var(--orange-mark); }
        .errors ul { margin-top: var(--space-2); padding-left: 1.25rem; }
        .errors li { min-height: 1.5rem; }
        .sheet { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: clamp(1rem, 4vw, 2rem); }
        .steps { padding-left: 1.5rem; display: grid; gap: var(--space-3); }
        .steps > li > * + * { margin-top: var(--space-2); }
        .qr { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); }
        .codes { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, max-content)); gap: var(--space-2) var(--space-5); }
        .codes code, code.secret, code.invitation { font-size: var(--size-dense); overflow-wrap: anywhere; }
        .unit-list { list-style: none; display: grid; gap: var(--space-2); }
        .unit-list button { width: 100%; display: flex; align-items: center; justify-content: space-between; gap: var(--space-4); text-align: left; min-height: 3.5rem;
        padding: var(--space-3) var(--space-4); background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--radius); cursor: pointer; }
        .unit-list button:hover { background: var(--accent-wash); border-color: var(--accent); }
        .unit-list span { min-width: 0; overflow-wrap: anywhere; }
        .unit-list strong { display: block; color: var(--accent); font-weight: 650; }
        .unit-list .icon { color: var(--accent); }
        """

    static let filters = """
        .filter { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
        .filter > summary { padding: var(--space-2) var(--space-4); font-weight: 600; min-height: 2.75rem; align-content: center; color: var(--accent); }
        .filter > summary:hover { color: var(--accent-strong); }
        .filter[open] > summary { border-bottom: 1px solid var(--line); }
        .filter-sheet { padding: var(--space-4); }
        .search-line { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); }
        .search-line .field { display: contents; }
        .search-line .field label { margin: 0; }
        .search-line .field input[type="search"] { flex: 4 1 8rem; width: auto; min-width: 0; max-width: 28rem; }
        .search-line .field .hint { order: 1; flex: 1 0 100%; margin: 0; }
        @media (min-width: 64rem) {
        .search-line .field .hint { flex: 1 1 20rem; }
        }
        .filter-fields { display: grid; gap: var(--space-3) var(--space-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 12.5rem), 1fr)); align-items: end; }
        .filter-fields .field.broad { grid-column: 1 / -1; }
        @media (min-width: 36rem) {
        .filter-fields .field.days { grid-column: span 2; max-width: 24rem; }
        }
        .filter .actions { margin-top: var(--space-4); }
        .filter .field label, .filter .field legend { font-size: var(--size-dense); }
        .range { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: var(--space-2); align-items: center; }
        .chips { list-style: none; display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: center; }
        .chip { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 1.75rem; padding: 0 .625rem; border-radius: 1rem;
        background: var(--accent-wash); color: var(--accent-strong); font-size: var(--size-dense); text-decoration: none; font-weight: 500; }
        a.chip:hover { outline: 1px solid var(--accent); color: var(--accent-strong); text-decoration: line-through; }
        .chip .icon { width: .75rem; height: .75rem; }
        /* As wide as the dots that stand for a hidden word. */
        .chip .personal { min-width: 3.75rem; }
        """
}
