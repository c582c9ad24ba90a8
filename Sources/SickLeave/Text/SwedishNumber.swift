/// Numbers as Swedish readers expect them: decimal comma, thousands parted by a no-break space, a true minus sign, and
/// a no-break space before the percent sign. One place, so that a figure looks the same on a page, in a letter and in a file.
package enum SwedishNumber {
    /// U+00A0.
    package static let space = "\u{A0}"

    /// `1 234 567`
    package static func integer(_ value: Int) -> String {
        value < 0 ? "\u{2212}" + grouped(String(value.magnitude)) : grouped(String(value))
    }

    /// `1 234,5`; halves are rounded away from zero, and what rounds to zero has no sign.
    ///
    /// - Parameter places: decimals, 0–6.
    package static func decimal(_ value: Double, places: Int = 1) -> String {
        precondition((0...6).contains(places), "0–6 decimals")
        guard value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        // Beyond this a double no longer counts ones, and no figure of ours is that large.
        guard scaled < 9e15 else { return "–" }
        let units = Int(scaled)
        let sign = value < 0 && units > 0 ? "\u{2212}" : ""
        guard places > 0 else { return sign + grouped(String(units)) }
        let fraction = String(units % Int(scale))
        let zeros = String(repeating: "0", count: places - fraction.utf8.count)
        return sign + grouped(String(units / Int(scale))) + "," + zeros + fraction
    }

    /// A share of one as percent: 0.125 is `12,5 %`.
    package static func percent(_ share: Double, places: Int = 1) -> String {
        decimal(share * 100, places: places) + space + "%"
    }

    /// An interval of shares: `8,0–15,2 %`.
    package static func percentRange(_ lower: Double, _ upper: Double, places: Int = 1) -> String {
        decimal(lower * 100, places: places) + "–" + decimal(upper * 100, places: places) + space + "%"
    }

    package static func percentRange(_ interval: ClosedRange<Double>, places: Int = 1) -> String {
        percentRange(interval.lowerBound, interval.upperBound, places: places)
    }

    /// `1 dag`, `23 dagar`: the number and its word stay on one line.
    package static func count(_ value: Int, _ one: String, _ many: String) -> String {
        integer(value) + space + (value == 1 ? one : many)
    }

    /// A difference between shares, always with its sign: `+4,1 procentenheter`, `−1 procentenhet`.
    package static func percentagePoints(_ difference: Double, places: Int = 1) -> String {
        let text = decimal(difference * 100, places: places)
        let isPositive = difference > 0 && text.utf8.contains { (0x31...0x39).contains($0) }
        let isOne = text == "1" || text == "\u{2212}1"
        return (isPositive ? "+" : "") + text + space + (isOne ? "procentenhet" : "procentenheter")
    }

    private static func grouped(_ digits: String) -> String {
        guard digits.utf8.count > 3 else { return digits }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += space }
            text.append(digit)
        }
        return text
    }
}
