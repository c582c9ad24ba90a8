extension Collection {
    /// In parts: SQLite allows 32 766 parameters, and equal statement texts are prepared once.
    func inSlices(of count: Int = 500, _ body: (SubSequence) throws -> Void) rethrows {
        var rest = self[...]
        while !rest.isEmpty {
            try body(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
    }
}
