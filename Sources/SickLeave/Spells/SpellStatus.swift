/// Where a spell stands on a day.
///
/// A certificate is one piece from its first day through its last: a day between two of its periods is a day of the
/// certificate, though no extent is certified for it. A day between two certificates of one spell belongs to neither: it
/// keeps the spell together, but nothing is certified, so that the spell is not ongoing then.
package enum SpellStatus: UInt8, Sendable {
    /// At least one certificate holds the day.
    case ongoing = 1
    /// The day lies between two certificates of the spell: one has ended, another begins later.
    case betweenCertificates = 2
    /// All its certificates have ended.
    case ended = 3
    /// The first certificate begins later.
    case notStarted = 4

    package var title: String {
        switch self {
        case .ongoing: "Pågår"
        case .betweenCertificates: "Uppehåll"
        case .ended: "Avslutat"
        case .notStarted: "Har inte börjat"
        }
    }
}
