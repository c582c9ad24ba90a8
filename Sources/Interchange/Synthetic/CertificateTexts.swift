import SickLeave

/// Invented texts of a certificate for a group of diagnoses. Short and plausible; no real certificate was read for them.
struct CertificateTexts: Sendable {
    /// Question 35, functional impairment (funktionsnedsättning); prebuilt answers are shared by every certificate.
    let impairment: [Answer]
    /// Question 17, activity limitation (aktivitetsbegränsning).
    let limitation: [Answer]
    /// Question 19, ongoing treatment.
    let ongoing: Answer
    /// Question 20, planned treatment.
    let planned: Answer

    init(_ impairment: [String], _ limitation: [String], ongoing: String, planned: String) {
        self.impairment = impairment.map { CertificateTexts.answer("35", $0) }
        self.limitation = limitation.map { CertificateTexts.answer("17", $0) }
        self.ongoing = CertificateTexts.answer("19", ongoing)
        self.planned = CertificateTexts.answer("20", planned)
    }

    static func answer(_ question: String, _ text: String) -> Answer {
        Answer(question: question, parts: [Answer.Part(question + ".1", .text(text))])
    }
}

extension CertificateTexts {
    static let stress = CertificateTexts(
        [
            "Trött, lättrörd och tappar tråden i samtalet. Sömnen är störd och uppmärksamheten måttligt nedsatt.",
            "Spänd och uttröttad vid besöket. Minne och uthållighet är måttligt nedsatta enligt status.",
        ],
        [
            "Klarar inte flera uppgifter samtidigt och behöver vila efter en timmes koncentration.",
            "Har svårt att planera dagen, att ta emot intryck från flera håll och att möta tidspress i arbetet.",
        ],
        ongoing: "Samtalskontakt på enheten, råd om sömn, återhämtning och fysisk aktivitet.",
        planned: "Uppföljning hos läkare före periodens slut. Stegvis återgång planeras tillsammans med arbetsgivaren.")
    static let depression = CertificateTexts(
        [
            "Sänkt stämningsläge, långsamma rörelser och glesa svar. Måttlig nedsättning av energi och koncentration.",
            "Nedstämd och initiativlös vid besöket. Sömnen är störd och koncentrationen sviktar efter en kort stund.",
        ],
        [
            "Kommer inte i gång med uppgifter på egen hand och orkar delta i samtal högst en halvtimme.",
            "Har svårt att ta beslut, att hålla tider och att bemöta kunder eller kamrater i arbetet.",
        ],
        ongoing: "Läkemedel mot depression och psykologkontakt.",
        planned: "Ny bedömning av effekten om fyra till sex veckor, därefter beslut om upptrappning av arbetstid.")
    static let anxiety = CertificateTexts(
        [
            "Tydligt orolig, svettas och har svårt att sitta still. Ångesten är måttlig och kommer dagligen.",
            "Ångestpåslag under samtalet med andfåddhet. Uppmärksamheten är lindrigt till måttligt nedsatt.",
        ],
        [
            "Undviker möten och resor, avbryter arbetsuppgifter vid ångest och behöver någon som kan ta över.",
            "Klarar inte krävande kontakter och har svårt att slutföra uppgifter som kräver koncentration.",
        ],
        ongoing: "Kognitiv beteendeterapi har inletts.",
        planned: "Fortsatt behandling, uppföljning av arbetsförmågan vid nästa läkarbesök.")
    static let psychiatric = CertificateTexts(
        [
            "Varierande stämningsläge och störd dygnsrytm. Måttlig svårighet med uppmärksamhet och sortering av intryck.",
            "Bedöms ha måttligt nedsatt förmåga att reglera känslor och att hålla fast vid en uppgift.",
        ],
        [
            "Klarar inte regelbundna arbetstider och behöver återkommande pauser i en lugn miljö.",
            "Har svårt att samarbeta under stress och att genomföra uppgifter i flera steg.",
        ],
        ongoing: "Läkemedel och kontakt med öppenvårdsteam.",
        planned: "Teamkonferens och planering av arbetsinriktade insatser.")
    static let back = CertificateTexts(
        [
            "Inskränkt rörlighet i ländryggen, ömhet längs ryggmuskulaturen. Framåtböjning avbryts vid smärta.",
            "Stel rygg och ensidig smärta vid rotation. Neurologstatus utan anmärkning.",
        ],
        [
            "Kan inte lyfta eller arbeta framåtböjt, sitter och står högst tjugo minuter i taget.",
            "Klarar gång på plan mark men inte bärande, vridna arbetsställningar eller längre bilkörning.",
        ],
        ongoing: "Smärtlindring vid behov och träning hos fysioterapeut.",
        planned: "Stegrad träning. Kontakt med arbetsgivaren om anpassade uppgifter.")
    static let arm = CertificateTexts(
        [
            "Smärtsam båge vid lyft av armen över axelhöjd. Kraften är lindrigt till måttligt nedsatt.",
            "Ömhet över fästet och smärta vid belastning, greppet är svagare än på andra sidan.",
        ],
        [
            "Kan inte arbeta med armen över axelhöjd eller bära mer än ett par kilo.",
            "Har svårt med upprepade grepp och verktyg som vibrerar.",
        ],
        ongoing: "Träningsprogram via fysioterapeut.",
        planned: "Ny bedömning efter träningsperioden, röntgen vid utebliven effekt.")
    static let pain = CertificateTexts(
        [
            "Utbredd tryckömhet och uttalad trötthet efter lätt ansträngning. Uthålligheten är måttligt nedsatt.",
            "Smärta från flera kroppsdelar med störd sömn. Rörligheten är fri men långsam.",
        ],
        [
            "Orkar med vardagssysslor i korta pass och behöver vila efter en timmes aktivitet.",
            "Klarar inte tempoarbete eller statisk belastning, och besvären ökar dagen efter.",
        ],
        ongoing: "Smärtskola och anpassad fysisk aktivitet.",
        planned: "Bedömning av team inom rehabilitering.")
    static let hipKnee = CertificateTexts(
        [
            "Hälta, nedsatt rörlighet och belastningssmärta i leden. Muskelkraften är måttligt nedsatt.",
            "Svullnad och inskränkt böjning i leden, smärta vid trappgång.",
        ],
        [
            "Går kortare sträckor med stöd, kan inte stå längre än tio minuter eller gå på knä.",
            "Klarar inte trappor med börda eller arbete i huksittande.",
        ],
        ongoing: "Träning enligt artrosskola respektive efter ingrepp.",
        planned: "Återbesök på mottagningen, stegrad belastning enligt program.")
    static let fracture = CertificateTexts(
        [
            "Skadan är fixerad med gips eller ortos. Svullnad och smärta vid rörelse.",
            "Nedsatt rörlighet och kraft efter fraktur, röntgen visar läkning som väntat.",
        ],
        [
            "Kan inte belasta den skadade kroppsdelen och behöver hjälp med tyngre moment.",
            "Klarar inte arbetsuppgifter som kräver båda händerna eller längre gående.",
        ],
        ongoing: "Fixering och smärtlindring.",
        planned: "Röntgenkontroll och borttagning av gips, därefter träning.")
    static let infection = CertificateTexts(
        [
            "Feber, hosta och påverkat allmäntillstånd vid undersökning.",
            "Nedsatt allmäntillstånd och andfåddhet vid lätt ansträngning.",
        ],
        [
            "Orkar inte vara uppe längre stunder och klarar inga arbetsuppgifter.",
            "Har inte ork för fysiskt arbete och behöver vila större delen av dagen.",
        ],
        ongoing: "Vila och läkemedel vid behov.",
        planned: "Ny kontakt om besvären inte går över.")
    static let neurology = CertificateTexts(
        [
            "Nedsatt kraft och känsel i hand. Finmotoriken är måttligt påverkad.",
            "Lindrig till måttlig svaghet och uttröttbarhet i status.",
        ],
        [
            "Tappar föremål och har svårt med knappar, tangentbord och små verktyg.",
            "Behöver längre tid för invanda uppgifter och klarar inte att köra bil i tjänsten.",
        ],
        ongoing: "Uppföljning hos arbetsterapeut och läkare.",
        planned: "Fortsatt träning och ny bedömning av funktionen.")
    static let internalMedicine = CertificateTexts(
        [
            "Trötthet och nedsatt ork efter sjukdomen eller ingreppet. Status visar lindrig till måttlig påverkan.",
            "Smärta från buken vid rörelse och lyft, i övrigt stabilt tillstånd.",
        ],
        [
            "Får inte lyfta tungt och orkar inte en hel arbetsdag.",
            "Klarar lätta sysslor men inte fysiskt ansträngande arbete.",
        ],
        ongoing: "Läkemedel och kontroller enligt plan.",
        planned: "Återbesök med provtagning.")
    static let fatigue = CertificateTexts(
        [
            "Trött vid besöket, utredning pågår. Lindrig nedsättning av uthållighet och koncentration.",
            "Ostadig och trött, status i övrigt utan säkra fynd.",
        ],
        [
            "Orkar en halv dag av lätta uppgifter och behöver vila mellan dem.",
            "Klarar inte arbete på höjd eller med höga krav på uppmärksamhet.",
        ],
        ongoing: "Utredning med prover.",
        planned: "Läkarbesök när provsvaren är klara.")
    static let pregnancy = CertificateTexts(
        [
            "Foglossning och smärta vid gång, rörligheten är inskränkt.",
            "Uttalat illamående och trötthet, påverkat allmäntillstånd.",
        ],
        [
            "Kan inte stå eller gå längre stunder och inte lyfta.",
            "Klarar inte arbetspass utan långa vilopauser.",
        ],
        ongoing: "Kontakt med barnmorska och fysioterapeut.",
        planned: "Ny bedömning vid nästa kontroll.")
}
