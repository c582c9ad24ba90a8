import Foundation
import SickLeave

/// What the log was at a moment: how many rows, and the root of the tree over them (C2SP tlog-checkpoint).
///
/// ```
/// sakkunnig/SE2321000016-1003
/// 20852163
/// CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
/// 2026-11-26T18:00:00Z
///
/// — sakkunnig/SE2321000016-1003 Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5…
/// ```
package struct LogCheckpoint: Sendable, Hashable {
    /// Names the log, and the key of its signature.
    package let origin: String
    package let size: Int
    package let root: [UInt8]
    /// To the second.
    package let madeAt: String

    init(origin: String, size: Int, root: [UInt8], at instant: Instant) {
        self.origin = origin
        self.size = size
        self.root = root
        madeAt = "\(instant)"
    }

    /// `sakkunnig/` and the care provider's HSA-id; what a key's name may not hold is `_`.
    package static func origin(ofProvider hsaID: String) -> String {
        "sakkunnig/"
            + String(
                decoding: hsaID.utf8.map { byte in
                    let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    return isPlain || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: "_")
                }, as: UTF8.self)
    }

    /// What is signed.
    package var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n\(madeAt)\n" }
}

extension LogCheckpoint {
    /// A checkpoint as it came, with the signatures under it (C2SP signed-note).
    package struct Note: Sendable, Hashable {
        package let checkpoint: LogCheckpoint
        /// Key's name and the signature's bytes, its key's number first.
        let signatures: [(name: String, bytes: [UInt8])]
        package let text: String

        package static func == (a: Self, b: Self) -> Bool { a.text == b.text }
        package func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    func signed(with key: LogKey) -> Note {
        let message = text
        let bytes = key.publicKey.number(named: origin) + key.sign(Array(message.utf8))
        return Note(
            checkpoint: self, signatures: [(origin, bytes)],
            text: message + "\n— \(origin) \(Data(bytes).base64EncodedString())\n")
    }
}

extension LogCheckpoint.Note {
    /// The notes in a witness's file, one after the other; what is none of them ends the reading.
    ///
    /// - Returns: nil for the text when all of it was read, otherwise the number of the line where it stopped.
    package static func all(in text: String) -> (notes: [Self], brokenAt: Int?) {
        var notes: [Self] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var next = 0
        while next < lines.count {
            if lines[next].isEmpty {
                next += 1
                continue
            }
            guard let (note, end) = one(lines, from: next) else { return (notes, next + 1) }
            notes.append(note)
            next = end
        }
        return (notes, nil)
    }

    package init?(_ text: String) {
        let (notes, brokenAt) = LogCheckpoint.Note.all(in: text)
        guard notes.count == 1, brokenAt == nil else { return nil }
        self = notes[0]
    }

    private static func one(_ lines: [String], from first: Int) -> (Self, end: Int)? {
        guard let blank = lines[first...].firstIndex(of: ""), blank == first + 4, let size = Int(lines[first + 1]), size > 0,
            "\(size)" == lines[first + 1], let root = bytes(lines[first + 2]), root.count == HashTree.hashSize
        else { return nil }
        let checkpoint = LogCheckpoint(origin: lines[first], size: size, root: root, madeAt: lines[first + 3])
        var (signatures, end) = ([(name: String, bytes: [UInt8])](), blank + 1)
        while end < lines.count, lines[end].hasPrefix("— ") {
            let parts = lines[end].split(separator: " ")
            guard parts.count == 3, let signature = bytes(String(parts[2])), signature.count > 4 else { return nil }
            signatures.append((String(parts[1]), signature))
            end += 1
        }
        guard !signatures.isEmpty else { return nil }
        let text = checkpoint.text + "\n" + lines[blank + 1..<end].map { $0 + "\n" }.joined()
        return (Self(checkpoint: checkpoint, signatures: signatures, text: text), end)
    }

    /// Only as it is written by the standard: the last letter may hold bits that stand for nothing, and those would be free to change.
    private static func bytes(_ base64: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64 else { return nil }
        return [UInt8](data)
    }

    /// Signed with the key under the log's own name.
    package func isSigned(by key: LogKey.Public) -> Bool {
        let number = key.number(named: checkpoint.origin)
        return signatures.contains { name, bytes in
            name == checkpoint.origin && Array(bytes.prefix(4)) == number
                && key.isSignature(Array(bytes.dropFirst(4)), of: Array(checkpoint.text.utf8))
        }
    }
}

extension LogCheckpoint {
    fileprivate init(origin: String, size: Int, root: [UInt8], madeAt: String) {
        self.origin = origin
        self.size = size
        self.root = root
        self.madeAt = madeAt
    }
}
