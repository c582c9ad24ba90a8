package import SickLeave

/// A value bound to a statement's parameter.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A statement whose interpolations are always bound parameters: text never becomes SQL.
///
/// ```swift
/// let sql: SQL = "SELECT name FROM care_unit WHERE hsa_id = \(hsaID)"
/// ```
/// Only a `StaticString`, written in the program, can be spliced in, with `\(raw:)`.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// With `?` for each parameter; an engine that numbers them rewrites it.
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// The same text with other values.
    package func binding(_ values: [SQLValue]) -> SQL {
        var bound = self
        bound.values = values
        return bound
    }

    package static func + (a: SQL, b: SQL) -> SQL {
        var sum = a
        sum.text += b.text
        sum.values += b.values
        return sum
    }

    /// A list of roles or of a page's rows is short, and read as fast either way.
    private static let mostInPlainList = 20

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: SQLValue) {
            text += "?"
            values.append(value)
        }

        package mutating func appendInterpolation(_ value: some SQLConvertible) { appendInterpolation(value.sqlValue) }
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            appendInterpolation(value?.sqlValue ?? .null)
        }

        /// `(?, ?, ?)`; an empty list becomes `(NULL)`, which matches nothing.
        ///
        /// A long one becomes `(VALUES (?), (?), …)`. PostgreSQL joins those by a hash or an index; a plain list it goes through, where it
        /// thinks the table small, from its beginning for every row. By a hash it may still read all of a table that has grown since it last
        /// counted: where that costs, as in an import, each key is looked up by itself (`SQL.look`).
        package mutating func appendInterpolation(list: some Collection<some SQLConvertible>) {
            guard !list.isEmpty else {
                text += "(NULL)"
                return
            }
            let isLong = list.count > SQL.mostInPlainList
            text += isLong ? "(VALUES (" : "("
            for (index, value) in list.enumerated() {
                if index > 0 { text += isLong ? "), (" : ", " }
                appendInterpolation(value.sqlValue)
            }
            text += isLong ? "))" : ")"
        }

        /// `(?, ?), (?, ?)` for `VALUES`: never none, and all of one length.
        package mutating func appendInterpolation(rows: some Collection<[SQLValue]>) {
            for (index, row) in rows.enumerated() {
                text += index > 0 ? ", (" : "("
                text += row.map { _ in "?" }.joined(separator: ", ") + ")"
                values += row
            }
        }

        package mutating func appendInterpolation(raw: StaticString) { text += raw.description }
        package mutating func appendInterpolation(name: SQLName) { text += name.text }
        package mutating func appendInterpolation(_ literal: Dialect.StaticLiteral) { text += literal.text }
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }
    }
}

package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension Int: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int32: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLConvertible { package var sqlValue: SQLValue { .integer(self) } }
extension Bool: SQLConvertible { package var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension Double: SQLConvertible { package var sqlValue: SQLValue { .real(self) } }
extension String: SQLConvertible { package var sqlValue: SQLValue { .text(self) } }
extension [UInt8]: SQLConvertible { package var sqlValue: SQLValue { .blob(self) } }
extension Day: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(rawValue)) } }
extension Month: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(rawValue)) } }
extension Instant: SQLConvertible { package var sqlValue: SQLValue { .integer(rawValue) } }
extension HSAID: SQLConvertible { package var sqlValue: SQLValue { .text(rawValue) } }
extension Certificate.ID: SQLConvertible { package var sqlValue: SQLValue { .text(rawValue) } }
extension CaseMessage.ID: SQLConvertible { package var sqlValue: SQLValue { .text(rawValue) } }

/// Seconds since 1970-01-01T00:00 on the Swedish wall clock: order and equality, never arithmetic across a change of hour.
extension LocalTime: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(day.number) * 86_400 + Int64(second)) }

    package init(sqlInteger value: Int) {
        let day = Int((Double(value) / 86_400).rounded(.down))
        self.init(day: Day(day), second: value - day * 86_400)
    }
}
