/// Runs a piece of work several times and prints the best: other things on the machine only ever make it slower.
struct Stopwatch {
    let repeats: Int

    /// - Parameter count: how many things one run handles.
    func measure<Result>(_ what: String, count: Int, unit: String, _ work: () throws -> Result) rethrows -> Result {
        var best = Duration.seconds(1_000_000)
        var result: Result?
        for _ in 0..<repeats {
            let begin = ContinuousClock.now
            result = try work()
            best = min(best, begin.duration(to: .now))
        }
        let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
        show(
            what, "\(grouped(Double(count) / seconds)) \(unit)/s",
            "\(grouped(Double(count))) \(unit) på \(milliseconds(seconds)), en kärna")
        return result!
    }

    private func show(_ what: String, _ figure: String, _ rows: String) {
        print(padded(what, 46) + " " + String(repeating: " ", count: max(0, 22 - figure.count)) + figure + "   " + rows)
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// 1234567.8 as "1 234 568".
    private func grouped(_ number: Double) -> String {
        var digits = Array(String(Int64(number.rounded())))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(" ", at: place)
            place -= 3
        }
        return String(digits)
    }

    private func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }
}
