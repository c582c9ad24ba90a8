import SickLeave

/// What somebody asked for in an address and is not used: it cannot be read, or is one more than is asked for.
package struct UnreadWord: Sendable, Hashable {
    /// What it was to be, as pages say: `ålder`.
    package let label: String
    package let text: String

    package init(label: String, text: String) {
        self.label = label
        self.text = text
    }
}

extension [UnreadWord] {
    /// Nil when all was used.
    package var notice: String? { isEmpty ? nil : "Det här i adressen går inte att använda: \(inWords)." }

    /// `diagnos hej, hopp; ålder 99`: each once, the first ten, and long ones cut short.
    private var inWords: String {
        var different: [UnreadWord] = []
        for word in self where !different.contains(word) { different.append(word) }
        var labels: [(label: String, words: [String])] = []
        for word in different.prefix(10) {
            let shown = word.text.count > 20 ? "\(word.text.prefix(20))…" : word.text
            if let place = labels.firstIndex(where: { $0.label == word.label }) {
                labels[place].words.append(shown)
            } else {
                labels.append((word.label, [shown]))
            }
        }
        let rest = different.count > 10 ? " och \(SwedishNumber.integer(different.count - 10)) till" : ""
        return labels.map { "\($0.label) \($0.words.joined(separator: ", "))" }.joined(separator: "; ") + rest
    }
}
