/// Prometheus' text format, version 0.0.4: families of samples with help and type.
package struct MetricText: Sendable {
    package enum Kind: String, Sendable { case gauge, counter }
    package typealias Labels = [(String, String)]

    package private(set) var text = ""

    package init() {}

    package mutating func add(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
        add(kind, name, help, [([], value)])
    }

    package mutating func add(_ kind: Kind, _ name: String, _ help: String, _ samples: [(labels: Labels, value: Double)]) {
        head(kind.rawValue, name, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    /// - Parameter series: for each its labels, the count within each bound (not summed up), the sum and the count of all.
    package mutating func histogram(
        _ name: String, _ help: String, bounds: [Double], _ series: [(labels: Labels, counts: [Int], sum: Double, count: Int)]
    ) {
        head("histogram", name, help)
        for one in series {
            var sum = 0
            for (bound, count) in zip(bounds, one.counts) {
                sum += count
                line("\(name)_bucket", one.labels + [("le", MetricText.number(bound))], Double(sum))
            }
            line("\(name)_bucket", one.labels + [("le", "+Inf")], Double(one.count))
            line("\(name)_sum", one.labels, one.sum)
            line("\(name)_count", one.labels, Double(one.count))
        }
    }

    private mutating func head(_ kind: String, _ name: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(MetricText.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(MetricText.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
