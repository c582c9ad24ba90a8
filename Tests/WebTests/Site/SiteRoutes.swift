import HTTPTypes
import SickLeave
import TestKit
import Testing

/// Every route of the site with who may use it: the one list that the tests of access, log and goldens go by.
struct SiteRoute: Sendable, CustomTestStringConvertible {
    enum Gate: Sendable {
        case anybody
        /// Signed in, whatever the role.
        case signedIn
        /// Role and unit chosen, and one of these people.
        case only([Cast])
    }

    let method: HTTPRequest.Method
    let pattern: String
    /// An address of unit one that the pattern covers.
    var path: String
    let gate: Gate
    /// A form that an allowed person could send.
    var form: [(String, String)] = []
    var file: TestRequest.File?
    /// What an allowed person gets.
    var answer = 200
    /// Where an address leads that only takes a form: the page that the form stands on.
    var formPage: String?
    /// What the access log says afterwards; nil for what shows no patient.
    var log: Look?

    struct Look: Sendable, Equatable {
        let activity: String
        let resource: String
        let patients: [Patients]
        var purpose = "Vård och behandling"
        /// Whose data it is, when not the viewer's own unit's.
        var owner: HSAID?
    }

    /// As the router prints it: `GET /patient/{patient}`.
    var testDescription: String {
        let parts = pattern.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : "\($0)" }
        return "\(method.rawValue) /\(parts.joined(separator: "/"))"
    }

    /// Who tries it in the tests of the log: the coordinator, or the first who may.
    var user: Cast {
        if case .only(let people) = gate, !people.contains(.karin) { return people[0] }
        return .karin
    }

    func isFor(_ person: Cast) -> Bool {
        switch gate {
        case .anybody, .signedIn: true
        case .only(let people): people.contains(person)
        }
    }
}

/// What the unit's manager could send.
private enum UnitRightsForms {
    /// The third of the cast's accounts: the lead.
    static let bo = "3"
    static let role = [("konto", "olle"), ("roll", "rehabCoordinator"), ("fran", "2026-11-20"), ("till", "")]
    static let mandate = [("person", bo), ("vad", "Planer"), ("uppdrag-till", "2026-12-20")]
    static let analysis = [
        ("behov.physician", "Behov"), ("risker.physician", "Risker"), ("atgarder.physician", "Åtgärder"),
    ]
}

extension SiteRoute {
    private static let carers: [Cast] = [.anna, .karin, .fatima]
    private static let assigners: [Cast] = [.anna, .karin]
    private static let setters: [Cast] = [.bo, .mats]
    private static let reviewers: [Cast] = [.mats, .lena]
    private static let leaders: [Cast] = [.anna, .karin, .fatima, .bo, .mats]

    private static func read(_ resource: String, _ patients: [Patients]) -> Look {
        Look(activity: "Läsa", resource: resource, patients: patients)
    }

    private static func write(_ resource: String, _ patients: [Patients]) -> Look {
        Look(activity: "Skriva", resource: resource, patients: patients)
    }

    private static func administer(_ activity: String, _ resource: String, _ patients: [Patients]) -> Look {
        Look(activity: activity, resource: resource, patients: patients, purpose: "Administration")
    }

    private static func get(_ pattern: String, _ gate: Gate, at path: String? = nil, answer: Int = 200, log: Look? = nil)
        -> SiteRoute
    {
        SiteRoute(method: .get, pattern: pattern, path: path ?? pattern, gate: gate, answer: answer, log: log)
    }

    private static func post(
        _ pattern: String, _ gate: Gate, _ form: [(String, String)], at path: String? = nil, file: TestRequest.File? = nil,
        answer: Int = 303, log: Look? = nil
    ) -> SiteRoute {
        SiteRoute(
            method: .post, pattern: pattern, path: path ?? pattern, gate: gate, form: form, file: file, answer: answer, log: log)
    }

    static let open: [SiteRoute] = [
        get("/healthz", .anybody), get("/readyz", .anybody), get("/assets/:name", .anybody, at: "/assets/"),
        get("/tillganglighet", .anybody),
        get("/om", .anybody),
        get("/galleri", .anybody), get("/logga-in", .anybody), get("/logga-in/kod", .anybody, answer: 303),
        // Without an identity provider its addresses lead nowhere.
        get("/logga-in/legitimera", .anybody, answer: 404), get("/logga-in/svar", .anybody, answer: 404),
        get("/utloggad", .anybody), get("/utloggad/vidare", .anybody, answer: 404),
        get("/inbjudan/:token", .anybody, at: "/inbjudan/finns-inte", answer: 404),
    ]

    static let reading: [SiteRoute] = [
        get("/valj-enhet", .signedIn), get("/konto", .signedIn), get("/konto/losenord", .signedIn),
        get("/konto/tvasteg", .signedIn),
        get("/oversikt", .only(leaders)), get("/oversikt/fil", .only(leaders)), get("/jamlikhet/fil", .only(leaders)),
        get("/mal", .only(leaders)),
        get("/mal/:measure", .only(leaders), at: "/mal/plan-over-28-dagar"),
        get("/mal/:measure/fil", .only(leaders), at: "/mal/plan-over-28-dagar/fil?skrivsatt=excel"),
        get(
            "/mal/:measure/sjukfall", .only(leaders), at: "/mal/deltid-vid-start/sjukfall",
            // Tova began this month, which the figure does not count yet.
            log: Look(
                activity: "Läsa", resource: "Sjukfall bakom måttet deltid-vid-start", patients: [.nils, .pia, .emil],
                purpose: "Kvalitetssäkring")),
        get("/jamlikhet", .only(leaders)), get("/handlingsplan", .only(leaders)), get("/kompletteringar", .only(leaders)),
        get(
            "/kompletteringar/:question", .only(leaders), at: "/kompletteringar/7",
            log: Look(
                activity: "Läsa", resource: "Exempel på kompletteringar", patients: [], purpose: "Kvalitetssäkring")),
        get("/handlingsplan/:goal", .only(leaders), at: "/handlingsplan/1"),
        get("/manadsbrev", .only(leaders)), get("/manadsbrev/text", .only(leaders)),
        get("/rapporter", .only(leaders + [.rita])), get("/rapporter/:report", .only(leaders + [.rita]), at: "/rapporter/totalt"),
        get("/rapporter/:report/fil", .only(leaders + [.rita]), at: "/rapporter/alder/fil?form=hela&skrivsatt=excel"),
        get("/rapportoversikt", .only(leaders + [.rita])), get("/rapportregler", .only(leaders + [.rita])),
        get("/listade-patienter", .only([.rita])),
        get("/import", .only([.karin, .bo, .mats, .sven])),
        get("/import/karantan", .only([.karin]), log: read("Karantän", [])),
        get("/import/karantan/:item", .only([.karin]), at: "/import/karantan/1", log: read("Karantän post 1", [.tova])),
        get("/import/undanlagda", .only([.karin]), log: read("Undanlagt ur karantänen", [])),
        get("/import/utan-agare", .only([.sven])),
        get("/import/konflikter", .only([.karin]), log: read("Intyg med olika innehåll", [.tova])),
        get("/logg", .only(reviewers)), get("/logg/rader", .only(reviewers)), get("/logg/utdrag", .only(reviewers)),
        get("/logg/nodoppningar", .only(reviewers)),
        get(
            "/logg/granskning/:review", .only(reviewers), at: "/logg/granskning/1", log: administer("Läsa", "Logggranskning", [])),
        get("/konton", .only([.sven])), get("/konton/:account", .only([.sven]), at: "/konton/2"),
        get("/mina-atkomster", .only(Cast.insiders)),
        get("/behorigheter", .only([.mats])), get("/behorigheter/analys", .only([.mats])),
        get("/sjukfall", .only(carers), at: "/sjukfall?vems=enhetens", log: read("Pågående sjukfall", [.tova, .nils, .pia])),
        get("/patient/:patient", .only(carers), at: "/patient/\(Patients.pia.publicID)", log: read("Sjukfall", [.pia])),
        get(
            "/patient/:patient/intyg/:number", .only(carers), at: "/patient/\(Patients.nils.publicID)/intyg/2",
            log: read("Intyg", [.nils])),
        get(
            "/patient/:patient/skydd", .only(carers), at: "/patient/\(Patients.pia.publicID)/skydd",
            log: read("Spärrar och samtycken", [.pia])),
        get(
            "/patient/:patient/enhet/:unit", .only(carers), at: "/patient/\(Patients.pia.publicID)/enhet/2",
            log: Look(
                activity: "Läsa", resource: "Spärrade uppgifter, utan innehåll", patients: [.pia], owner: Fixture.otherUnit.hsaID)
        ),
    ]

    /// Answers with a page: the number that is asked about must not stand in an address.
    static let extract = SiteRoute(
        method: .post, pattern: "/logg/utdrag", path: "/logg/utdrag", gate: .only(reviewers),
        form: [("nummer", Patients.tova.identifier.canonical)], log: administer("Läsa", "Loggutdrag", [.tova]))

    static let home = get("/", .only(Cast.insiders), answer: 303)

    static let changing: [SiteRoute] = [
        post(
            "/sjukfall/ansvarig", .only(assigners),
            [("rad", Patients.tova.publicID), ("rad", Patients.nils.publicID), ("ansvarig", "1"), ("vy", "vems=enhetens")],
            log: write("Ansvarig för sjukfall", [.tova, .nils])),
        post(
            "/patient/:patient/ansvarig", .only(assigners), [("ansvarig", "1")], at: "/patient/\(Patients.pia.publicID)/ansvarig",
            log: write("Ansvarig för sjukfall", [.pia])),
        post(
            "/patient/:patient/skydd", .only(assigners), [("beslut", "sparra")], at: "/patient/\(Patients.pia.publicID)/skydd",
            log: write("Spärr", [.pia])),
        post(
            "/patient/:patient/samtycke", .only(carers),
            [("part", "employer"), ("vad", "Anpassningar"), ("dag", "2026-11-20"), ("till", "")],
            at: "/patient/\(Patients.pia.publicID)/samtycke", log: write("Samtycke till samverkan", [.pia])),
        post(
            "/patient/:patient/enhet/:unit", .only(carers), [("skal", "Medvetslös på akuten")],
            at: "/patient/\(Patients.pia.publicID)/enhet/2",
            log: Look(
                activity: "Nödöppning", resource: "Intyg hos annan enhet", patients: [.pia], owner: Fixture.otherUnit.hsaID)),
        post("/sjukfall", .only(carers), [("sok", "ek"), ("ordna", "name")]),
        post("/sjukfall/installningar", .only(carers), [("mellanrum", "7"), ("avslutade", "3")]),
        post(
            "/import/karantan/:item", .only([.karin]), [("beslut", "lagg-undan"), ("skal", "Dubblett")], at: "/import/karantan/1",
            log: write("Karantän post 1", [.tova])),
        post(
            "/import/utan-agare", .only([.sven]), [("post", "3"), ("enhet", "1")],
            log: write("Karantän post 3 till enhet \(Fixture.unit.hsaID)", [])),
        post(
            "/import/konflikter", .only([.karin]), [("intyg", "1"), ("ordning", "1")],
            log: write("Intyg med olika innehåll", [.tova])),
        post(
            "/konton", .only([.sven]),
            [
                ("namn", "Eva Lind"), ("anvandarnamn", "eva.lind"), ("hsa-id", ""), ("personnummer", ""),
                ("losenord", Cast.password),
            ], answer: 200),
        post("/konton/:account", .only([.sven]), [("gor", "stang-av")], at: "/konton/1"),
        post("/behorigheter/roll", .only([.mats]), UnitRightsForms.role),
        post("/behorigheter/roll/avsluta", .only([.mats]), [("uppgift", "1")]),
        post("/behorigheter/uppdrag", .only([.mats]), UnitRightsForms.mandate),
        post("/behorigheter/uppdrag/avsluta", .only([.mats]), [("person", UnitRightsForms.bo)]),
        post("/behorigheter/patienter", .only([.mats]), [("ser", "egna")]),
        post("/behorigheter/analys", .only([.mats]), UnitRightsForms.analysis),
        post(
            "/handlingsplan", .only(setters),
            [
                ("matt", "deltid-vid-start"), ("mal", "40"), ("senast", "2027-06-30"), ("ansvarig", "Mats"),
                ("plan", "Fråga alltid."),
            ]),
        post(
            "/handlingsplan/:goal", .only(setters),
            [
                ("mal", "50"), ("senast", "2027-06-30"), ("ansvarig", "Mats"), ("plan", "Fråga."), ("skal", "För lågt"),
                ("beslut", "andra"),
            ],
            at: "/handlingsplan/1"),
        post(
            "/handlingsplan/:goal/steg", .only(setters),
            [("vad", "Möte"), ("ansvarig-steg", "Bo"), ("senast-steg", "2027-01-31")],
            at: "/handlingsplan/1/steg"),
        post("/handlingsplan/:goal/steg/:step", .only(setters), [("status", "klart")], at: "/handlingsplan/1/steg/2"),
        post("/handlingsplan/:goal/uppfoljning", .only(setters), [("anteckning", "Bättre")], at: "/handlingsplan/1/uppfoljning"),
        // The cast's few spells give no limits to reckon anew: who has the right is told so.
        post(
            "/mal/:measure/omrakning", .only(setters), [("manad", "2026-06"), ("skal", "Ny rutin")],
            at: "/mal/\(TestSite.rebasedMeasure)/omrakning", answer: 422),
        post(
            "/mal/:measure/omrakning/:rebase", .only(setters), [("skal-1", "För tidigt")],
            at: "/mal/\(TestSite.rebasedMeasure)/omrakning/1"),
        post("/listade-patienter", .only([.rita]), [], file: RegionListFile.valid, answer: 200),
        post("/listade-patienter/ta-i-bruk", .only([.rita]), [("lista", "SE9900990001-1001 1200"), ("ersatter", "0")]),
        post(
            "/logg", .only(reviewers), [("manad", "2026-10"), ("antal", "5")], log: administer("Skriva", "Logggranskning", [])),
        post(
            "/logg/granskning/:review", .only(reviewers), [("anteckning", "Inget att åtgärda.")], at: "/logg/granskning/1",
            log: administer("Signera", "Logggranskning", [])),
        extract,
        post("/valj-enhet", .signedIn, [("enhet", "1")]),
        post("/logga-ut", .signedIn, []),
        post("/konto/sessioner", .signedIn, [("losenord", Cast.password)]),
        post(
            "/konto/losenord", .signedIn,
            [("losenord", Cast.password), ("nytt", "hästar äter lök"), ("igen", "hästar äter lök")]),
        // Without a proposal that the page itself has made, nothing is added.
        post("/konto/tvasteg", .signedIn, [("losenord", Cast.password), ("gor", "lagg-till")], answer: 422),
    ]

    static let signIn = post("/logga-in", .anybody, [("anvandarnamn", "anna"), ("losenord", Cast.password)])

    static let signInCode = post("/logga-in/kod", .anybody, [("kod", "123456")])
    static let invitation = post("/inbjudan/:token", .anybody, [], at: "/inbjudan/finns-inte", answer: 404)

    static let all: [SiteRoute] = open + [home] + reading + formAddresses + changing + [signIn, signInCode, invitation]
    /// Those that show or change what concerns a patient.
    static let ofPatients = all.filter { $0.log != nil }
}
