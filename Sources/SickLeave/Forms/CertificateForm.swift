/// A form with its generation: what decides which questions, codes and rules hold.
///
/// FK 7804 has two generations that differ in codes and questions; the texts 1.0–1.3 of the first one do not differ in rules.
package enum CertificateForm: UInt8, Sendable, CaseIterable {
    case fk7804v1 = 1
    case fk7804v2 = 2
    case ag7804v1 = 3
    case ag114v1 = 4
    case fk7263 = 5

    /// - Parameter version: as the sender wrote it: `1`, `1.0`, `2.0`; what cannot be read counts as the first generation.
    package init(kind: CertificateKind, version: String) {
        switch kind {
        case .fk7804: self = CertificateForm.generation(version) >= 2 ? .fk7804v2 : .fk7804v1
        case .ag7804: self = .ag7804v1
        case .ag114: self = .ag114v1
        case .fk7263: self = .fk7263
        }
    }

    private static func generation(_ version: String) -> Int {
        var number = 0
        for byte in version.utf8.prefix(4) {
            guard (0x30...0x39).contains(byte) else { break }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// The first part of a rule's id, as `fk7804.v1`.
    package var key: String {
        switch self {
        case .fk7804v1: "fk7804.v1"
        case .fk7804v2: "fk7804.v2"
        case .ag7804v1: "ag7804.v1"
        case .ag114v1: "ag114.v1"
        case .fk7263: "fk7263"
        }
    }

    /// For the reader, as `FK 7804 version 1`.
    package var title: String {
        switch self {
        case .fk7804v1: "FK 7804 version 1"
        case .fk7804v2: "FK 7804 version 2"
        case .ag7804v1: "AG7804 version 1"
        case .ag114v1: "AG1-14 version 1"
        case .fk7263: "FK 7263"
        }
    }

    /// The question whose rows are the periods of reduced work ability.
    package var periodQuestion: String { self == .ag114v1 ? "7" : "32" }
}
