import Foundation
import TestKit

/// The program itself, as it was built beside the tests.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        /// A number of the program's JSON.
        func number(_ name: String) -> Int? { json?[name] as? Int }
        func counts(_ name: String) -> Int? { (json?["counts"] as? [String: Int])?[name] }
        var json: [String: Any]? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] }
    }

    private static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("sakkunnig")

    /// A process that is started, with its output going to files, so that no pipe fills.
    static func start(
        _ arguments: [String], input: Pipe? = nil, output: URL? = nil, environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["SAKKUNNIG_HOME": Repository.root.path]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = try handle(output, "ut")
        process.standardError = try handle(output, "fel")
        try process.run()
        return process
    }

    private static func handle(_ folder: URL?, _ name: String) throws -> FileHandle {
        guard let folder else { return FileHandle.nullDevice }
        let file = folder.appendingPathComponent(name)
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        let folder = try ImportFolder()
        let process = try start(arguments, output: folder.url, environment: environment)
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: try String(contentsOf: folder.url.appendingPathComponent("ut"), encoding: .utf8),
            errors: try String(contentsOf: folder.url.appendingPathComponent("fel"), encoding: .utf8))
    }
}
