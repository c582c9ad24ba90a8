import CLibPQ
import Storage

/// The statements of one connection. One that comes a second time is prepared: the server then keeps its reading and its plan.
struct StatementCache {
    private var statements: [String: Statement] = [:]
    private var clock = 0
    private var names = 0

    private static let limit = 200

    mutating func statement(_ text: String) -> Statement {
        clock += 1
        if let known = statements[text] {
            known.lastUsed = clock
            known.uses += 1
            return known
        }
        // Lists of every length make texts that never come again.
        if statements.count > 5 * StatementCache.limit { statements = statements.filter { $0.value.isPrepared } }
        let new = Statement(text, lastUsed: clock)
        statements[text] = new
        return new
    }

    /// Never the same twice: where preparing fails half-way the server may have kept the name.
    mutating func freshName() -> String {
        names += 1
        return "s\(names)"
    }

    /// One to give up, when there are as many prepared as there may be.
    func leastUsed() -> Statement? {
        let prepared = statements.values.filter(\.isPrepared)
        guard prepared.count >= StatementCache.limit else { return nil }
        return prepared.min { $0.lastUsed < $1.lastUsed }
    }
}

final class Statement {
    let text: String
    /// What the server knows it by.
    private(set) var name = ""
    /// The table that it changes.
    let writes: String?
    var uses = 1
    var lastUsed: Int
    private var types: [Oid]?

    init(_ text: String, lastUsed: Int) {
        self.text = Statement.numbered(text)
        self.lastUsed = lastUsed
        writes = DataChange.table(writtenBy: text)
    }

    var isPrepared: Bool { types != nil }
    var isWorthPreparing: Bool { uses > 1 }

    func isPrepared(as name: String, with types: [Oid]) {
        self.name = name
        self.types = types
    }

    func forget() {
        types = nil
        uses = 0
    }

    /// A value that was NULL when the statement was prepared got its type from the statement; another may have another type.
    func fits(_ values: [SQLValue]) -> Bool {
        guard let types else { return false }
        return zip(types, values).allSatisfy { $1 == .null || PostgresType.of($1) == $0 }
    }

    /// `$1`, `$2` … for each `?` that stands outside quotes and comments.
    static func numbered(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 16)
        var number = 0
        var quote: UInt8?
        var isComment = false
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if isComment {
                isComment = byte != UInt8(ascii: "\n")
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "-"), previous == byte {
                isComment = true
            } else if byte == UInt8(ascii: "?") {
                number += 1
                result += Array("$\(number)".utf8)
                previous = byte
                continue
            }
            result.append(byte)
            previous = byte
        }
        return String(decoding: result, as: UTF8.self)
    }
}
