internal import Foundation

/// A value of JSON, as a provider sends it.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Nil for what is not JSON, or nested deeper than anything that is read here.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]),
            let made = JSONValue(value, depth: 0)
        else { return nil }
        self = made
    }

    private init?(_ value: Any, depth: Int) {
        guard depth < 8 else { return nil }
        switch value {
        case let text as String: self = .text(text)
        case let number as NSNumber:
            // On Linux a JSON boolean comes as a number of its own type.
            self = String(cString: number.objCType) == "c" ? .bool(number.boolValue) : .number(number.doubleValue)
        case let list as [Any]:
            let values = list.compactMap { JSONValue($0, depth: depth + 1) }
            guard values.count == list.count else { return nil }
            self = .list(values)
        case let object as [String: Any]:
            let values = object.compactMapValues { JSONValue($0, depth: depth + 1) }
            guard values.count == object.count else { return nil }
            self = .object(values)
        case is NSNull: self = .null
        default: return nil
        }
    }

    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
    var isTrue: Bool { self == .bool(true) }

    /// One text or a list of texts: claims come as either.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let list): list.compactMap(\.text)
        case .null, .bool, .number, .object: []
        }
    }
}
