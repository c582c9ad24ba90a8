import SickLeave
import Statistics
import UseCases

/// How a report counts, in a few lines beside the figures.
struct ReportRules: Component {
    let answer: ReportAnswer

    var html: HTML {
        let facts = Facts(
            [
                ("Vad som räknas", "\(counted)"), ("Vems intyg", "\(place)"), ("Var det hör hemma", "\(attribution)"),
            ] + (hasFilters ? [("Filter", "\(ReportRules.filters)")] : []) + [
                ("Period", "\(period)"), ("Små tal", "\(smallNumbers)"),
            ])
        return """
            <section class="panel aside" aria-labelledby="regler"><h2 id="regler">Så räknas rapporten</h2>\(facts)
            <p class="elsewhere"><a href="\(Site.reportRules)">Så skiljer sig rapporter, mål och listan åt</a></p></section>
            """
    }

    private var hasFilters: Bool { answer.disclosure == nil && answer.report.counted == .spells }

    /// A filter and the group of the same name are two questions.
    static let filters =
        "Ett filter på enhet, diagnos eller ålder tar med sjukfallet om något av intygen i månaden (i hela perioden när den visas på en gång) "
        + "passar. Månad för månad avgörs gruppen av det intyg som börjar sist, och åldern alltid av den högsta. Bara månad för månad kan ett "
        + "filter på diagnos eller enhet därför ge fler sjukfall än samma grupp i en rapport utan filter."

    /// Who is in no report on spells, and where they are.
    static let ageless =
        "Den vars födelsedatum inte går att läsa ur numret (reservnummer) är inte med, lika lite som i Intygsstatistik, "
        + "men finns på listan och i måtten."

    private var counted: String {
        switch answer.report.counted {
        case .spells:
            "Sjukfall: intyg på FK 7804 och FK 7263 hos samma vårdgivare med högst fem dagars mellanrum. Ett sjukfall räknas varje månad som det pågår, om så bara en dag. Makulerade intyg räknas inte. \(ReportRules.ageless)"
        case .certificates: "Signerade intyg, den månad de signerades. Makulerade räknas inte."
        case .completions:
            "Intyg som skickades till Försäkringskassan, den månad de signerades, och hur många av dem som fick minst en begäran om komplettering."
        case .messages: "Meddelanden från Försäkringskassan, den månad då intyget som de gäller signerades."
        case .completionQuestions:
            "Frågor som begäran om komplettering gäller, så många gånger de nämns, den månad då intyget signerades."
        }
    }

    private var place: String {
        switch answer.choice.level {
        case .unit: "Intyg från \(answer.place), underenheter inräknade. Längden räknas på alla vårdgivarens enheter."
        case .provider: "Intyg från alla enheter hos \(answer.place)."
        case .region: "Intyg från enheterna på regionens lista. Två vårdgivares intyg blir två sjukfall."
        case .all: "Intyg från alla vårdgivare här. Två vårdgivares intyg blir två sjukfall."
        }
    }

    private var attribution: String {
        guard answer.report.counted == .spells else { return "Varje intyg och meddelande räknas en gång i sin grupp." }
        switch (answer.choice.kind, answer.report.attribution) {
        case (.age, _): return "Patientens högsta ålder under perioden."
        case (.length, _), (.overNinety, _): return "Dagar med intyg fram till och med det sista intyget som är känt i perioden."
        case (.total, _), (.certificatesPerSpell, _): return "Varje sjukfall räknas en gång."
        case (.position, _), (.doctorAgeAndSex, _): return doctors
        case (_, .last): return "Det intyg som börjar sist i månaden avgör gruppen, så varje sjukfall räknas en gång."
        case (_, .each):
            return "Varje grupp som sjukfallet har haft i perioden räknas, så grupperna kan bli fler än alla sjukfall."
        }
    }

    /// Each doctor is one, as on the own latest certificate: with more certificates in sight that can be another one, in another group.
    private var doctors: String {
        let each =
            answer.report.attribution == .last
            ? "Läkaren på det intyg som börjar sist i månaden avgör gruppen."
            : "Varje läkare i sjukfallet räknas en gång, som på sitt senaste intyg i perioden."
        guard answer.choice.level == .region || answer.choice.level == .all else { return each }
        return each + " Den som har intyg på flera enheter kan därför höra till en grupp på en lista och till en annan hos alla "
            + "vårdgivare, så en grupp kan vara större på listan."
    }

    private var period: String {
        answer.report.shape == .series
            ? "Varje månad för sig, \(answer.report.months.inWords)."
            : "Hela perioden på en gång, \(answer.report.months.inWords)."
    }

    private var smallNumbers: String {
        guard let limit = answer.disclosure else { return "Inget är dolt: den egna enheten känner sina patienter." }
        let base =
            "Antal under \(limit.least) visas inte, och inte heller tal som skulle avslöja dem här eller i en annan rapport. Därför finns inga filter här, och bara månader och halvår som är slut."
        return answer.choice.shapes == answer.choice.kind.shapes
            ? base : base + " Månaderna visas inte en och en, eftersom summan då skulle avslöja en dold månad."
    }
}

/// Which rule each part of the program counts by, beside each other: one figure has one definition, and each says which.
struct ReportRulesPage: Component {
    var html: HTML {
        let table = DataTable(
            caption: "Fyra sätt att räkna sjukfall",
            columns: [
                .init("Var", .rowHeader), .init("Intyg som hör ihop", .longText, cardLabel: "Intyg som hör ihop"),
                .init("Vilka intyg", .longText, cardLabel: "Vilka intyg"),
                .init("Vilken månad eller dag", .longText, cardLabel: "Vilken månad eller dag"),
                .init("Längd", .longText, cardLabel: "Längd"),
            ],
            rows: [
                .init(
                    id: "lista",
                    cells: [
                        "Pågående sjukfall och Översikt",
                        "Enhetens intyg, med så många dagars mellanrum som du själv har valt (fem från början).",
                        "FK 7804 och FK 7263 som inte är ersatta eller makulerade.", "Dagen i dag, eller den dag du väljer.",
                        "Dagar med intyg, planerade dagar inräknade.",
                    ]),
                .init(
                    id: "mal",
                    cells: [
                        "Mål och mått", "Enhetens intyg med högst fem dagars mellanrum.",
                        "FK 7804 och FK 7263 som inte är ersatta eller makulerade.",
                        "Varje sjukfall i en månad: när det börjar, eller när det når en viss dag. Måttet säger vilket.",
                        "Från första till sista dagen.",
                    ]),
                .init(
                    id: "rapporter",
                    cells: [
                        "Rapporter", "Vårdgivarens intyg med högst fem dagars mellanrum, som i Intygsstatistik.",
                        "FK 7804 och FK 7263. Ersatta räknas, makulerade inte.", "Varje månad som sjukfallet pågår någon dag.",
                        "Dagar med intyg på alla vårdgivarens enheter.",
                    ]),
                .init(
                    id: "fk",
                    cells: [
                        "Försäkringskassans statistik (finns inte här)", "Utbetalda dagar, oavsett vem som skrev intygen.",
                        "Bara fall där ersättning har betalats, från dag 15.", "Den månad ersättningen gäller.",
                        "Dagar med ersättning.",
                    ]),
            ], isTall: false, cards: .labelled)
        return """
            <p class="lead">Olika frågor kräver olika sätt att räkna. Därför kan två siffror som heter nästan samma sak skilja sig åt. Här står vad \
            varje del av Sakkunnig räknar.</p>
            \(table)
            <section class="prose"><h2>Varför är det fler sjukfall i rapporterna än på listan?</h2>
            <p>Listan visar dem som är sjukskrivna i dag. Rapporten räknar alla som varit sjukskrivna någon dag i månaden, och följer patienten mellan \
            vårdgivarens enheter.</p>
            <h2>Vilka patienter saknas i rapporterna om sjukfall?</h2>
            <p>\(ReportRules.ageless)</p>
            <h2>Varför blir grupperna fler än alla sjukfall?</h2>
            <p>I en hel period räknas ett sjukfall i varje grupp som det har haft: den som gick från hel till halv sjukskrivning finns i båda. \
            Månad för månad räknas bara det senaste intyget.</p>
            <h2>Varför ger ett filter ibland fler sjukfall än samma grupp?</h2>
            <p>\(ReportRules.filters) Ett exempel: den som gick från F32 till F43 i mars är med i filtret F32 och i filtret F43, men bara i gruppen \
            F43 när mars visas för sig.</p>
            <h2>Varför är några antal dolda?</h2>
            <p>Ovanför den egna enheten visas inga antal under \(5), och inte heller de tal som skulle avslöja dem genom summor, i samma rapport eller i en annan. Den som ser sin egen enhet helt får \
            inte heller veta små antal på de andra enheterna. Två filter som skiljer sig \
            lite åt skulle avslöja samma sak. Därför går det inte att filtrera där, och var och en ser bara en nivå ovanför enheten.</p></section>
            """
    }
}
