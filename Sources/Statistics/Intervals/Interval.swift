/// An interval of uncertainty around a figure, 95 % two-sided everywhere in the program, so that two figures on one
/// page are always comparable.
package struct Interval: Hashable, Sendable {
    package let lower: Double
    package let upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The standard normal distribution's 97.5 % point.
    package static let z95 = 1.959_963_984_540_054
    /// Its 99.5 % point: for 99 %, where several comparisons are made at once.
    package static let z99 = 2.575_829_303_548_901

    package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
    package func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }
}

extension Interval {
    /// Wilson's score interval for a share: stays within 0–1 and keeps its promise at few cases, where the textbook
    /// p ± 1.96·se does not.
    ///
    /// - Returns: nil when there is nothing to count.
    package static func wilson(_ count: Int, of total: Int, z: Double = z95) -> Interval? {
        precondition(count >= 0 && count <= total, "a share counts some of its whole")
        guard total > 0 else { return nil }
        let bounds = wilson(share: Double(count) / Double(total), size: Double(total), z: z)
        // Exact ends: rounding must not print "från 0,0000001 %" when nobody was counted.
        return Interval(lower: count == 0 ? 0 : bounds.lower, upper: count == total ? 1 : bounds.upper)
    }

    /// The same for a share whose observations hang together (days of one spell): `size` is then the number of
    /// independent observations that would be as uncertain.
    package static func wilson(share p: Double, size n: Double, z: Double = z95) -> Interval {
        let centre = p + z * z / (2 * n)
        let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return Interval(lower: max(0, (centre - spread) / scale), upper: min(1, (centre + spread) / scale))
    }

    /// The interval for a count that follows Poisson's law: exact (Garwood) below ten, Byar's approximation from ten.
    package static func poisson(count: Int) -> Interval {
        precondition(count >= 0, "a count is not negative")
        return count < garwoodBelowTen.count ? garwoodBelowTen[count] : byar(count: count)
    }

    /// Byar's approximation; fair from ten, `poisson(count:)` chooses.
    package static func byar(count: Int) -> Interval {
        func bound(_ x: Double, _ z: Double) -> Double {
            guard x > 0 else { return 0 }
            let root = 1 - 1 / (9 * x) + z / (3 * x.squareRoot())
            return x * root * root * root
        }
        return Interval(lower: max(0, bound(Double(count), -z95)), upper: bound(Double(count + 1), z95))
    }

    /// Half the 2.5 % and 97.5 % points of chi-square with 2x and 2x + 2 degrees of freedom, x = 0…9.
    private static let garwoodBelowTen: [Interval] = [
        Interval(lower: 0, upper: 3.6888794541139354),
        Interval(lower: 0.025317807984289876, upper: 5.571643390938898),
        Interval(lower: 0.24220927854396496, upper: 7.22468766772396),
        Interval(lower: 0.6186721228956014, upper: 8.767273069742323),
        Interval(lower: 1.0898653736263249, upper: 10.241588675403694),
        Interval(lower: 1.6234863901184207, upper: 11.66833207932267),
        Interval(lower: 2.2018942534908508, upper: 13.059474022518685),
        Interval(lower: 2.8143630515198654, upper: 14.422675361702376),
        Interval(lower: 3.4538321767485014, upper: 15.763189220193313),
        Interval(lower: 4.115373097378334, upper: 17.084803451419166),
    ]
}
