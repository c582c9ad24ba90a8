import Foundation

/// What the process itself takes, as the kernel tells it.
package struct ProcessFigures: Sendable {
    package let residentBytes: Int
    package let cpuSeconds: Double
    package let openFiles: Int
    /// Seconds since 1970-01-01T00:00:00Z.
    package let startTime: Double

    /// The kernel tells it in ticks since the machine started, after a name in parentheses that may hold anything.
    private static let started: Double = {
        let own = (try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8))?.split(separator: ")").last?.split(
            separator: " ")
        let boot = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8))?.split(separator: "\n")
            .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
        guard let own, own.count > 19, let ticks = Double(own[19]), let boot else { return 0 }
        return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }()

    package static func now() -> ProcessFigures {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return ProcessFigures(
            residentBytes: (pages.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))),
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            openFiles: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0, startTime: started)
    }
}
