package import SickLeave
import UseCases

/// Every address of the site, in one place: links are made here and nowhere else.
package enum Site {
    package static let home: Href = "/"
    package static let signIn: Href = "/logga-in"
    package static let signInCode: Href = "/logga-in/kod"
    package static let identify: Href = "/logga-in/legitimera"
    package static let signedOut: Href = "/utloggad"
    package static let signOutElsewhere: Href = "/utloggad/vidare"
    package static let account: Href = "/konto"
    package static let password: Href = "/konto/losenord"
    package static let secondFactor: Href = "/konto/tvasteg"
    package static let sessions: Href = "/konto/sessioner"
    package static let signOut: Href = "/logga-ut"
    package static let chooseUnit: Href = "/valj-enhet"
    package static let overview: Href = "/oversikt"
    package static let ongoingSpells: Href = "/sjukfall"
    package static let assignCases: Href = "/sjukfall/ansvarig"
    package static let listSettings: Href = "/sjukfall/installningar"
    package static let measures: Href = "/mal"
    package static let equity: Href = "/jamlikhet"
    package static let goals: Href = "/handlingsplan"
    package static let monthlyLetter: Href = "/manadsbrev"
    package static let completions: Href = "/kompletteringar"
    package static let reports: Href = "/rapporter"
    package static let reportOverview: Href = "/rapportoversikt"
    package static let reportRules: Href = "/rapportregler"
    package static let listedPatients: Href = "/listade-patienter"
    package static let listedPatientsInUse: Href = "/listade-patienter/ta-i-bruk"
    package static let imports: Href = "/import"
    package static let quarantine: Href = "/import/karantan"
    package static let setAside: Href = "/import/undanlagda"
    package static let ownerless: Href = "/import/utan-agare"
    package static let conflicts: Href = "/import/konflikter"
    package static let accessibility: Href = "/tillganglighet"
    package static let about: Href = "/om"
    package static let logReview: Href = "/logg"
    package static let logRows: Href = "/logg/rader"
    package static let emergencies: Href = "/logg/nodoppningar"
    package static let logExtract: Href = "/logg/utdrag"
    package static let ownLooks: Href = "/mina-atkomster"
    package static let gallery: Href = "/galleri"
    package static let rights: Href = "/behorigheter"
    package static let giveRole: Href = "/behorigheter/roll"
    package static let endRole: Href = "/behorigheter/roll/avsluta"
    package static let giveMandate: Href = "/behorigheter/uppdrag"
    package static let endMandate: Href = "/behorigheter/uppdrag/avsluta"
    package static let whosePatients: Href = "/behorigheter/patienter"
    package static let riskAnalysis: Href = "/behorigheter/analys"

    package static let providerAccounts: Href = "/konton"

    package static func providerAccount(_ id: Int) -> Href { providerAccounts.appending("\(id)") }
    package static func patient(_ publicID: String, spellFrom first: Day? = nil) -> Href {
        Href("/patient").appending(publicID).query("sjukfall", first.map { "\($0)" })
    }

    package static func certificate(_ number: Int, of patient: String) -> Href {
        Href("/patient").appending(patient).appending("intyg").appending("\(number)")
    }

    package static func invitation(_ token: String) -> Href { Href("/inbjudan").appending(token) }
    package static func responsible(for patient: String) -> Href { Href("/patient").appending(patient).appending("ansvarig") }
    package static func protection(of patient: String) -> Href { Href("/patient").appending(patient).appending("skydd") }
    package static func consent(of patient: String) -> Href { Href("/patient").appending(patient).appending("samtycke") }
    package static func otherUnit(_ unit: Int, of patient: String) -> Href {
        Href("/patient").appending(patient).appending("enhet").appending("\(unit)")
    }

    package static let overviewFile = overview.appending("fil")
    package static let equityFile = equity.appending("fil")
    package static func measure(_ id: String) -> Href { measures.appending(id) }
    package static func measureFile(_ id: String) -> Href { measure(id).appending("fil") }
    package static func measureRebases(_ id: String) -> Href { measure(id).appending("omrakning") }
    package static func measureRebase(_ number: Int, of id: String) -> Href { measureRebases(id).appending("\(number)") }
    package static func measureSpells(_ id: String) -> Href { measure(id).appending("sjukfall") }
    package static func completionExamples(_ question: UInt8) -> Href { completions.appending("\(question)") }
    package static func goal(_ number: Int) -> Href { goals.appending("\(number)") }
    package static func goalSteps(_ goal: Int) -> Href { self.goal(goal).appending("steg") }
    package static func goalStep(_ step: Int, of goal: Int) -> Href { goalSteps(goal).appending("\(step)") }
    package static func goalFollowUps(_ goal: Int) -> Href { self.goal(goal).appending("uppfoljning") }
    package static func report(_ id: String) -> Href { reports.appending(id) }
    package static func logReview(_ number: Int) -> Href { logReview.appending("granskning").appending("\(number)") }
    package static func quarantined(_ id: Int) -> Href { quarantine.appending("\(id)") }
}
