/// The elementary functions that the methods need and the language lacks. Why they are our own and not the C library's:
/// docs/adr/0012. Each is within a few units in the last place; the tests hold them against SciPy and the C library.
package enum RealFunctions {
    package static let ln2 = 0.693_147_180_559_945_3

    /// ln 2 in two parts, the first short enough to be multiplied by an exponent without rounding.
    private static let ln2High = 0x1.62E42FEEp-1
    private static let ln2Low = 0x1.A39EF35793C76p-33

    /// The natural logarithm; minus infinity at zero, not a number below it.
    package static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 2.0.squareRoot() {
            mantissa /= 2
            exponent += 1
        }
        return exponent * ln2High + (logNearOne(mantissa - 1) + exponent * ln2Low)
    }

    /// ln(1 + x), exact also where 1 + x would lose the digits of x.
    package static func log1p(_ x: Double) -> Double { x.magnitude < 0.25 ? logNearOne(x) : log(1 + x) }

    /// ln(1 + f) = 2 artanh(f / (2 + f)), for f within √½ − 1 … √2 − 1.
    private static func logNearOne(_ f: Double) -> Double {
        let s = f / (2 + f)
        let square = s * s
        // The series s + s³/3 + s⁵/5 …, from its far end; s² ≤ 0.03, so that twelve terms are enough.
        var sum = 0.0
        for odd in stride(from: 25.0, through: 3, by: -2) { sum = (sum + 1 / odd) * square }
        // f − s·f is 2s without the rounding of s.
        return f - s * (f - 2 * sum)
    }

    /// e to the power of x.
    package static func exp(_ x: Double) -> Double {
        guard x > -746 else { return x.isNaN ? x : 0 }
        guard x < 710 else { return .infinity }
        let power = (x / ln2).rounded()
        let rest = (x - power * ln2High) - power * ln2Low
        var sum = 1.0
        for n in stride(from: 15.0, through: 1, by: -1) { sum = 1 + sum * rest / n }
        // In two steps, since the result may be subnormal where its scale alone would be zero.
        let half = Int(power) / 2
        return sum * Double(sign: .plus, exponent: half, significand: 1)
            * Double(sign: .plus, exponent: Int(power) - half, significand: 1)
    }

    /// The angle whose sine is √share, in radians: makes the spread of a share the same at every level.
    package static func arcsineRoot(_ share: Double) -> Double {
        precondition(share >= 0 && share <= 1, "a share lies within 0 and 1")
        guard share <= 0.5 else { return .pi / 2 - arcsineRoot(1 - share) }
        return arctangent((share / (1 - share)).squareRoot())
    }

    /// sin², the way back from `arcsineRoot`; angles outside 0 … π/2 end at 0 and 1.
    package static func squaredSine(_ angle: Double) -> Double {
        guard angle > 0 else { return 0 }
        guard angle < .pi / 2 else { return 1 }
        guard angle <= .pi / 4 else { return 1 - squaredSine(.pi / 2 - angle) }
        let square = angle * angle
        var sum = 1.0
        for n in stride(from: 18.0, through: 2, by: -2) { sum = 1 - sum * square / (n * (n + 1)) }
        return angle * angle * sum * sum
    }

    /// For 0 … 1: two halvings of the angle, then the series.
    private static func arctangent(_ tangent: Double) -> Double {
        var t = tangent
        for _ in 0..<2 { t = t / (1 + (1 + t * t).squareRoot()) }
        let square = t * t
        var sum = 0.0
        for odd in stride(from: 27.0, through: 1, by: -2) { sum = 1 / odd - square * sum }
        return 4 * t * sum
    }
}
