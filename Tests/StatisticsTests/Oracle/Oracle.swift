import Foundation
import Testing

/// Python with NumPy, SciPy and statsmodels, asked the same as the program. scripts/setup.sh test installs it; where it is
/// missing the tests that need it are skipped, but never in continuous integration.
enum Oracle {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let python = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".venv/bin/python")

    static let isAvailable =
        ProcessInfo.processInfo.environment["CI"] == "true" || (try? run(["-c", "import statsmodels"], input: Data())) != nil

    struct Failure: Error {
        let status: Int32
        let words: String
    }

    /// - Returns: as many answers as questions.
    static func answers<Question: Encodable, Answer: Decodable>(
        _ method: String, _ questions: [Question], as: Answer.Type = Answer.self
    ) throws -> [Answer] {
        let input = try JSONEncoder().encode(questions)
        let output = try run([folder.appending(path: "oracle.py").path(percentEncoded: false), method], input: input)
        let answers = try JSONDecoder().decode([Answer].self, from: output)
        try #require(answers.count == questions.count)
        return answers
    }

    private static func run(_ arguments: [String], input: Data) throws -> Data {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files, not pipes: neither side can then wait for the other to read.
        let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
        try input.write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = python
        process.arguments = ["-B"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                status: process.terminationStatus, words: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
        }
        return try Data(contentsOf: files[1])
    }
}

extension Double {
    /// The difference from the other, as a part of it; the difference itself below one millionth.
    func distance(from other: Double) -> Double { (self - other).magnitude / max(other.magnitude, 1e-6) }
}

extension Dice {
    /// Evenly from 0 up to 1.
    mutating func fraction() -> Double { Double(roll() >> 11) * 0x1p-53 }

    /// Evenly on the logarithmic scale, whole: as many of tens as of millions.
    mutating func size(_ range: ClosedRange<Int>) -> Int {
        let (low, high) = (Foundation.log(Double(range.lowerBound)), Foundation.log(Double(range.upperBound)))
        return Int(Foundation.exp(low + fraction() * (high - low)).rounded())
    }

    mutating func count(of total: Int, share: Double) -> Int {
        total > 2000 ? Int((Double(total) * share).rounded()) : (0..<total).count { _ in fraction() < share }
    }
}
