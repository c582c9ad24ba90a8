package import SickLeave

/// Numbers and days as Swedish readers expect them: `1 234`, `12,5 %`, `−3`, `21 november 2026`. Spaces inside a value never break.
package enum Swedish {
    package static let noBreakSpace = "\u{A0}"
    package static let minus = "\u{2212}"

    /// `1 234`.
    package static func number(_ value: Int) -> String {
        let digits = Array(String(value.magnitude).utf8)
        var text = value < 0 ? minus : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += noBreakSpace }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// `12,5` with exactly `decimals` decimals (0–6), halves away from zero. Anything not finite is a dash.
    package static func decimal(_ value: Double, decimals: Int = 1) -> String {
        let scale = (0..<max(0, min(6, decimals))).reduce(1.0) { product, _ in product * 10 }
        let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, scaled.magnitude < 1e15 else { return "–" }
        let units = Int(scaled.magnitude)
        let sign = scaled < 0 ? minus : ""
        guard scale > 1 else { return sign + number(units) }
        let fraction = String(units % Int(scale))
        let zeros = String(repeating: "0", count: String(Int(scale)).count - 1 - fraction.count)
        return "\(sign)\(number(units / Int(scale))),\(zeros)\(fraction)"
    }

    /// A share between 0 and 1 as `12,5 %`.
    package static func percent(_ share: Double, decimals: Int = 1) -> String {
        decimal(share * 100, decimals: decimals) + noBreakSpace + "%"
    }

    /// `28,1–41,5 %`.
    package static func percentInterval(_ interval: ClosedRange<Double>, decimals: Int = 1) -> String {
        decimal(interval.lowerBound * 100, decimals: decimals) + "–" + percent(interval.upperBound, decimals: decimals)
    }

    /// `1 dag`, `23 dagar`.
    package static func count(_ value: Int, _ one: String, _ many: String) -> String {
        number(value) + noBreakSpace + (value == 1 ? one : many)
    }

    /// `21 november 2026`.
    package static func long(_ day: Day) -> String {
        let (year, month, day) = day.components
        return "\(day)\(noBreakSpace)\(monthNames[month - 1])\(noBreakSpace)\(year)"
    }

    /// `november 2026`.
    package static func long(_ month: Month) -> String { "\(monthNames[month.month - 1])\(noBreakSpace)\(month.year)" }

    /// `nov 2026`.
    package static func short(_ month: Month) -> String { "\(monthNames[month.month - 1].prefix(3))\(noBreakSpace)\(month.year)" }

    private static let monthNames = [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
    ]
}

extension HTML.StringInterpolation {
    /// A day as `<time datetime="2026-11-21">2026-11-21</time>`.
    package mutating func appendInterpolation(_ day: Day) {
        appendInterpolation("<time datetime=\"\(day.description)\">\(day.description)</time>" as HTML)
    }

    package mutating func appendInterpolation(_ day: Day?) {
        if let day { appendInterpolation(day) }
    }
}
