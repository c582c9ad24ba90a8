import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SickLeave
import UseCases

/// What went wrong, for the person: a status and a Swedish sentence that says what to do.
struct PageFault: Error {
    let status: HTTPResponse.Status
    let title: String
    let message: String
    let advice: String
    /// For those who watch over the system; nil for what nobody has tried on purpose.
    let event: SecurityLog.Event?

    static let notFound = PageFault(
        status: .notFound, title: "Sidan finns inte",
        message: "Adressen leder ingenstans, eller så visar den något som inte hör till din enhet.",
        advice: "Gå till startsidan, eller byt enhet om patienten hör till en annan.", event: .notThere)
    static let staleForm = PageFault(
        status: .forbidden, title: "Formuläret är för gammalt", message: "Ingenting har ändrats.",
        advice: "Gå tillbaka, ladda om sidan och skicka formuläret en gång till.", event: .staleForm)
    static let foreignForm = PageFault(
        status: .forbidden, title: "Formuläret kom från en annan webbplats", message: "Ingenting har ändrats.",
        advice: "Gör om det du ville göra här i Sakkunnig.", event: .foreignForm)

    static let tooLarge = PageFault(
        status: .contentTooLarge, title: "För mycket på en gång", message: "Det du skickade är för stort.",
        advice: "Dela upp det, eller läs in det som fil.", event: .tooLarge)

    static let tooSlow = PageFault(
        status: .requestTimeout, title: "Det tog för lång tid",
        message: "Allt du skickade kom inte fram, och ingenting har ändrats.",
        advice: "Kontrollera nätet och försök igen.")

    static let unreadable = PageFault(
        status: .badRequest, title: "Anropet gick inte att läsa",
        message: "Det som kom följer inte reglerna, och ingenting har ändrats.",
        advice: "Gå tillbaka, ladda om sidan och försök igen.")
    static let otherMethod = PageFault(
        status: .methodNotAllowed, title: "Det går inte att göra så",
        message: "Här går det att läsa sidor och skicka formulär, inget annat.",
        advice: "Gå till startsidan.", event: .otherMethod)
    static let otherContent = PageFault(
        status: .unsupportedMediaType, title: "Formuläret har en annan form", message: "Ingenting har ändrats.",
        advice: "Skicka det från sidan själv.", event: .otherContent)

    /// The one place where an error becomes a sentence. Details are for the log.
    init(_ error: any Error) {
        switch error {
        case let fault as PageFault: self = fault
        case let error as UseCaseError: self.init(error)
        case let error as HTTPError where error.status == .notFound: self = .notFound
        case is NIOTooManyBytesError: self = .tooLarge
        case let error as HTTPError where error.status == .contentTooLarge: self = .tooLarge
        default:
            if let ofStore = UseCaseError(ofStore: error) {
                self.init(ofStore)
                return
            }
            self.init(
                status: .internalServerError, title: "Något gick fel",
                message: "Sidan kunde inte visas, och ingenting har ändrats.",
                advice: "Försök igen om en stund. Hör av dig till den som sköter driften om det händer igen.")
        }
    }

    private init(_ error: UseCaseError) {
        switch error {
        case .notFound: self = .notFound
        case .invalid(let sentence), .invalidAnswer(_, let sentence):
            self.init(
                status: .unprocessableContent, title: "Det gick inte", message: sentence, advice: "Gå tillbaka och försök igen.")
        case .needsRegionList:
            self.init(
                status: .unprocessableContent, title: "Rapporten behöver regionens lista",
                message: "Den räknar vårdenheterna på listan, och ingen är uppladdad än.", advice: "Ladda upp listan först.")
        case .diskFull:
            self.init(
                status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), title: "Disken är full",
                message: "Ingenting har ändrats.",
                advice: "Hör av dig till den som sköter driften.")
        case .storeAway:
            self.init(
                status: .serviceUnavailable, title: "Databasen svarar inte just nu", message: "Ingenting har ändrats.",
                advice: "Försök igen om en stund. Hör av dig till den som sköter driften om det håller i sig.")
        case .outcomeUnknown:
            self.init(
                status: .serviceUnavailable, title: "Vi vet inte om det sparades",
                message: "Ett fel kom just när ändringen sparades.",
                advice: "Gå tillbaka, ladda om sidan och se efter om ändringen finns innan du gör den igen.")
        case .notAllowed(let permission):
            self.init(
                status: .forbidden, title: "Din roll har inte den rätten",
                message: "Den roll du har valt får inte \(permission.deed).",
                advice: "Byt roll eller enhet. Verksamhetschefen ger roller på enheten.", event: .notAllowed)
        }
    }

    private init(
        status: HTTPResponse.Status, title: String, message: String, advice: String, event: SecurityLog.Event? = nil
    ) {
        self.status = status
        self.title = title
        self.message = message
        self.advice = advice
        self.event = event
    }
}
