import SickLeave
import Yams

/// A YAML mapping whose keys are all known: a misspelt key is an error and never a silently lost rule.
struct StrictMapping {
    let file: String
    let line: Int
    private let values: [String: Node]

    init(_ node: Node, file: String, keys: [String]) throws(KnowledgeFault) {
        let line = node.line
        guard let mapping = node.mapping else {
            let known = keys.joined(separator: ", ")
            throw KnowledgeFault(file: file, line: line, message: "här ska nycklar med värden stå: \(known).")
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, keys.contains(name) else {
                let written = key.string ?? "?"
                let known = keys.joined(separator: ", ")
                throw KnowledgeFault(
                    file: file, line: key.line, message: "nyckeln ”\(written)” är okänd. Kända nycklar: \(known).")
            }
            values[name] = value
        }
        self.file = file
        self.line = line
        self.values = values
    }

    func fault(_ key: String, _ message: String) -> KnowledgeFault {
        KnowledgeFault(file: file, line: values[key]?.line ?? line, message: "\(key): \(message)")
    }

    func node(_ key: String) throws(KnowledgeFault) -> Node {
        guard let node = values[key] else { throw fault(key, "saknas. Lägg till nyckeln.") }
        return node
    }

    func optionalNode(_ key: String) -> Node? { values[key] }

    func text(_ key: String) throws(KnowledgeFault) -> String {
        guard let text = try node(key).scalar?.string, text.contains(where: { !$0.isWhitespace }) else {
            throw fault(key, "är tom. Skriv en text.")
        }
        return text
    }

    func number(_ key: String) throws(KnowledgeFault) -> Int {
        let text = try text(key)
        guard let number = Int(text) else { throw fault(key, "”\(text)” är inte ett heltal.") }
        return number
    }

    func day(_ key: String) throws(KnowledgeFault) -> Day? {
        guard values[key] != nil else { return nil }
        let text = try text(key)
        guard let day = Day(iso: text) else { throw fault(key, "”\(text)” är inte en dag. Skriv som 2026-11-21.") }
        return day
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws(KnowledgeFault) -> Choice {
        try choice(named: text(key), key)
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        named text: String, _ key: String
    ) throws(KnowledgeFault) -> Choice {
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(key, "”\(text)” är okänt. Välj bland: \(known).")
        }
        return choice
    }

    /// The items of a list; a scalar or mapping is an error.
    func list(_ key: String) throws(KnowledgeFault) -> [Node] {
        guard let sequence = try node(key).sequence else { throw fault(key, "ska vara en lista.") }
        return Array(sequence)
    }

    func choices<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws(KnowledgeFault) -> [Choice] {
        var choices: [Choice] = []
        for item in try list(key) { choices.append(try choice(named: item.scalar?.string ?? "", key)) }
        guard !choices.isEmpty else { throw fault(key, "är tom. Ange minst ett värde.") }
        return choices
    }

    /// The file's root.
    static func root(of text: String, file: String, keys: [String]) throws(KnowledgeFault) -> StrictMapping {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw KnowledgeFault(file: file, line: error.line, message: "filen går inte att läsa som YAML: \(error.problem)")
        } catch {
            throw KnowledgeFault(file: file, line: 1, message: "filen går inte att läsa som YAML: \(error)")
        }
        guard let node else { throw KnowledgeFault(file: file, line: 1, message: "filen är tom.") }
        return try StrictMapping(node, file: file, keys: keys)
    }
}

extension Node {
    /// Counted from 1.
    var line: Int { mark?.line ?? 1 }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded: 1
        }
    }

    fileprivate var problem: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "samma nyckel står två gånger: \(keys.joined(separator: ", "))"
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem): problem
        case .no, .memory, .dataCouldNotBeDecoded: "\(self)"
        }
    }
}
