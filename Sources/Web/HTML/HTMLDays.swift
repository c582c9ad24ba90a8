package import SickLeave

extension HTML.StringInterpolation {
    /// A day as `<time>2026-11-21</time>`: written so, the words are what machines read too.
    package mutating func appendInterpolation(_ day: Day) {
        appendLiteral("<time>")
        appendInterpolation(day.description)
        appendLiteral("</time>")
    }

    package mutating func appendInterpolation(_ day: Day?) {
        if let day { appendInterpolation(day) }
    }
}
