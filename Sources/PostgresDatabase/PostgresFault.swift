import CLibPQ
import Storage

/// The server's codes (SQLSTATE) as the store's errors.
///
/// Only the code and the names of schema objects are passed on: the server's detail quotes rows, and rows are about patients.
enum PostgresFault {
    static func read(_ result: OpaquePointer, statement: String, isBroken: Bool) -> (Link.Failure, StorageError) {
        let code = field(result, "C") ?? ""
        guard !isBroken else { return (.broken, .unreachable(code.hasPrefix("57P") ? .notReady : .lost)) }
        return classify(
            code: code, name: field(result, "n") ?? field(result, "c"), routine: field(result, "R") ?? "", statement: statement)
    }

    private static func classify(code: String, name: String?, routine: String, statement: String) -> (Link.Failure, StorageError)
    {
        switch code {
        case "40001", "40P01": (.conflict, .busy)
        // Another migrated meanwhile, or a proxy gave us somebody else's session: a new connection knows better.
        case "26000": (.broken, .unreachable(.lost))
        case "0A000" where routine == "RevalidateCachedQuery": (.broken, .unreachable(.lost))
        case "23505": (.taken, .constraint(name ?? code))
        case "25006": (.broken, .readOnly)
        case "53100": (.refused, .full)
        case "55P03", "57014": (.refused, .busy)
        case "XX001", "XX002": (.refused, .corrupt(code))
        // The row breaks a rule of the schema, or holds what the column cannot.
        // 54000: larger than an index has room for.
        case _ where code.hasPrefix("23") || code.hasPrefix("22") || code == "54000": (.refused, .constraint(name ?? code))
        default: (.refused, .other(code: 0, message: "SQLSTATE \(code) \(name ?? "") \(statement.prefix(200))"))
        }
    }

    /// - Parameter code: one letter, as `PG_DIAG_SQLSTATE` has it.
    private static func field(_ result: OpaquePointer, _ code: Character) -> String? {
        PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
}
