import SickLeave

/// Reads the list's address, and keeps what cannot be read there, so that the page can say so. What the form leaves empty was not
/// asked for.
struct AddressReader {
    private let fields: FormFields
    private(set) var unread: [Unread] = []

    struct Unread: Sendable, Hashable {
        /// On the page.
        let label: String
        let text: String
    }

    init(_ fields: FormFields) { self.fields = fields }

    mutating func one<Value>(_ name: String, _ label: String, _ value: (String) -> Value?) -> Value? {
        fields[name].flatMap { read(label, $0, value) }
    }

    mutating func all<Value>(_ name: String, _ label: String, _ value: (String) -> Value?) -> [Value] {
        fields.all(name).filter { !$0.isEmpty }.compactMap { read(label, $0, value) }
    }

    private mutating func read<Value>(_ label: String, _ text: String, _ value: (String) -> Value?) -> Value? {
        if let value = value(text) { return value }
        unread.append(Unread(label: label, text: text))
        return nil
    }
}

extension [AddressReader.Unread] {
    /// As the reports say it. Each once, the first ten, and long ones cut short; nil when all could be read.
    var sentence: String? {
        var shown: [String] = []
        for word in self {
            let words = "\(word.label) \(word.text.count > 20 ? "\(word.text.prefix(20))…" : word.text)"
            if !shown.contains(words) { shown.append(words) }
        }
        guard !shown.isEmpty else { return nil }
        let rest = shown.count > 10 ? " och \(SwedishNumber.integer(shown.count - 10)) till" : ""
        return "Det här går inte att läsa och används inte: \(shown.prefix(10).joined(separator: "; "))\(rest)."
    }
}
