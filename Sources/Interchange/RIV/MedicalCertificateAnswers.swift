import SickLeave

/// The answers of an old FK 7263 under the numbers of its later form, in the order of the source.
struct MedicalCertificateAnswers {
    private var answers: [Answer] = []
    /// Of each question the row that was added last.
    private var latest: [String: Row] = [:]
    private var ticks: Set<Tick> = []
    private var diagnoses = 0
    private var rest: [String] = []

    private struct Row {
        let place: Int
        let instance: Int
        var parts: Set<String>
    }

    /// The boxes of the old form. Left out means not ticked, which the later form writes as `false`.
    private enum Tick: String, CaseIterable {
        case employmentOffice = "10003.1"
        case occupationalHealth = "10003.2"
        case agencyContact = "26.1"
        case infectionCarrier = "27.1"
        case travel = "34.1"
    }

    /// The answers, unticked boxes included.
    func finished() -> [Answer] {
        var all = self
        all.addText("ovrigt", rest.joined(separator: "\n"))
        for tick in Tick.allCases { all.add(tick.rawValue, .text(ticks.contains(tick) ? "true" : "false")) }
        return all.answers
    }

    private mutating func add(_ part: String, _ value: AnswerValue) {
        let question = String(part.prefix { $0 != "." })
        if let place = latest[question]?.place, latest[question]?.parts.insert(part).inserted == true {
            answers[place].parts.append(Answer.Part(part, value))
        } else {
            addRow(question, [Answer.Part(part, value)])
        }
    }

    private mutating func addRow(_ question: String, _ parts: [Answer.Part]) {
        let row = Row(place: answers.count, instance: (latest[question]?.instance ?? 0) + 1, parts: Set(parts.map(\.id)))
        latest[question] = row
        answers.append(Answer(question: question, instance: row.instance, parts: parts))
    }

    /// What the old form has no place for, or the later one no number.
    mutating func addRest(_ text: String) {
        if !text.isEmpty { rest.append(text) }
    }

    mutating func addText(_ part: String, _ text: String) {
        if !text.isEmpty { add(part, .text(text)) }
    }

    /// What the certificate builds on.
    mutating func addGround(_ type: String, day: String, other: String = "") {
        let code: String
        switch type {
        case "Min_undersokning_av_patienten": code = "UNDERSOKNING"
        case "Min_telefonkontakt_med_patienten": code = "TELEFONKONTAKT"
        case "Journaluppgifter": code = "JOURNALUPPGIFTER"
        case "Annat": code = "ANNAT"
        default: code = type
        }
        var parts = [Answer.Part("1.1", coded(code, .groundsV1))]
        if !day.isEmpty { parts.append(Answer.Part("1.2", .text(day))) }
        if !other.isEmpty { parts.append(Answer.Part("1.3", .text(other))) }
        addRow("1", parts)
    }

    mutating func addOccupation(_ type: String) {
        let code: String
        switch type {
        case "Nuvarande_arbete": code = "NUVARANDE_ARBETE"
        case "Arbetsloshet": code = "ARBETSSOKANDE"
        case "Foraldraledighet": code = "FORALDRALEDIG"
        default: code = type
        }
        addRow("28", [Answer.Part("28.1", coded(code, .occupations))])
    }

    mutating func addReduction(_ extent: String, start: String, end: String) {
        let code: String
        switch extent {
        case "Helt_nedsatt": code = "HELT_NEDSATT"
        case "Nedsatt_med_3/4": code = "TRE_FJARDEDEL"
        case "Nedsatt_med_1/2": code = "HALFTEN"
        case "Nedsatt_med_1/4": code = "EN_FJARDEDEL"
        default: code = extent
        }
        addRow("32", [Answer.Part("32.1", coded(code, .extents)), Answer.Part("32.2", .period(start: start, end: end))])
    }

    /// The first diagnosis is part 6.2, the next ones 6.4 and 6.6.
    mutating func addDiagnosis(_ code: String, system: String, display: String) {
        guard !code.isEmpty else { return addRest(display) }
        diagnoses += 1
        // The old form names the classification where the later one gives its object identifier.
        let identifier: String
        switch system.uppercased() {
        case "ICD-10", "ICD-10-SE": identifier = "1.2.752.116.1.1.1.1.3"
        case "KSH97-P", "KSH97P", "KSH-97-P", "KSH_97_P": identifier = "1.2.752.116.1.3.1.4.1"
        default: identifier = system
        }
        add("6.\(diagnoses * 2)", .code(CodedValue(code: code, system: identifier, display: display)))
    }

    mutating func addActivity(_ code: String, description: String) {
        switch code {
        case "Avstangning_enligt_SmL_pga_smitta": ticks.insert(.infectionCarrier)
        case "Kontakt_med_Forsakringskassan_ar_aktuell": ticks.insert(.agencyContact)
        case "Patienten_behover_fa_kontakt_med_Arbetsformedlingen": ticks.insert(.employmentOffice)
        case "Patienten_behover_fa_kontakt_med_foretagshalsovarden": ticks.insert(.occupationalHealth)
        case "Forandrat_ressatt_till_arbetsplatsen_ar_aktuellt": ticks.insert(.travel)
        case "Forandrat_ressatt_till_arbetsplatsen_ar_ej_aktuellt": break
        case "Planerad_eller_pagaende_behandling_eller_atgard_inom_sjukvarden":
            return addText("10004.1", description.isEmpty ? "true" : description)
        case "Arbetslivsinriktad_rehabilitering_ar_aktuell": add("10005.1", .text("true"))
        default: add("aktivitetskod", .text(code))
        }
        if !description.isEmpty { add("aktivitetskod", .text("\(code): \(description)")) }
    }

    mutating func addPrognosis(_ prognosis: String) {
        switch prognosis {
        case "": break
        case "Aterstallas_helt": add("10006.1", .text("true"))
        case "Det_gar_inte_att_bedomma": add("10006.3", .text("true"))
        default: add("prognosangivelse", .text(prognosis))
        }
    }

    private func coded(_ code: String, _ list: CodeList) -> AnswerValue {
        .code(CodedValue(code: code, system: list.system, display: list.text(code) ?? ""))
    }
}
