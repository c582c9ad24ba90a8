/// A row of the access log as bytes that say one thing only, for hashing (`docs/handbok/atkomstlogg.md`).
///
/// Each field is its length in bytes as four bytes, highest first, and then the bytes; a field that is null is the length 2³² − 1 and
/// nothing more. Numbers are written in decimal digits, texts in UTF-8. No two different rows have the same bytes.
package enum AccessLogEncoding {
    package static func context(_ context: AccessLogContext) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(300)
        append("sakkunnig-log-context-1", to: &bytes)
        append(context.account, to: &bytes)
        for text in [context.userHSAID, context.userName, context.title, context.assignment] { append(text, to: &bytes) }
        append(context.provider, to: &bytes)
        append(context.unit, to: &bytes)
        append(context.purpose, to: &bytes)
        append(context.owner, to: &bytes)
        append(context.system, to: &bytes)
        return bytes
    }

    private static func append(_ place: AccessLogContext.Place, to bytes: inout [UInt8]) {
        append(place.number, to: &bytes)
        append(place.hsaID, to: &bytes)
        append(place.name, to: &bytes)
    }

    /// The members of a set of patients, whatever order they came in.
    package static func patientSet(_ members: [Int], provider: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in [provider] + members.sorted() {
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return bytes
    }

    /// Appends the row to what is in the buffer.
    ///
    /// - Parameter row: columns as ``columns`` names them, from `first` on.
    static func append(_ row: any Row, from first: Int, provider: Int, to bytes: inout [UInt8]) {
        append("sakkunnig-log-row-1", to: &bytes)
        append(blob: row.blob(first), to: &bytes)
        append(provider, to: &bytes)
        append(row.int(first + 1), to: &bytes)
        append(row.int(first + 2), to: &bytes)
        for column in first + 3...first + 7 { append(row.optionalText(column), to: &bytes) }
        append(row.optionalInt(first + 8), to: &bytes)
        append(row.optionalText(first + 9), to: &bytes)
    }

    /// Salt, row's number, moment, digest of the context, activity, level, arguments, resource, person, digest of the set.
    static let columns: Dialect.StaticLiteral =
        "l.salt, l.id, l.at, c.digest, l.activity, l.level, l.arguments, l.resource, l.person_id, s.digest"

    /// Follows `access_log l` in a query.
    static let joins: Dialect.StaticLiteral = """
        LEFT JOIN access_log_context c ON c.care_provider_id = l.care_provider_id AND c.id = l.context_id
        LEFT JOIN patient_set s ON s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id
        """

    private static func append(_ number: Int?, to bytes: inout [UInt8]) { append(number.map { "\($0)" }, to: &bytes) }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else {
            append(length: .max, to: &bytes)
            return
        }
        let utf8 = text.utf8
        append(length: UInt32(utf8.count), to: &bytes)
        bytes.append(contentsOf: utf8)
    }

    private static func append(blob: [UInt8], to bytes: inout [UInt8]) {
        append(length: UInt32(blob.count), to: &bytes)
        bytes.append(contentsOf: blob)
    }

    private static func append(length: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
}
