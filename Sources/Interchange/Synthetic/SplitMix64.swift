/// The generator's own source of chance: SplitMix64 (Steele, Lea and Flood 2014), whole numbers only.
///
/// The system's generators promise nothing between machines and versions; a seed must give the same bytes everywhere and
/// for ever, so that a figure in a test or a report can be made again.
package struct SplitMix64: Sendable {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    /// An independent stream: patient `number` of unit `stream` draws the same whatever the other patients draw.
    package init(seed: UInt64, stream: Int, number: Int) {
        let outer = SplitMix64.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(truncatingIfNeeded: stream &+ 1))
        state = SplitMix64.mix(outer ^ (UInt64(truncatingIfNeeded: number &+ 1) &* 0xD1B5_4A32_D192_ED03))
    }

    package static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.mix(state)
    }

    /// 0 ..< `bound`. The bias of the multiplication is below 2⁻⁴⁰ for the small bounds used here.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    package mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True `perMille` times of a thousand.
    package mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// Choices with whole-number weights.
package struct Weights: Sendable {
    private let cumulative: [Int]

    package init(_ weights: [Int]) {
        var sum = 0
        cumulative = weights.map { weight in
            sum += weight
            return sum
        }
        precondition(sum > 0, "at least one weight must be positive")
    }

    package func pick(_ random: inout SplitMix64) -> Int {
        let ticket = random.below(cumulative[cumulative.count - 1])
        var index = 0
        while cumulative[index] <= ticket { index += 1 }
        return index
    }
}
