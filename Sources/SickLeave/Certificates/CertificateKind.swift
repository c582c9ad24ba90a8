/// The sick-leave certificates that this program reads.
package enum CertificateKind: UInt8, Sendable, CaseIterable {
    /// Läkarintyg för sjukpenning (FK 7804; type LISJP in v1, FK7804 in v2).
    case fk7804 = 1
    /// Läkarintyg om arbetsförmåga – arbetsgivaren (AG7804).
    case ag7804 = 2
    /// Läkarintyg om arbetsförmåga – sjuklöneperioden (AG1-14): days 1–14, stepless extent.
    case ag114 = 3
    /// Läkarintyg FK 7263, the predecessor of FK 7804.
    case fk7263 = 4

    /// The name that users know.
    package var title: String {
        switch self {
        case .fk7804: "FK 7804"
        case .ag7804: "AG7804"
        case .ag114: "AG1-14"
        case .fk7263: "FK 7263"
        }
    }

    /// Sent to the Social Insurance Agency (Försäkringskassan), so that it can lead to benefit and to completion requests.
    package var isForAgency: Bool { self == .fk7804 || self == .fk7263 }
}
