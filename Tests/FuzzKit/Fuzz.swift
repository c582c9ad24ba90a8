import Foundation

/// Seeded damage to sound inputs. The same seed gives the same inputs, so that what fails in one run fails in the next.
///
/// `make test` runs some hundred inputs for each parser; `make fuzz` sets how many, and keeps the input at hand in a file while it is being
/// read: after a crash it lies there.
package struct Fuzz: Sendable {
    /// Sound inputs to begin with.
    private let sound: [[UInt8]]
    /// What the parser knows: marks, keywords, numbers at the edge of what fits.
    private let tokens: [[UInt8]]
    /// No input is longer.
    private let largest: Int

    package static let rounds = Int(ProcessInfo.processInfo.environment["FUZZ_ROUNDS"] ?? "") ?? 300
    private static let seed = UInt64(ProcessInfo.processInfo.environment["FUZZ_SEED"] ?? "") ?? 20_261_126
    private static let keep = ProcessInfo.processInfo.environment["FUZZ_FOLDER"]

    package init(sound: [[UInt8]], tokens: [String], largest: Int = 1 << 16) {
        precondition(!sound.isEmpty)
        self.sound = sound
        self.tokens = tokens.map { Array($0.utf8) } + Fuzz.edges
        self.largest = largest
    }

    package init(sound: [String], tokens: [String], largest: Int = 1 << 16) {
        self.init(sound: sound.map { Array($0.utf8) }, tokens: tokens, largest: largest)
    }

    private static let edges: [[UInt8]] =
        [
            "0", "-1", "2147483648", "4294967295", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e308",
            "NaN",
            "\0", "\r\n", "\u{FEFF}", "é", "🏳️‍🌈", "%00", "../",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x80], [0xC3], [0xED, 0xA0, 0x80],
        ]

    /// - Parameters:
    ///   - name: of the parser, for the file and the count.
    ///   - share: the parser's part of the rounds, where one input costs more than others do.
    ///   - body: gets one input after another; throws what fails the test.
    package func run(_ name: String, share: Double = 1, _ body: ([UInt8]) throws -> Void) rethrows {
        var random = FuzzRandom(state: Fuzz.seed)
        let count = max(20, Int(Double(Fuzz.rounds) * share))
        for round in 0..<count {
            let input = round < sound.count ? sound[round] : damaged(&random)
            Fuzz.note(input, name)
            try body(input)
        }
        if Fuzz.keep != nil { print("fuzz \(name): \(count)") }
    }

    private static func note(_ input: [UInt8], _ name: String) {
        guard let keep else { return }
        _ = FileManager.default.createFile(atPath: "\(keep)/\(name)", contents: Data(input))
    }

    private func damaged(_ random: inout FuzzRandom) -> [UInt8] {
        var bytes = sound.randomElement(using: &random)!
        for _ in 0...Int.random(in: 0...5, using: &random) { damage(&bytes, &random) }
        return bytes.count > largest ? Array(bytes.prefix(largest)) : bytes
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let run = place..<min(bytes.count, place + Int.random(in: 1...64, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 1: if place < bytes.count { bytes[place] = .random(in: 0...255, using: &random) }
        case 2: bytes.removeSubrange(run)
        case 3: bytes.insert(contentsOf: bytes[run], at: place)
        case 4: bytes.insert(contentsOf: tokens.randomElement(using: &random)!, at: place)
        case 5: bytes.replaceSubrange(run, with: tokens.randomElement(using: &random)!)
        case 6: bytes.removeSubrange(place...)
        case 7: numbers(&bytes, from: place, &random)
        case 8:
            let other = sound.randomElement(using: &random)!
            bytes = Array(bytes.prefix(place)) + other.dropFirst(Int.random(in: 0...other.count, using: &random))
        default:
            let repeated = Array(bytes[run])
            bytes.insert(contentsOf: (0..<Int.random(in: 1...200, using: &random)).flatMap { _ in repeated }, at: place)
        }
    }

    /// The next number in digits becomes one at an edge; where there is none, four bytes become a binary one.
    private func numbers(_ bytes: inout [UInt8], from place: Int, _ random: inout FuzzRandom) {
        if let start = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) {
            let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
            bytes.replaceSubrange(start..<end, with: Fuzz.edges.prefix(9).randomElement(using: &random)!)
        } else if place + 4 <= bytes.count {
            let value = [UInt32.max, 0x7FFF_FFFF, 0x8000_0000, 0, UInt32(bytes.count)].randomElement(using: &random)!
            withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
        }
    }
}

/// SplitMix64.
package struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    package init(state: UInt64) { self.state = state }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
