import HTTPTypes
import Hummingbird

/// What somebody has just done, said once on the page that comes after it. The address carries the word and never the sentence: nobody can
/// write one of their own into it, and it tells nothing of whom it was about.
enum Receipt: String, CaseIterable {
    case responsible = "ansvarig"
    case nobodyResponsible = "ingen-ansvarig"
    case responsibleForSeveral = "flera-ansvarig"
    case nobodyResponsibleForSeveral = "flera-ingen-ansvarig"
    case listSettings = "installningar"
    case block = "sparr"
    case blockLifted = "sparr-havd"
    case consent = "samtycke"
    case consentWithdrawn = "samtycke-atertaget"

    case itemRead = "inlast"
    case itemAlreadyKnown = "fanns-redan"
    case itemInConflict = "konflikt"
    case itemSetAside = "undanlagd"
    case itemPutBack = "tillbaka"
    case itemHandedOut = "given"
    case ownerlessSetAside = "undanlagd-utan-agare"
    case ownerlessPutBack = "tillbaka-utan-agare"
    case conflictSetAside = "behallen"

    case role = "roll"
    case roleEnded = "roll-avslutad"
    case mandate = "uppdrag"
    case mandateEnded = "uppdrag-avslutat"
    case whosePatients = "vems-patienter"
    case riskAnalysis = "analys"

    case goal = "mal"
    case goalAtRest = "mal-vilar"
    case step = "steg"
    case stepDone = "steg-klart"
    case stepDropped = "steg-utgar"
    case stepToDo = "steg-kvar"
    case followUp = "uppfoljning"
    case rebase = "omrakning"
    case rebaseRemoved = "omrakning-borttagen"

    case regionList = "lista"
    case reviewBegun = "granskning"
    case judgement = "bedomning"
    case reviewSigned = "granskning-signerad"

    case account = "konto"
    case invitation = "lank"
    case secondFactorReset = "lank-utan-andra-steg"
    case invitationWithdrawn = "inbjudan-tillbaka"
    case accountSessionsEnded = "konto-utloggat"
    case accountDisabled = "konto-avstangt"
    case accountEnabled = "konto-oppnat"

    case passwordChosen = "losenord"
    case passwordChanged = "losenord-bytt"
    case secondFactorRemoved = "andra-steg-borttaget"
    case sessionEnded = "inloggning-avslutad"
    case otherSessionsEnded = "inloggningar-avslutade"
}

extension Receipt {
    var sentence: String {
        switch self {
        case .responsible: "Sjukfallet har fått en ansvarig"
        case .nobodyResponsible: "Sjukfallet har ingen ansvarig"
        case .responsibleForSeveral: "De valda sjukfallen har fått en ansvarig"
        case .nobodyResponsibleForSeveral: "De valda sjukfallen har ingen ansvarig"
        case .listSettings: "Inställningarna för listan är sparade"
        case .block: "Uppgifterna är spärrade för andra enheter"
        case .blockLifted: "Spärren är hävd"
        case .consent: "Samtycket är sparat"
        case .consentWithdrawn: "Samtycket är återtaget"
        case .itemRead: "Posten är inläst"
        case .itemAlreadyKnown: "Det som står i posten fanns redan, och posten väntar inte längre"
        case .itemInConflict: "Intyget finns redan med ett annat innehåll, och skillnaderna visas här"
        case .itemSetAside: "Posten är lagd åt sidan, och finns kvar under Undanlagda"
        case .itemPutBack: "Posten ligger i karantänen igen"
        case .itemHandedOut: "Posten är given till enheten"
        case .ownerlessSetAside: "Filen är lagd åt sidan, och finns kvar längst ner på sidan"
        case .ownerlessPutBack: "Filen väntar igen på att få en ägare"
        case .conflictSetAside: "Det som fanns gäller, och det som kom sedan är lagt åt sidan"
        case .role: "Rollen är given"
        case .roleEnded: "Rollen är avslutad"
        case .mandate: "Uppdraget är givet"
        case .mandateEnded: "Uppdraget är avslutat"
        case .whosePatients: "Valet av vilka patienter som visas är sparat"
        case .riskAnalysis: "Behovs- och riskanalysen är signerad"
        case .goal: "Målet är sparat"
        case .goalAtRest: "Målet är lagt i vila"
        case .step: "Steget är tillagt"
        case .stepDone: "Steget är klart"
        case .stepDropped: "Steget utgår"
        case .stepToDo: "Steget är kvar att göra"
        case .followUp: "Uppföljningen är sparad"
        case .rebase: "Omräkningen är sparad"
        case .rebaseRemoved: "Omräkningen är borttagen"
        case .regionList: "Listan är tagen i bruk"
        case .reviewBegun: "Granskningen är påbörjad, och urvalet är gjort"
        case .judgement: "Bedömningarna är sparade"
        case .reviewSigned: "Granskningen är signerad"
        case .account: "Kontot är tillagt"
        case .invitation: "Länken är gjord"
        case .secondFactorReset: "Lösenordet och andra steget är borttagna, och en ny länk är gjord"
        case .invitationWithdrawn: "Inbjudan är tillbakadragen"
        case .accountSessionsEnded: "Kontots inloggningar är avslutade"
        case .accountDisabled: "Kontot är avstängt"
        case .accountEnabled: "Kontot är öppet igen"
        case .passwordChosen: "Lösenordet är sparat, och du kan logga in med det"
        case .passwordChanged: "Lösenordet är bytt"
        case .secondFactorRemoved: "Andra steget är borttaget"
        case .sessionEnded: "Inloggningen är avslutad"
        case .otherSessionsEnded: "Dina andra inloggningar är avslutade"
        }
    }

    static let field = "klart"
}

extension Href {
    /// The page, which says what was done.
    func telling(_ receipt: Receipt) -> Href { query(Receipt.field, receipt.rawValue) }
}

extension Request {
    /// What the page is to say was done. Who comes by a bookmark or another site's link has done nothing: browsers say where one comes
    /// from.
    var receipt: Receipt? {
        guard method == .get || method == .head else { return nil }
        if let site = headers[.secFetchSite], site != "same-origin" { return nil }
        return queryFields[Receipt.field].flatMap(Receipt.init(rawValue:))
    }
}
