import CMimalloc
import Foundation
import Interchange
import PostgresDatabase
import SQLiteDatabase
import SickLeave
import Statistics
import Storage
import UseCases

/// Measures the core without a server: `sakkunnig-bench [part] [certificates] [xml documents]`, where part is `grouping`, `lists`,
/// `log`, `copy` or `import`, and all of them when it is left out. Each line is a figure with its rows.
@main
struct Benchmarks {
    static func main() async throws {
        let words = CommandLine.arguments.dropFirst()
        let numbers = words.compactMap { Int($0) }
        let part = words.first { Int($0) == nil }
        let certificates = numbers.first ?? 1_000_000
        let documents = numbers.dropFirst().first ?? 40_000
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sakkunnig-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        // The program's own allocator (ADR 0026), so that what is measured is what people run.
        print("mimalloc \(mi_version())")
        if part == nil || part == "grouping" { try GroupingBenchmark(certificates: certificates).run() }
        if part == nil || part == "lists" { GroupingBenchmark(certificates: certificates).runLists() }
        if part == nil || part == "log" { try await LogBenchmark(folder: folder, rows: certificates).run() }
        if part == nil || part == "copy" { try CopyBenchmark(folder: folder, rows: certificates).run() }
        if part == nil || part == "import" {
            try ImportBenchmark(folder: folder, certificates: certificates, documents: documents).run()
        }
    }
}

/// A database of its own on the server that scripts/bench.sh starts, with fsync on; nil without a server.
func withPostgres(_ name: String, _ work: (any Database) throws -> Void) throws {
    guard let text = ProcessInfo.processInfo.environment["SAKKUNNIG_POSTGRES"] else { return }
    let server = try PostgresDatabase(PostgresAddress(text))
    try server.runAlone("CREATE DATABASE \(name)")
    defer { try? server.runAlone("DROP DATABASE \(name) WITH (FORCE)") }
    try work(PostgresDatabase(PostgresAddress(text.replacing("/postgres?", with: "/\(name)?"))))
}

/// One figure on one line: what, how much, per what.
func show(_ name: String, _ rows: Int, _ what: String, seconds: Double) {
    let rate = Double(rows) / seconds
    let each = String(format: "%.1f", seconds / Double(rows) * 1e9)
    print(
        "\(name): \(rows) \(what) i \(String(format: "%.3f", seconds)) s = \(String(format: "%.0f", rate)) \(what)/s, \(each) ns var"
    )
}

/// How long each of many took.
func show(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    let milliseconds = [sorted.count / 2, sorted.count * 95 / 100].map { String(format: "%.2f", sorted[$0] * 1_000) }
    print("\(name): p50 \(milliseconds[0]) ms, p95 \(milliseconds[1]) ms, \(sorted.count) gånger")
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return start.duration(to: .now).inSeconds
}
