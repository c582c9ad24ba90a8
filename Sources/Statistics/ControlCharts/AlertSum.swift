/// A running sum for alerts (CUSUM): small steps in the same direction add up until they are more than chance. Held against twelve of the
/// measure's own earlier months, which stay the same until an alert: a base that followed along would hide slow change. While an alert lasts
/// each month is held against the twelve before it. Window and sensitivity are OpenPrescribing's, who sum a unit's place among its peers so.
package struct AlertSum: Hashable, Sendable {
    /// An unbroken row of months with an alert the same way.
    package struct Alert: Hashable, Sendable {
        package let side: ChartSignal.Side
        package let months: Range<Int>
        /// The months that the sum was held against when the alert began.
        package let base: Range<Int>
        /// Their mean.
        package let from: Double
        /// The mean of the alert's own months.
        package let to: Double
    }

    /// For each month.
    package let high: [Double]
    package let low: [Double]
    /// What either sum must pass for an alert; nil where it is not known what is usual.
    package let thresholds: [Double?]
    /// Oldest first.
    package let alerts: [Alert]
    /// The months that the latest sums are held against; nil where it is not known what is usual.
    package let base: Range<Int>?

    /// Long enough for an alert at all.
    package var isKnown: Bool { thresholds.contains { $0 != nil } }

    /// The alert that the latest month belongs to.
    package var current: Alert? { alerts.last.flatMap { $0.months.upperBound == high.count ? $0 : nil } }

    package static let window = 12
    /// The threshold in standard deviations of the window.
    private static let sensitivity = 5.0

    /// The mean and the threshold that the sums are held against.
    private struct Standard {
        let months: Range<Int>
        let mean: Double
        var threshold: Double
        var slack: Double { 0.5 * threshold / sensitivity }

        init(_ window: ArraySlice<Double>) {
            let mean = Average.of(window)
            let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            months = window.indices
            self.mean = mean
            threshold = sensitivity * (squares / Double(window.count)).squareRoot()
        }
    }

    /// - Parameter values: oldest first; the first twelve only tell what is usual.
    package init(_ values: [Double]) {
        var high = values.prefix(AlertSum.window).map { _ in 0.0 }
        var low = high
        var thresholds = high.map { _ in nil as Double? }
        var alerts: [Alert] = []
        var standard: Standard?
        var previous: ChartSignal.Side?
        for (index, value) in values.enumerated().dropFirst(AlertSum.window) {
            let renewed = Standard(values[(index - AlertSum.window)..<index])
            var current = standard ?? renewed
            var sums = (high: high[index - 1], low: low[index - 1])
            if let side = previous {
                let goesOn = side == .high ? value > renewed.mean : value < renewed.mean
                // While it goes on the same way the old threshold stays: the month of the change makes the window look wild.
                let threshold = goesOn ? current.threshold : renewed.threshold
                current = renewed
                current.threshold = threshold
                if !goesOn { sums = (0, 0) }
            }
            sums.high = max(0, sums.high + value - (current.mean + current.slack))
            sums.low = min(0, sums.low + value - (current.mean - current.slack))
            let side: ChartSignal.Side? =
                sums.high > current.threshold ? .high : sums.low < -current.threshold ? .low : nil
            // A window without any variation does not tell what is usual: it is neither used nor kept.
            let knows = current.threshold > 0
            high.append(knows ? sums.high : 0)
            low.append(knows ? sums.low : 0)
            thresholds.append(knows ? current.threshold : nil)
            previous = knows ? side : nil
            standard = knows ? current : nil
            guard let side = previous else { continue }
            if let running = alerts.last, running.side == side, running.months.upperBound == index {
                let months = running.months.lowerBound..<(index + 1)
                alerts[alerts.count - 1] = Alert(
                    side: side, months: months, base: running.base, from: running.from, to: Average.of(values[months]))
            } else {
                alerts.append(
                    Alert(side: side, months: index..<(index + 1), base: current.months, from: current.mean, to: value))
            }
        }
        self.high = high
        self.low = low
        self.thresholds = thresholds
        self.alerts = alerts
        base = standard?.months
    }
}
