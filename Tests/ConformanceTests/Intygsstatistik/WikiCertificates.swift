import Foundation
import SickLeave

/// The table of certificates: each row becomes a form's answers, and those are read as the answers of any certificate are.
extension WikiWorld {
    private static let columns: Set<String> = [
        "personnr", "diagnoskod", "start", "slut", "arbetsförmåga", "start2", "slut2", "arbetsförmåga2", "enhet", "vardgivare",
        "huvudenhet", "enhetsnamn", "län", "kommun", "läkare", "intygid", "händelsetyp", "intygformat", "intygstyp",
        "signeringstid",
        "funktionsnedsättning", "aktivitetsbegränsning", "intygdata",
    ]

    func takeCertificate(_ row: WikiRow) throws {
        try row.check(Self.columns)
        let id = row.filled("intygid") ?? nextIdentity()
        let event = row.filled("händelsetyp")?.uppercased() ?? "CREATED"
        guard event == "CREATED" || event == "REVOKED" else { throw WikiUnknown("okänd händelsetyp \(event)") }
        receive(try certificate(row, id: id), id: id, isRevocation: event == "REVOKED")
    }

    /// Nil for one that is refused as a whole.
    private func certificate(_ row: WikiRow, id: String) throws -> WikiCertificate? {
        if row.filled("intygdata") != nil { return nil }
        guard let form = try WikiForm(row["intygformat"] ?? "FK7263SIT", type: row.filled("intygstyp")),
            row["funktionsnedsättning"] != "", row["aktivitetsbegränsning"] != ""
        else { return nil }
        let careUnit = HSAID(row["huvudenhet"] ?? "")
        let typed = (row["enhet"] ?? "").trimmingCharacters(in: .whitespaces)
        // Without a unit of its own the certificate is the care unit's.
        guard let unit = HSAID(typed) ?? careUnit, !unit.rawValue.hasPrefix("EJHSA"), unit.rawValue != "UTANENHETSID" else {
            return nil
        }
        guard let answers = answers(row, form) else { return nil }
        let signed = try row.filled("signeringstid").map { text in
            guard let time = LocalTime(iso: text) else { throw WikiUnknown("ingen tid: \(text)") }
            return time
        }
        var facts = Certificate.facts(kind: form.type == .fk7263 ? .fk7263 : .fk7804, answers: answers)
        facts.periods += Self.unreadPeriods(answers)
        // The service has no room for longer identities beside its periods.
        if id.count > 50 { facts.periods = [] }
        let doctor = HSAID(row["läkare"] ?? "") ?? HSAID(rawValue: "PERSONALHSA-ID")
        let inDirectory = doctor.rawValue.hasPrefix("EJHSA") ? nil : doctors[doctor]
        return WikiCertificate(
            id: id, type: form.type, patient: Self.patient(row["personnr"] ?? "19790407-1295"),
            signedAt: signed ?? LocalTime(day: today),
            facts: facts, provider: provider(row, unit), unit: unit, careUnit: careUnit ?? unit,
            county: County(county: row["län"] ?? "23", municipality: row["kommun"] ?? "80"),
            unitName: row.filled("enhetsnamn") ?? (typed.isEmpty ? unit.rawValue : typed), doctor: doctor,
            doctorName: inDirectory?.name, doctorFacts: inDirectory)
    }

    /// The unit says which provider, unless the row says it; of the two the later column counts.
    private func provider(_ row: WikiRow, _ unit: HSAID) -> HSAID {
        var provider = HSAID(rawValue: "FVG1")
        for (column, cell) in row.cells {
            switch column {
            case "enhet": provider = HSAID(rawValue: ["ENHET3", "ENHET4"].contains(unit.rawValue) ? "FVG3" : "FVG1")
            case "vardgivare": provider = HSAID(cell) ?? provider
            default: continue
            }
        }
        return provider
    }

    /// Nil when the form's own rules refuse it: a period whose ends are no days.
    private func answers(_ row: WikiRow, _ form: WikiForm) -> [Answer]? {
        var answers: [Answer] = []
        let code = row["diagnoskod"] ?? "A01"
        if form.hasDiagnosis, !code.isEmpty, code != "UTANDIAGNOSKOD", code != "NULLDIAGNOSKOD" {
            answers.append(
                Answer(
                    question: "6",
                    parts: [
                        Answer.Part("6.1", .text("")),
                        Answer.Part("6.2", .code(CodedValue(code: code, system: "1.2.752.116.1.1.1.1.3"))),
                    ]))
        }
        guard form.hasPeriods else { return answers }
        var periods = [(row["start"] ?? "2013-08-20", row["slut"] ?? "2016-12-09", row["arbetsförmåga"] ?? "0")]
        if let ability = row.filled("arbetsförmåga2") { periods.append((row["start2"] ?? "", row["slut2"] ?? "", ability)) }
        for (index, (start, end, ability)) in periods.enumerated() {
            guard Self.day(start) != nil, Self.day(end) != nil else { return nil }
            answers.append(
                Answer(
                    question: "32", instance: index + 1,
                    parts: [
                        Answer.Part("32.1", .code(CodedValue(code: Self.extent(ability), system: "KV_FKMU_0003"))),
                        Answer.Part("32.2", .period(start: start, end: end)),
                    ]))
        }
        return answers
    }

    /// Also days that lie so far ahead that our reader takes them for typing errors.
    private static func day(_ text: String) -> Day? {
        let parts = text.split(separator: "-").map { Int($0) }
        guard text.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }

    /// Periods that a reader of certificates leaves out, so that they would wait in quarantine; they still state a last day.
    private static func unreadPeriods(_ answers: [Answer]) -> [SickLeavePeriod] {
        answers.compactMap { answer in
            guard case .period(let start, let end)? = answer.part("32.2"), Day(iso: start) == nil || Day(iso: end) == nil,
                let first = day(start), let last = day(end), let days = DayRange(first, through: last),
                let extent = answer.part("32.1")?.extent
            else { return nil }
            return SickLeavePeriod(days: days, extent: extent)
        }
    }

    /// The pages tell what is left of the work ability, the form what is lost; a blank cell is the usual 0.
    private static func extent(_ ability: String) -> String {
        switch ability {
        case "", "0": "HELT_NEDSATT"
        case "25": "TRE_FJARDEDEL"
        case "50": "HALFTEN"
        case "75": "EN_FJARDEDEL"
        default: ability
        }
    }
}

/// What a row is written on.
struct WikiForm {
    let type: CertificateType
    let hasDiagnosis: Bool
    let hasPeriods: Bool

    /// Nil for a document that cannot be read and for a type that the service does not know.
    init?(_ format: String, type: String?) throws {
        let format = format.lowercased()
        if format.hasPrefix("felaktigt") { return nil }
        guard let written = Self.types[format] else { throw WikiUnknown("okänt intygformat \(format)") }
        hasPeriods = written == .fk7263 || written == .fk7804
        hasDiagnosis = hasPeriods || [.fk7800, .fk7801, .fk7802, .ag114, .ag7804].contains(written)
        guard let type else {
            self.type = written
            return
        }
        guard let named = Self.types[type.lowercased()] else { return nil }
        self.type = named
    }

    private static let types: [String: CertificateType] = [
        "fk7263sit": .fk7263, "nyttjson": .fk7263, "fk7263": .fk7263, "lisjp": .fk7804, "luse": .fk7800, "luae_na": .fk7801,
        "luae_fs": .fk7802, "ag1-14": .ag114, "ag114": .ag114, "ag7804": .ag7804, "db": .deathNotice, "doi": .causeOfDeath,
        "af00213": .af00213, "af00251": .af00251, "tstrk1007": .ts1007, "tstrk1007-oldformat": .ts1007, "ts-bas": .ts1007,
        "tstrk1009": .ts1009, "tstrk1062": .ts1062, "tstrk1031-v3": .ts1031, "tstrk1031-v2": .ts1031, "tstrk1031": .ts1031,
        "ts-diabetes": .ts1031, "fk7210": .fk7210, "fk7472": .fk7472, "fk3226": .fk3226, "fk7809": .fk7809,
    ]
}
