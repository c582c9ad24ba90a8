import Statistics

/// From what has changed to what has to be read.
extension SnapshotRows {
    /// The certificates, and those whose messages they answer: a message is answered by another message, or by a certificate that
    /// complements or replaces the one asked about.
    ///
    /// - Returns: joined.
    func affected(by changed: [SnapshotChanges.Span]) throws -> [SnapshotChanges.Span] {
        var spans = changed
        func add(_ row: any Row) { spans.append(.init(provider: row.int32(0), numbers: row.int32(1)...row.int32(1))) }
        for part in SnapshotRows.parts(changed) {
            try connection.forEach(
                """
                SELECT DISTINCT o.care_provider_id, o.number FROM certificate_relation r
                JOIN certificate o ON o.care_provider_id = r.care_provider_id AND o.certificate_id = r.other_certificate_id
                WHERE r.kind IN (2, 3) AND \(part.holds("r.care_provider_id", "r.certificate_number"))
                """, add)
            try connection.forEach(
                """
                SELECT DISTINCT m.care_provider_id, m.certificate_number FROM case_message a
                JOIN case_message m ON m.care_provider_id = a.care_provider_id AND m.message_id = a.answers_message_id
                WHERE \(part.holds("a.care_provider_id", "a.certificate_number"))
                """, add)
        }
        return SnapshotChanges.Span.joined(spans)
    }

    /// In few queries: long spans one by one, the numbers of short ones together.
    static func parts(_ spans: [SnapshotChanges.Span]) -> [Part] {
        var some: [Int32: [Int32]] = [:]
        var parts: [Part] = []
        for span in spans {
            if span.numbers.count > 16 {
                parts.append(.span(provider: span.provider, span.numbers))
            } else {
                some[span.provider, default: []] += span.numbers
            }
        }
        for (provider, numbers) in some.sorted(by: { $0.key < $1.key }) {
            parts += numbers.slices.map { .some(provider: provider, Array($0)) }
        }
        return parts
    }
}

extension Array {
    /// Statements of one text are prepared once, and SQLite allows 32 766 parameters.
    var slices: [ArraySlice<Element>] { stride(from: 0, to: count, by: 500).map { self[$0..<Swift.min($0 + 500, count)] } }
}
