package import SickLeave

extension HTML.StringInterpolation {
    /// A day as `<time datetime="2026-11-21">2026-11-21</time>`.
    package mutating func appendInterpolation(_ day: Day) {
        appendInterpolation("<time datetime=\"\(day.description)\">\(day.description)</time>" as HTML)
    }

    package mutating func appendInterpolation(_ day: Day?) {
        if let day { appendInterpolation(day) }
    }
}
