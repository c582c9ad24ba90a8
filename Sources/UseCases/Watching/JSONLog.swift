package import Logging
package import SickLeave
import Synchronization

/// One JSON object a line: `{"time":"…Z","level":"info","message":"request","route":"/sjukfall"}`.
///
/// The program logs no personal data by its own rules; what another library puts in an error's text is not ours to rule, so anything that
/// looks like a personal number is blotted out here as well.
package struct JSONLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let clock: @Sendable () -> Instant
    private let write: @Sendable ([UInt8]) -> Void

    package init(
        level: Logger.Level, clock: @escaping @Sendable () -> Instant, write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        logLevel = level
        self.clock = clock
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let now = clock()
        let milliseconds = String(Int(now.rawValue / 1_000) - Int(now.rawValue / 1_000_000) * 1_000)
        let time = "\(now)".dropLast() + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds + "Z"
        var line = "{\"time\":\"\(time)\",\"level\":\"\(event.level)\",\"message\":\(JSONLog.quoted("\(event.message)"))"
        var all = metadata
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += ",\(JSONLog.quoted(key)):\(JSONLog.quoted("\(value)"))"
        }
        write(Array((line + "}\n").utf8))
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in PersonalNumbers.blotted(text).unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

/// Personal and coordination numbers in a text: ten or twelve digits, with or without `-` or `+` before the last four, whose month and
/// day could be a date's.
enum PersonalNumbers {
    static func blotted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                out.append(bytes[index])
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            var digits = Array(bytes[index..<end])
            if end + 4 < bytes.count, digits.count == 6 || digits.count == 8, bytes[end] == 0x2D || bytes[end] == 0x2B,
                bytes[(end + 1)...(end + 4)].allSatisfy(isDigit), end + 5 == bytes.count || !isDigit(bytes[end + 5])
            {
                digits += bytes[(end + 1)...(end + 4)]
                end += 5
            }
            if isPersonal(digits) { out += Array("[personnummer]".utf8) } else { out += bytes[index..<end] }
            index = end
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isPersonal(_ digits: [UInt8]) -> Bool {
        guard digits.count == 10 || digits.count == 12 else { return false }
        let date = digits.dropLast(4).suffix(4).map { Int($0 - 0x30) }
        let (month, day) = (date[0] * 10 + date[1], date[2] * 10 + date[3])
        return (1...12).contains(month) && ((1...31).contains(day) || (61...91).contains(day))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
