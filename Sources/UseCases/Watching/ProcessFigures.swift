import Foundation

/// What the process itself takes, as the kernel tells it.
package struct ProcessFigures: Sendable {
    package let residentBytes: Int
    package let cpuSeconds: Double
    package let openFiles: Int
    /// Seconds since 1970-01-01T00:00:00Z.
    package let startTime: Double

    /// What the kernel tells of the process itself: from its state on, after a name in parentheses that may hold anything.
    private static func fields() -> [Double] {
        let text = FileManager.default.contents(atPath: "/proc/self/stat").map { String(decoding: $0, as: UTF8.self) }
        return text?.split(separator: ")").last?.split(separator: " ").map { Double($0) ?? 0 } ?? []
    }

    private static func seconds(_ ticks: Double) -> Double { ticks / Double(sysconf(Int32(_SC_CLK_TCK))) }

    /// The kernel tells it from when the machine started.
    private static let started: Double = {
        let boot = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8))?.split(separator: "\n")
            .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
        let own = fields()
        guard own.count > 19, let boot else { return 0 }
        return boot + seconds(own[19])
    }()

    package static func now() -> ProcessFigures {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
        let own = fields()
        return ProcessFigures(
            residentBytes: (pages.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))),
            cpuSeconds: own.count > 12 ? seconds(own[11] + own[12]) : 0,
            openFiles: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0, startTime: started)
    }
}
