/// The element and attribute names that the reader knows; all others are `other`.
///
/// Names are told apart by their local part only: the same fields appear in several namespaces and versions, and a document
/// cut out of a wrapper may have lost the declarations of its prefixes.
enum XMLName: String, CaseIterable {
    case other = ""
    // Documents.
    case registerCertificate = "RegisterCertificate"
    case registerMedicalCertificate = "RegisterMedicalCertificate"
    case revokeCertificate = "RevokeCertificate"
    case revokeMedicalCertificate = "RevokeMedicalCertificate"
    case sendMessageToCare = "SendMessageToCare"
    case sendMessageToRecipient = "SendMessageToRecipient"
    // Data types; root, extension, code, codeSystem and its name, and id are attributes in places.
    case id, root, `extension`, code, codeSystem, codeSystemName, codeSystemVersion, displayName, originalText, format
    case cv, pq, pqInterval, ii, datePeriod, timePeriod, partialDate, date, timestamp, start, end, value, unit, low, high
    // Certificate.
    case certificate = "intyg"
    case certificateID = "intygs-id"
    case type = "typ"
    case version
    case signedAt = "signeringstidpunkt"
    case sentAt = "skickatTidpunkt"
    case patient
    case personID = "person-id"
    case givenName = "fornamn"
    case middleName = "mellannamn"
    case familyName = "efternamn"
    case createdBy = "skapadAv"
    case staffID = "personal-id"
    case fullName = "fullstandigtNamn"
    case position = "befattning"
    case unitOfCare = "enhet"
    case unitID = "enhets-id"
    case unitName = "enhetsnamn"
    case provider = "vardgivare"
    case providerID = "vardgivare-id"
    case providerName = "vardgivarnamn"
    case relation, status
    case recipient = "mottagare"
    case signature = "underskrift"
    case handledBy = "hanteratAv"
    case answer = "svar"
    case answerPart = "delsvar"
    case instance = "instans"
    // Messages and revocations.
    case messageID = "meddelande-id"
    case messagePatient = "patientPerson-id"
    case receiver = "logiskAdressMottagare"
    case senderReference = "referens-id"
    case contactInformation = "kontaktInfo"
    case subject = "amne"
    case heading = "rubrik"
    case message = "meddelande"
    case remindsOf = "paminnelseMeddelande-id"
    case answersTo = "svarPa"
    case sentBy = "skickatAv"
    case completion = "komplettering"
    case questionID = "frage-id"
    case text
    case answerBy = "sistaDatumForSvar"
    case revoke
    case sentAtOld = "avsantTidpunkt"
    // The old FK 7263.
    case statement = "lakarutlatande"
    case statementID = "lakarutlatande-id"
    case statementType = "typAvUtlatande"
    case signedAtOld = "signeringsdatum"
    case sentAtStatement = "skickatDatum"
    case createdByStaff = "skapadAvHosPersonal"
    case staff = "hosPersonal"
    case comment = "kommentar"
    case contact = "vardkontakt"
    case contactType = "vardkontakttyp"
    case contactDay = "vardkontaktstid"
    case reference = "referens"
    case referenceType = "referenstyp"
    case referenceDay = "datum"
    case medicalCondition = "medicinsktTillstand"
    case assessedCondition = "bedomtTillstand"
    case conditionCode = "tillstandskod"
    case description = "beskrivning"
    case activity = "aktivitet"
    case activityCode = "aktivitetskod"
    case functionalState = "funktionstillstand"
    case functionalStateType = "typAvFunktionstillstand"
    case workAbility = "arbetsformaga"
    case motivation = "motivering"
    case prognosis = "prognosangivelse"
    case task = "arbetsuppgift"
    case taskType = "typAvArbetsuppgift"
    case reduction = "arbetsformagaNedsattning"
    case reductionFrom = "varaktighetFrom"
    case reductionThrough = "varaktighetTom"
    case reductionExtent = "nedsattningsgrad"
    case occupation = "sysselsattning"
    case occupationType = "typAvSysselsattning"

    private static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    init(local: UnsafePointer<UInt8>) { self = XMLName.byText[String(cString: local)] ?? .other }
}

/// Finds names by the address of their text: libxml2 keeps one copy of each name per parser, so an address is looked up
/// as text only once.
struct XMLNameCache {
    private var addresses = [UInt](repeating: 0, count: 512)
    private var names = [XMLName](repeating: .other, count: 512)
    private var used = 0

    mutating func name(_ local: UnsafePointer<UInt8>) -> XMLName {
        let address = UInt(bitPattern: local)
        var slot = Int((address &* 0x9E37_79B9_7F4A_7C15) >> 55)
        while addresses[slot] != 0 {
            if addresses[slot] == address { return names[slot] }
            slot = (slot + 1) & 511
        }
        let name = XMLName(local: local)
        // A hostile document may have any number of names; those beyond the table's half are read as text each time.
        if used < 256 {
            addresses[slot] = address
            names[slot] = name
            used += 1
        }
        return name
    }
}
