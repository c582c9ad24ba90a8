import SickLeave

/// The columns of the certificates format, in the order in which they are written.
enum CertificateColumn: Int, CSVColumn {
    case id, kind, version, patient, patientKind, patientName, doctor, doctorName, doctorPositions, unit, unitName, provider,
        providerName, signed, sent, infectionCarrier, basis, otherBasis, occupations, work, diagnosisConveyed,
        diagnosis1Code, diagnosis1Text, diagnosis1System, diagnosis2Code, diagnosis2Text, diagnosis2System, diagnosis3Code,
        diagnosis3Text, diagnosis3System, impairment, limitation, ongoingTreatment, plannedTreatment, periods,
        longerThanSupport, unevenHours, unevenHoursReason, travel, prognosis, prognosisText, measures, measuresText,
        workReduction, workDespite, workDespiteText, other, contact, contactReason, relation1Kind, relation1ID,
        relation2Kind, relation2ID

    var name: String {
        switch self {
        case .id: "intygs_id"
        case .kind: "typ"
        case .version: "version"
        case .patient: "personnummer"
        case .patientKind: "id_typ"
        case .patientName: "patientnamn"
        case .doctor: "lakare_hsa_id"
        case .doctorName: "lakare_namn"
        case .doctorPositions: "lakare_befattning"
        case .unit: "enhet_hsa_id"
        case .unitName: "enhet_namn"
        case .provider: "vardgivare_hsa_id"
        case .providerName: "vardgivare_namn"
        case .signed: "signerat"
        case .sent: "skickat"
        case .infectionCarrier: "smittbarare"
        case .basis: "grund"
        case .otherBasis: "grund_annat"
        case .occupations: "sysselsattning"
        case .work: "yrke"
        case .diagnosisConveyed: "diagnos_formedlas"
        case .diagnosis1Code: "diagnos1_kod"
        case .diagnosis1Text: "diagnos1_text"
        case .diagnosis1System: "diagnos1_system"
        case .diagnosis2Code: "diagnos2_kod"
        case .diagnosis2Text: "diagnos2_text"
        case .diagnosis2System: "diagnos2_system"
        case .diagnosis3Code: "diagnos3_kod"
        case .diagnosis3Text: "diagnos3_text"
        case .diagnosis3System: "diagnos3_system"
        case .impairment: "funktionsnedsattning"
        case .limitation: "aktivitetsbegransning"
        case .ongoingTreatment: "pagaende_behandling"
        case .plannedTreatment: "planerad_behandling"
        case .periods: "perioder"
        case .longerThanSupport: "langre_an_beslutsstod"
        case .unevenHours: "arbetstid_ojamn"
        case .unevenHoursReason: "arbetstid_skal"
        case .travel: "arbetsresor"
        case .prognosis: "prognos"
        case .prognosisText: "prognos_text"
        case .measures: "atgarder"
        case .measuresText: "atgarder_text"
        case .workReduction: "arbetsformaga_nedsattning"
        case .workDespite: "arbetsformaga_finns"
        case .workDespiteText: "arbetsformaga_beskrivning"
        case .other: "ovrigt"
        case .contact: "kontakt_onskas"
        case .contactReason: "kontakt_skal"
        case .relation1Kind: "relation1_typ"
        case .relation1ID: "relation1_intygs_id"
        case .relation2Kind: "relation2_typ"
        case .relation2ID: "relation2_intygs_id"
        }
    }

    var isRequired: Bool {
        switch self {
        case .id, .kind, .patient, .doctor, .unit, .provider, .signed, .periods: true
        default: false
        }
    }

    static let diagnoses: [(code: CertificateColumn, text: CertificateColumn, system: CertificateColumn)] = [
        (.diagnosis1Code, .diagnosis1Text, .diagnosis1System),
        (.diagnosis2Code, .diagnosis2Text, .diagnosis2System),
        (.diagnosis3Code, .diagnosis3Text, .diagnosis3System),
    ]

    static let relations: [(kind: CertificateColumn, id: CertificateColumn)] = [
        (.relation1Kind, .relation1ID), (.relation2Kind, .relation2ID),
    ]

    /// Columns that the form of this kind has no field for; a value there would be lost, so it is a fault.
    static func foreign(to kind: CertificateKind) -> [CertificateColumn] {
        switch kind {
        case .ag114: foreignToAG114
        case .ag7804: foreignToAG7804
        case .fk7804, .fk7263: foreignToAgencyForms
        }
    }

    private static let foreignToAG114: [CertificateColumn] = [
        .infectionCarrier, .impairment, .limitation, .ongoingTreatment, .plannedTreatment, .longerThanSupport, .unevenHours,
        .unevenHoursReason, .travel, .prognosis, .prognosisText, .measures, .measuresText,
    ]
    private static let foreignToAG7804: [CertificateColumn] = [.workReduction, .workDespite, .workDespiteText]
    private static let foreignToAgencyForms: [CertificateColumn] = foreignToAG7804 + [.diagnosisConveyed]
}
