import SickLeave
import Yams

/// A YAML mapping read field by field: every fault is noted with its line, and what nobody asked for is a fault too.
struct YAMLFields {
    struct Fault {
        let line: Int
        let message: String
    }

    let path: String
    let line: Int
    private var values: [String: Node] = [:]
    private var lines: [String: Int] = [:]
    private var order: [String] = []
    private var asked: [String] = []
    private(set) var faults: [Fault] = []

    /// - Parameter path: for messages, as `calculation`; empty at the top.
    init(_ node: Node, path: String) {
        self.path = path
        line = node.mark?.line ?? 1
        guard case .mapping(let mapping) = node else {
            let what = path.isEmpty ? "Filen" : "Fältet ”\(path)”"
            faults.append(Fault(line: line, message: "\(what) ska bestå av fält med värden."))
            return
        }
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                faults.append(Fault(line: key.mark?.line ?? line, message: "Ett fältnamn ska vara ett ord."))
                continue
            }
            values[name.string] = value
            lines[name.string] = key.mark?.line ?? line
            order.append(name.string)
        }
    }

    func has(_ name: String) -> Bool { values[name] != nil }
    func line(of name: String) -> Int { lines[name] ?? line }

    mutating func fault(_ name: String, _ message: String) {
        faults.append(Fault(line: line(of: name), message: message))
    }

    mutating func absorb(_ other: YAMLFields) { faults += other.faults }

    /// The value as it stands; nil when the field is missing, which is a fault only where `required`.
    mutating func node(_ name: String, required: Bool = true) -> Node? {
        if !asked.contains(name) { asked.append(name) }
        if let value = values[name] { return value }
        if required { faults.append(Fault(line: line, message: "Fältet ”\(full(name))” saknas.")) }
        return nil
    }

    mutating func text(_ name: String, required: Bool = true) -> String? {
        guard let node = node(name, required: required) else { return nil }
        guard case .scalar(let scalar) = node else {
            fault(name, "Fältet ”\(full(name))” ska vara text.")
            return nil
        }
        let words = scalar.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty else {
            fault(name, "Fältet ”\(full(name))” är tomt. Fyll i det eller ta bort det.")
            return nil
        }
        return words
    }

    mutating func number(_ name: String, in range: ClosedRange<Int>, required: Bool = true) -> Int? {
        guard let text = text(name, required: required) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            fault(name, "Fältet ”\(full(name))” ska vara ett heltal från \(range.lowerBound) till \(range.upperBound).")
            return nil
        }
        return number
    }

    mutating func day(_ name: String, required: Bool = true) -> Day? {
        guard let text = text(name, required: required) else { return nil }
        guard text.utf8.count == 10, let day = Day(iso: text) else {
            fault(name, "Fältet ”\(full(name))” ska vara ett datum, till exempel 2026-11-21.")
            return nil
        }
        return day
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _: Choice.Type = Choice.self, required: Bool = true
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(name, required: required) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            fault(name, "Fältet ”\(full(name))” kan inte vara ”\(text)”. Välj \(Self.list(Choice.allCases.map(\.rawValue))).")
            return nil
        }
        return choice
    }

    mutating func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ name: String, _: Choice.Type = Choice.self
    ) -> [Choice] where Choice.RawValue == String {
        guard let node = node(name) else { return [] }
        guard case .sequence(let items) = node else {
            fault(name, "Fältet ”\(full(name))” ska vara en lista, till exempel [\(Choice.allCases.first?.rawValue ?? "")].")
            return []
        }
        var choices: [Choice] = []
        for item in items {
            guard let choice = item.string.flatMap(Choice.init(rawValue:)) else {
                let names = Self.list(Choice.allCases.map(\.rawValue))
                faults.append(
                    Fault(
                        line: item.mark?.line ?? line(of: name),
                        message: "Fältet ”\(full(name))” har ett okänt värde. Välj bland \(names)."))
                continue
            }
            if choices.contains(choice) { fault(name, "Fältet ”\(full(name))” har ”\(choice.rawValue)” två gånger.") }
            choices.append(choice)
        }
        return choices
    }

    mutating func texts(_ name: String) -> [String] {
        guard let node = node(name) else { return [] }
        guard case .sequence(let items) = node else {
            fault(name, "Fältet ”\(full(name))” ska vara en lista med en mening per rad.")
            return []
        }
        return items.compactMap { item in
            guard let text = item.string?.split(whereSeparator: \.isWhitespace).joined(separator: " "), !text.isEmpty else {
                faults.append(Fault(line: item.mark?.line ?? line(of: name), message: "Listan ”\(full(name))” ska bara ha text."))
                return nil
            }
            return text
        }
    }

    /// The mappings of a list.
    mutating func list(_ name: String) -> [YAMLFields] {
        guard let node = node(name) else { return [] }
        guard case .sequence(let items) = node else {
            fault(name, "Fältet ”\(full(name))” ska vara en lista.")
            return []
        }
        return items.map { YAMLFields($0, path: full(name)) }
    }

    mutating func fields(_ name: String, required: Bool = true) -> YAMLFields? {
        node(name, required: required).map { YAMLFields($0, path: full(name)) }
    }

    /// To be called when everything has been asked for: the rest is unknown.
    mutating func finish() {
        for name in order where !asked.contains(name) {
            fault(name, "Okänt fält ”\(full(name))”. Här kan stå \(Self.list(asked)).")
        }
    }

    private func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "ingenting" }
        return names.dropLast().joined(separator: ", ") + " eller " + last
    }
}
