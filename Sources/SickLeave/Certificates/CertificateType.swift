/// Every type of certificate that reports count, also those that this program does not read into the store. Those that it reads
/// have the raw value of their `CertificateKind`.
package enum CertificateType: UInt8, Sendable, CaseIterable {
    case fk7804 = 1
    case ag7804 = 2
    case ag114 = 3
    case fk7263 = 4
    /// Läkarutlåtande för sjukersättning (LUSE).
    case fk7800 = 5
    /// Läkarutlåtande för aktivitetsersättning vid nedsatt arbetsförmåga (LUAE_NA).
    case fk7801 = 6
    /// Läkarutlåtande för aktivitetsersättning vid förlängd skolgång (LUAE_FS).
    case fk7802 = 7
    case deathNotice = 8
    case causeOfDeath = 9
    case af00213 = 10
    case af00251 = 11
    case ts1007 = 12
    case ts1009 = 13
    case ts1031 = 14
    case ts1062 = 15
    case fk7210 = 16
    case fk7472 = 17
    case fk3226 = 18
    case fk7809 = 19

    package init(_ kind: CertificateKind) {
        self =
            switch kind {
            case .fk7804: .fk7804
            case .ag7804: .ag7804
            case .ag114: .ag114
            case .fk7263: .fk7263
            }
    }

    /// The two forms on which sickness benefit is granted: the ones that make spells in the national statistics.
    package var isForSicknessBenefit: Bool { self == .fk7804 || self == .fk7263 }

    /// Forms of the Social Insurance Agency on which it may ask for a completion. FK 7263 went out of use before such requests
    /// were sent as messages.
    package static let completable: [CertificateType] = [.fk7804, .fk7800, .fk7801, .fk7802, .fk7472, .fk3226, .fk7809]

    /// The order in which reports list them; FK 7263 counts under FK 7804.
    package static let listed: [CertificateType] = [
        .af00213, .af00251, .ag114, .ag7804, .deathNotice, .causeOfDeath, .fk7804, .fk7800, .fk7801, .fk7802, .ts1009, .ts1007,
        .ts1031, .ts1062, .fk7210, .fk7472, .fk3226, .fk7809,
    ]

    package var title: String {
        switch self {
        case .fk7804: "FK 7804 Läkarintyg för sjukpenning"
        case .ag7804: "AG7804 Läkarintyg om arbetsförmåga – arbetsgivaren"
        case .ag114: "AG1-14 Läkarintyg om arbetsförmåga – sjuklöneperioden"
        case .fk7263: "FK 7263 Läkarintyg"
        case .fk7800: "FK 7800 Läkarutlåtande för sjukersättning"
        case .fk7801: "FK 7801 Läkarutlåtande för aktivitetsersättning vid nedsatt arbetsförmåga"
        case .fk7802: "FK 7802 Läkarutlåtande för aktivitetsersättning vid förlängd skolgång"
        case .deathNotice: "Dödsbevis"
        case .causeOfDeath: "Dödsorsaksintyg"
        case .af00213: "AF00213 Arbetsförmedlingens medicinska utlåtande"
        case .af00251: "AF00251 Läkarintyg för deltagare i arbetsmarknadspolitiska program"
        case .ts1007: "TSTRK1007 Läkarintyg, körkort"
        case .ts1009: "TSTRK1009 Läkares anmälan, körkort"
        case .ts1031: "TSTRK1031 Läkarintyg, körkort, diabetes"
        case .ts1062: "TSTRK1062 Läkarintyg, körkort, adhd och liknande"
        case .fk7210: "FK 7210 Intyg om graviditet"
        case .fk7472: "FK 7472 Intyg om tillfällig föräldrapenning"
        case .fk3226: "FK 3226 Läkarutlåtande för närståendepenning"
        case .fk7809: "FK 7809 Läkarutlåtande för merkostnadsersättning"
        }
    }
}
