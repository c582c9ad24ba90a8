/// What makes a value more than the usual variation. Four rules and no more: further ones find mostly chance
/// (NHS England, "Making Data Count").
package enum SpecialCause: UInt8, Sendable, CaseIterable {
    /// Beyond a limit.
    case outside
    /// Seven in a row, each above the one before, or each below.
    case trend
    /// Two of three in a row close to the same limit, all three on its side of the mean.
    case twoOfThree
    /// Seven in a row on one side of the mean.
    case shift

    package static let run = 7

    package var words: String {
        switch self {
        case .outside: "Utanför gränserna"
        case .trend: "Sju i rad åt samma håll"
        case .twoOfThree: "Två av tre nära samma gräns"
        case .shift: "Sju i rad på samma sida av medelvärdet"
        }
    }
}

/// A special cause and whether it points up or down.
package struct ChartSignal: Hashable, Sendable {
    package enum Side: Sendable { case high, low }

    package let cause: SpecialCause
    package let side: Side

    package init(_ cause: SpecialCause, _ side: Side) {
        self.cause = cause
        self.side = side
    }
}

extension XmRLimits {
    /// Each value's signal under these limits. Where several rules hit, the first of them counts.
    func signals(_ values: ArraySlice<Double>) -> [ChartSignal?] {
        let x = Array(values)
        var signals = [ChartSignal?](repeating: nil, count: x.count)
        // From the last rule to the first, each over the ones before.
        mark(&signals, .shift, run: SpecialCause.run, x.map { sign($0 - mean) })
        markTwoOfThree(&signals, x)
        markTrends(&signals, x)
        for index in x.indices {
            if x[index] > upper { signals[index] = ChartSignal(.outside, .high) }
            if x[index] < lower { signals[index] = ChartSignal(.outside, .low) }
        }
        return signals
    }

    private func sign(_ difference: Double) -> Int { difference > 0 ? 1 : difference < 0 ? -1 : 0 }

    /// Marks every value of each run of equal signs that is long enough; zero ends a run.
    private func mark(_ signals: inout [ChartSignal?], _ cause: SpecialCause, run: Int, _ signs: [Int]) {
        var start = 0
        for index in signs.indices {
            if signs[index] != signs[start] { start = index }
            guard signs[index] != 0, index - start + 1 >= run else { continue }
            for marked in (index - run + 1)...index { signals[marked] = ChartSignal(cause, signs[index] > 0 ? .high : .low) }
        }
    }

    private func markTrends(_ signals: inout [ChartSignal?], _ x: [Double]) {
        let steps = zip(x.dropFirst(), x).map { sign($0 - $1) }
        var trends = [ChartSignal?](repeating: nil, count: steps.count)
        mark(&trends, .trend, run: SpecialCause.run - 1, steps)
        // A step marks the values at both of its ends. Where a rise meets a fall the peak belongs to the fall: the later
        // is what the reader has to act on.
        for (index, trend) in trends.enumerated() where trend != nil {
            signals[index] = trend
            signals[index + 1] = trend
        }
    }

    private func markTwoOfThree(_ signals: inout [ChartSignal?], _ x: [Double]) {
        for end in x.indices.dropFirst(2) {
            let three = (end - 2)...end
            for side in [ChartSignal.Side.high, .low] {
                let near = three.filter { isNear(x[$0], side) }
                let onSide = three.allSatisfy { sign(x[$0] - mean) == (side == .high ? 1 : -1) }
                guard onSide, near.count >= 2 else { continue }
                for index in near { signals[index] = ChartSignal(.twoOfThree, side) }
            }
        }
    }

    private func isNear(_ value: Double, _ side: ChartSignal.Side) -> Bool {
        switch side {
        case .high: value > nearUpper && value <= upper
        case .low: value < nearLower && value >= lower
        }
    }
}
