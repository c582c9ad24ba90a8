/// A code list of the forms (kodverk KV_FKMU): its name, the codes that the form allows, and how we print them.
package struct CodeList: Sendable {
    package struct Entry: Sendable {
        package let code: String
        /// In Swedish, in our own words.
        package let text: String
    }

    /// The code system as certificates name it, as `KV_FKMU_0003`.
    package let system: String
    package let entries: [Entry]

    package init(_ system: String, _ entries: KeyValuePairs<String, String>) {
        self.system = system
        self.entries = entries.map { Entry(code: $0.key, text: $0.value) }
    }

    package func contains(_ code: some StringProtocol) -> Bool { entries.contains { $0.code == code } }
    package func text(_ code: some StringProtocol) -> String? { entries.first { $0.code == code }?.text }

    package func without(_ codes: String...) -> CodeList {
        CodeList(system: system, entries: entries.filter { !codes.contains($0.code) })
    }

    private init(system: String, entries: [Entry]) {
        self.system = system
        self.entries = entries
    }
}

extension CodeList {
    /// What the certificate builds on, first generation.
    package static let groundsV1 = CodeList(
        "KV_FKMU_0001",
        [
            "UNDERSOKNING": "Min undersökning av patienten",
            "TELEFONKONTAKT": "Telefonkontakt med patienten",
            "JOURNALUPPGIFTER": "Journaluppgifter",
            "ANNAT": "Annat",
        ])

    /// What the certificate builds on, second generation: tells a meeting in the room from one at a distance.
    package static let groundsV2 = CodeList(
        "KV_FKMU_0001",
        [
            "FYSISKUNDERSOKNING": "Undersökning vid fysiskt vårdmöte",
            "DIGITALUNDERSOKNING": "Undersökning vid digitalt vårdmöte",
            "TELEFONKONTAKT": "Telefonkontakt med patienten",
            "JOURNALUPPGIFTER": "Journaluppgifter",
            "ANNAT": "Annat",
        ])

    package static let occupations = CodeList(
        "KV_FKMU_0002",
        [
            "NUVARANDE_ARBETE": "Nuvarande arbete",
            "ARBETSSOKANDE": "Arbetssökande",
            "FORALDRALEDIG": "Föräldraledig",
            "STUDIER": "Studier",
        ])

    /// AG1-14 is written to an employer, so only work can be meant.
    package static let workOnly = CodeList("KV_FKMU_0002", ["NUVARANDE_ARBETE": "Nuvarande arbete"])

    package static let extents = CodeList(
        "KV_FKMU_0003",
        [
            "HELT_NEDSATT": "100\u{A0}%",
            "TRE_FJARDEDEL": "75\u{A0}%",
            "HALFTEN": "50\u{A0}%",
            "EN_FJARDEDEL": "25\u{A0}%",
        ])

    package static let measures = CodeList(
        "KV_FKMU_0004",
        [
            "EJ_AKTUELLT": "Inte aktuellt",
            "ARBETSTRANING": "Arbetsträning",
            "ARBETSANPASSNING": "Anpassning av arbetet",
            "SOKA_NYTT_ARBETE": "Söka nytt arbete",
            "BESOK_ARBETSPLATS": "Besök på arbetsplatsen",
            "ERGONOMISK": "Ergonomisk bedömning",
            "HJALPMEDEL": "Hjälpmedel",
            "KONFLIKTHANTERING": "Konflikthantering",
            "KONTAKT_FHV": "Kontakt med företagshälsovården",
            "OMFORDELNING": "Omfördelning av arbetsuppgifter",
            "OVRIGA_ATGARDER": "Övriga åtgärder",
        ])

    package static let prognosesV1 = CodeList(
        "KV_FKMU_0006",
        [
            "STOR_SANNOLIKHET": "Återgår med stor sannolikhet helt efter den här perioden",
            "ATER_X_ANTAL_DGR": "Återgår med stor sannolikhet helt inom ett visst antal dagar",
            "SANNOLIKT_INTE": "Återgår sannolikt inte helt inom 12 månader",
            "PROGNOS_OKLAR": "Prognosen är oklar",
        ])

    package static let prognosesV2 = CodeList(
        "KV_FKMU_0006",
        [
            "STOR_SANNOLIKHET": "Förväntas återgå helt när intyget slutar gälla",
            "ATER_X_ANTAL_MANADER": "Förväntas återgå helt inom ett visst antal månader",
            "SANNOLIKT_INTE": "Förväntas inte återgå helt",
            "PROGNOS_OKLAR": "Prognosen är oklar",
        ])

    package static let daysToWork = CodeList(
        "KV_FKMU_0007",
        [
            "TRETTIO_DGR": "30 dagar",
            "SEXTIO_DGR": "60 dagar",
            "NITTIO_DGR": "90 dagar",
            "HUNDRAATTIO_DAGAR": "180 dagar",
            "TREHUNDRASEXTIOFEM_DAGAR": "365 dagar",
        ])
}
