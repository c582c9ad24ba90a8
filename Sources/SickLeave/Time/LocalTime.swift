/// A wall-clock time as a Swedish certificate states it: local day and time, no zone (`signeringstidpunkt`).
package struct LocalTime: Hashable, Comparable, Sendable {
    package let day: Day
    /// Seconds since local midnight, 0–86 399.
    package let second: Int

    package init(day: Day, second: Int = 0) {
        self.day = day
        self.second = second
    }

    package var hour: Int { second / 3600 }
    package var minute: Int { second / 60 % 60 }

    package static func < (a: LocalTime, b: LocalTime) -> Bool { (a.day, a.second) < (b.day, b.second) }
}

extension LocalTime {
    /// Reads `2016-08-10T08:59:13`, with or without seconds, fraction and zone, or a bare day.
    ///
    /// A time with a zone (`Z`, `+02:00`) is brought to Swedish time, because a certificate signed at 23:30Z belongs to
    /// the next Swedish day. A fraction is dropped, a leap second counts as second 59, and 24:00:00 is the next midnight.
    /// Nil for anything else, also for text after the time.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
        guard bytes.count > 10 else {
            self.init(day: day)
            return
        }
        var rest = bytes[10...]
        guard let separator = rest.popFirst(), separator == UInt8(ascii: "T") || separator == UInt8(ascii: " "),
            let hour = rest.popTwoDigits(), hour <= 24, rest.popFirst(if: ":"),
            let minute = rest.popTwoDigits(), minute < 60
        else { return nil }
        var second = 0
        if rest.popFirst(if: ":") {
            guard let written = rest.popTwoDigits(), written <= 60 else { return nil }
            second = min(written, 59)
            if rest.popFirst(if: ".") || rest.popFirst(if: ",") {
                let fraction = rest.prefix { (0x30...0x39).contains($0) }
                guard !fraction.isEmpty else { return nil }
                rest = rest.dropFirst(fraction.count)
            }
        }
        guard hour < 24 || (minute == 0 && second == 0) else { return nil }
        let written = LocalTime(day: hour < 24 ? day : day + 1, second: hour % 24 * 3600 + minute * 60 + second)
        guard !rest.isEmpty else {
            self = written
            return
        }
        guard let offset = rest.popZone(), rest.isEmpty else { return nil }
        self.init(Instant(rawValue: Int64(written.secondsSinceEpoch - offset) * 1_000_000))
    }

    /// Seconds since 1970-01-01T00:00:00 on the same clock; a zone must be applied before it means a moment.
    var secondsSinceEpoch: Int { day.number * 86_400 + second }
}

extension LocalTime: CustomStringConvertible {
    /// `2016-08-10T08:59:13`.
    package var description: String { "\(day)T\(clock):\(twoDigits(second % 60))" }

    /// `08:59`.
    package var clock: String { "\(twoDigits(hour)):\(twoDigits(minute))" }

    private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func popFirst(if character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func popTwoDigits() -> Int? {
        guard count >= 2, let tens = digit(at: startIndex), let ones = digit(at: startIndex + 1) else { return nil }
        removeFirst(2)
        return tens * 10 + ones
    }

    /// Seconds east of UTC.
    fileprivate mutating func popZone() -> Int? {
        if popFirst(if: "Z") { return 0 }
        let sign = popFirst(if: "+") ? 1 : popFirst(if: "-") ? -1 : 0
        guard sign != 0, let hours = popTwoDigits(), hours <= 14 else { return nil }
        _ = popFirst(if: ":")
        guard let minutes = popTwoDigits(), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private func digit(at index: Int) -> Int? {
        (0x30...0x39).contains(self[index]) ? Int(self[index]) - 0x30 : nil
    }
}
