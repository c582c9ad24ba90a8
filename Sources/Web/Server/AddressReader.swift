/// Reads values of an address, and keeps those that are none, so that the page can say so. An empty one is a field of the form that was not
/// filled in.
struct AddressReader<Field> {
    let fields: FormFields
    private(set) var unread: [(field: Field, text: String)] = []

    init(_ fields: FormFields) { self.fields = fields }

    /// One is asked for; another beside it is not.
    mutating func one<Value>(_ field: Field, _ name: String, _ value: (String) -> Value?) -> Value? {
        let texts = fields.all(name).filter { !$0.isEmpty }
        guard let first = texts.first else { return nil }
        let value = read(field, first, value)
        cannotRead(texts.filter { $0 != first }, field)
        return value
    }

    mutating func all<Value>(_ field: Field, _ name: String, _ value: (String) -> Value?) -> [Value] {
        fields.all(name).filter { !$0.isEmpty }.compactMap { read(field, $0, value) }
    }

    mutating func cannotRead(_ texts: [String], _ field: Field) { unread += texts.map { (field, $0) } }

    private mutating func read<Value>(_ field: Field, _ text: String, _ value: (String) -> Value?) -> Value? {
        if let value = value(text) { return value }
        cannotRead([text], field)
        return nil
    }
}
