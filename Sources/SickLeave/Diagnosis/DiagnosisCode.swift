/// A diagnosis code of ICD-10-SE, or of the older primary-care list KSH97-P.
///
/// Held in upper case without dot: `F432`. A code need not be whole or valid: statistics count what cannot be placed as
/// "utan giltig kod", and the rules of the form say what is wrong with it.
package struct DiagnosisCode: Hashable, Sendable, CustomStringConvertible {
    package enum System: UInt8, Sendable {
        case icd10SE = 1
        /// KSH97-P, primary care, read only.
        case ksh97P = 2

        /// Both object identifiers in use for ICD-10-SE, its root, and both for KSH97-P.
        package init?(oid: String) {
            switch oid {
            case "1.2.752.116.1.1.1.1.3", "1.2.752.116.1.1.1.1.8", "1.2.752.116.1.1.1", "1.2.752.116.1.1.1.1.1": self = .icd10SE
            case "1.2.752.116.1.3.1.4.1", "1.2.752.116.1.3.1.1.2": self = .ksh97P
            default: return nil
            }
        }
    }

    package let system: System
    /// Letters and digits only, upper case: `F432`, and `J06P` for KSH97-P's `J06-P`.
    package let code: String

    /// Everything but letters and digits is dropped (dots, hyphens, daggers, spaces), letters are upper-cased.
    package init(_ text: some StringProtocol, system: System = .icd10SE) {
        self.system = system
        code = text.withBytes(DiagnosisCode.washedASCII) ?? DiagnosisCode.washed(String(text))
    }

    /// Nil when the text has characters outside ASCII.
    private static func washedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count) { buffer in
            var count = 0
            for byte in bytes {
                switch byte {
                case 0x30...0x39, 0x41...0x5A: buffer[count] = byte
                case 0x61...0x7A: buffer[count] = byte - 0x20
                default: continue
                }
                count += 1
            }
            return count
        }
    }

    /// Keeps letters outside ASCII, so that nonsense does not become a diagnosis.
    private static func washed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter(\.isLetterOrDigit))).uppercased()
    }

    /// With the classification's dot, `F43.2`; a letter in fourth place is KSH97-P's, `J06-P`.
    package var description: String {
        guard code.utf8.count > 3, categoryNumber != nil else { return code }
        let rest = code.utf8.dropFirst(3)
        let separator = (0x30...0x39).contains(rest.first ?? 0) ? "." : "-"
        return "\(code.prefix(3))\(separator)\(code.dropFirst(3))"
    }
}

extension Unicode.Scalar {
    fileprivate var isLetterOrDigit: Bool { properties.isAlphabetic || properties.numericType != nil }
}
