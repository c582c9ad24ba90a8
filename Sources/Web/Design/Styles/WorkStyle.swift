extension Styles {
    /// What a working day begins with: what waits, and the numbers of the unit.
    static let work = """
        .todo { list-style: none; display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
        .todo li { display: grid; }
        .todo li > * { display: grid; grid-template-columns: minmax(3.25rem, auto) minmax(0, 1fr); align-items: center; gap: 0 var(--space-3); min-height: 4rem;
        padding: var(--space-2) var(--space-4); background: var(--surface); color: var(--ink); border: 1px solid var(--line); border-left: 4px solid var(--blue);
        border-radius: var(--radius); text-decoration: none; }
        .todo li.late > *, .todo li.attention > * { border-left-color: var(--orange-mark); }
        .todo a:hover { background: var(--accent-wash); border-color: var(--accent); color: var(--ink); }
        .todo a:hover .status > span { text-decoration: underline; }
        .todo-count { font-size: 1.75rem; line-height: 1; font-weight: 650; letter-spacing: -.02em; text-align: right; }
        .todo .status { font-size: .9375rem; line-height: 1.3; }
        .totals { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); }
        .totals dt { color: var(--ink-soft); font-size: var(--size-dense); }
        .totals dd { margin: 0; }
        .totals strong { font-size: 1.375rem; line-height: 1.2; font-weight: 650; margin-right: var(--space-1); }
        .letters { list-style: none; display: grid; gap: var(--space-4); }
        .letters li + li { border-top: 1px solid var(--line); padding-top: var(--space-4); }
        .letters li > * + * { margin-top: var(--space-1); }
        .form-sheet { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 0 clamp(1rem, 3vw, 2rem); }
        .form-sheet section { padding: var(--space-5) 0; }
        .form-sheet section + section { border-top: 1px solid var(--line); }
        .form-sheet h2 { font-size: var(--size-h3); margin-bottom: var(--space-3); color: var(--accent); }
        .form-sheet dl > div + div { margin-top: var(--space-3); }
        .form-sheet dl:not(.facts) dt { color: var(--ink-soft); font-size: var(--size-dense); }
        .form-sheet dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
        .narrow-table { max-width: 30rem; }
        .definition .facts { gap: var(--space-3) var(--space-5); }
        .definition .facts dd { font-weight: 400; }
        .definition h3 { margin-top: var(--space-5); }
        .goal-list { list-style: none; display: grid; gap: var(--space-4); }
        .steps { list-style: none; }
        .steps > li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: var(--space-2) var(--space-4); padding: var(--space-3) 0; border-top: 1px solid var(--line); }
        .steps > li > div:first-child { flex: 1 1 14rem; }
        .steps form { margin-top: var(--space-1); }
        .written { white-space: pre-line; overflow-wrap: anywhere; }
        .bullets { padding-left: 1.25rem; }
        .bullets li + li { margin-top: var(--space-1); }
        """
}
