import Hummingbird
import NIOCore
package import SickLeave

/// Names and values of a query or a posted form, decoded. A name may come several times.
package struct FormFields: Sendable {
    private var pairs: [(name: String, value: String)] = []

    /// Reads `application/x-www-form-urlencoded`; a broken escape stands for itself, NUL and broken UTF-8 become U+FFFD.
    package init(urlEncoded text: some StringProtocol) {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")).prefix(10_000) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            pairs.append((FormFields.decode(parts[0]), parts.count > 1 ? FormFields.decode(parts[1]) : ""))
        }
    }

    private static func decode(_ bytes: Substring.UTF8View.SubSequence) -> String { decode(Array(bytes)) }
    private static func decode(_ bytes: some Sequence<UInt8>) -> String { decode(Array(bytes)) }

    private static func decode(_ bytes: [UInt8]) -> String {
        func nibble(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x41 + 10
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = nibble(bytes[index + 1]),
                let low = nibble(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self).replacing("\u{0}", with: "\u{FFFD}")
    }

    /// The first value; nil when the name is missing or the value empty.
    package subscript(name: String) -> String? {
        pairs.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    package func all(_ name: String) -> [String] { pairs.lazy.filter { $0.name == name }.map(\.value) }
    package func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
    package func day(_ name: String) -> Day? { self[name].flatMap { Day(iso: $0) } }
}

extension Request {
    var queryFields: FormFields { FormFields(urlEncoded: uri.query ?? "") }

    /// The posted form, whose size `WholeRequests` has judged.
    func formFields(_ context: some RequestContext) async throws -> FormFields {
        let buffer = try await body.collect(upTo: .max)
        return FormFields(urlEncoded: String(buffer: buffer))
    }

    /// The posted form of a signed-in person: refused unless it carries the session's own token, so that another site's form
    /// changes nothing.
    func formFields(_ context: some RequestContext, expecting token: String) async throws -> FormFields {
        let fields = try await formFields(context)
        guard let sent = fields["formToken"], constantTimeEqual(sent, token) else { throw PageFault.staleForm }
        return fields
    }
}

func constantTimeEqual(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count else { return false }
    return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
