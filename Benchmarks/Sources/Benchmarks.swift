import Foundation
import Interchange
import SQLiteDatabase
import SickLeave
import Statistics
import Storage
import UseCases

/// Measures the core without a server: `sakkunnig-bench [certificates] [xml documents]`. Each line is a figure with its rows.
@main
struct Benchmarks {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let certificates = arguments.first ?? 1_000_000
        let documents = arguments.dropFirst().first ?? 40_000
        try GroupingBenchmark(certificates: certificates).run()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sakkunnig-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try LogBenchmark(folder: folder, rows: certificates).run()
        try CopyBenchmark(folder: folder, rows: certificates).run()
        try ImportBenchmark(folder: folder, certificates: certificates, documents: documents).run()
    }
}

/// One figure on one line: what, how much, per what.
func show(_ name: String, _ rows: Int, _ what: String, seconds: Double) {
    let rate = Double(rows) / seconds
    print("\(name): \(rows) \(what) i \(String(format: "%.3f", seconds)) s = \(String(format: "%.0f", rate)) \(what)/s")
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return start.duration(to: .now).inSeconds
}
