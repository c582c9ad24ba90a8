import Foundation
import Interchange
import SickLeave
import Statistics

/// The tables that tell what there is.
extension WikiWorld {
    /// False when the table is none of them.
    func take(_ table: WikiTable, page: String) throws -> Bool {
        switch table.name {
        case "enbartfoljandeintygfinns": clear()
        case "enbartfoljandemeddelandenfinns": clear()
        case "foljandeintygfinns", "foljandelakarefinns", "foljandemeddelandenfinns", "intygskickattillmottagare",
            "anvandarensinstallningar":
            break
        case "angivnainvanarantal": inhabitants = [:]
        default: return false
        }
        for row in table.rows {
            do {
                switch table.name {
                case "enbartfoljandeintygfinns", "foljandeintygfinns": try takeCertificate(row)
                case "foljandelakarefinns": try takeDoctor(row)
                case "foljandemeddelandenfinns", "enbartfoljandemeddelandenfinns": try takeMessage(row)
                case "intygskickattillmottagare":
                    try row.check(["intygid", "mottagare"])
                    if row["mottagare"]?.uppercased() == "FKASSA" { send(row["intygid"] ?? "") }
                case "anvandarensinstallningar":
                    try row.check(["användare", "visaläkarrapporten"])
                    showsDoctors[row["användare"] ?? ""] = row["visaläkarrapporten"]?.uppercased() == "JA"
                default: try takeInhabitants(row)
                }
            } catch let unknown as WikiUnknown {
                throw WikiFault(page: page, line: row.number, reason: unknown.reason)
            }
        }
        if table.name.hasSuffix("meddelandenfinns") { tryMessages() }
        return true
    }

    /// `script` tables: the first line and those after it are commands.
    func run(_ table: WikiTable, page: String) throws {
        for (index, line) in table.lines.enumerated() {
            let cells = index == 0 ? Array(line.cells.dropFirst()) : line.cells
            guard let command = cells.first.map(WikiTable.key), !command.isEmpty else { continue }
            let argument = cells.count > 1 ? cells[1] : ""
            switch command {
            case "dagensdatum":
                guard let day = Day(iso: argument) else { throw WikiFault(page: page, line: line.number, reason: "ingen dag") }
                today = day
            case "troskelvarde":
                guard let value = Int(argument) else { throw WikiFault(page: page, line: line.number, reason: "inget tal") }
                cutoff = value
            case "tabortexisterandeintyg": clear()
            case "rensauppladdaderegionsfiler": regionLists = [:]
            case "processmeddelanden": for _ in 0..<(Int(argument) ?? 0) { tryMessages() }
            // The pages on a server that refuses to calculate are listed with their reason.
            case "blockeraberakning": continue
            default: throw WikiFault(page: page, line: line.number, reason: "okänt kommando \(command)")
            }
        }
    }

    private func takeDoctor(_ row: WikiRow) throws {
        try row.check(["id", "förnamn", "efternamn", "läkarförnamn", "läkarefternamn", "kön", "ålder", "befattningar", "skyddad"])
        guard let id = HSAID(row["id"] ?? "") else { throw WikiUnknown("läkaren saknar id") }
        let first = row["förnamn"] ?? row["läkarförnamn"] ?? "Läkarförnamn"
        let last = row["efternamn"] ?? row["läkarefternamn"] ?? "Läkarefternamn"
        let sex: LegalSex?
        switch row["kön"]?.uppercased() ?? "UNKNOWN" {
        case "MALE": sex = .male
        case "FEMALE": sex = .female
        case "UNKNOWN", "": sex = nil
        case let other: throw WikiUnknown("okänt kön \(other)")
        }
        let isProtected = row["skyddad"]?.lowercased() == "true"
        let name = "\(first) \(last)".trimmingCharacters(in: .whitespaces)
        doctors[id] = WikiDoctor(
            name: isProtected ? "Läkare med skyddad personuppgift" : name.isEmpty ? id.rawValue : name, sex: sex,
            age: UInt8(row["ålder"] ?? "") ?? 0, positions: row.list("befattningar") ?? [])
    }

    private func takeMessage(_ row: WikiRow) throws {
        try row.check(["personnr", "intygsid", "ämne", "skickat", "frågeid", "händelsetyp", "exaktmeddelandeid"])
        let subject: CaseMessage.Subject?
        switch row["ämne"]?.uppercased() ?? "KOMPLT" {
        case "KOMPLT": subject = .completion
        case "AVSTMN": subject = .caseConference
        case "KONTKT": subject = .contact
        case "PAMINN": subject = .reminder
        case "OVRIGT": subject = .other
        default: subject = nil
        }
        receive(
            id: row.filled("exaktmeddelandeid"),
            WikiMessage(
                certificate: row["intygsid"] ?? "", subject: subject,
                sentOn: row.filled("skickat").flatMap { LocalTime(iso: $0) }?.day ?? today,
                patient: Self.patient(row["personnr"] ?? "19790407-1295"), questions: row.list("frågeid") ?? []))
    }

    private func takeInhabitants(_ row: WikiRow) throws {
        try row.check(["länkod", "kvinnor", "män", "datum"])
        guard let day = Day(iso: row["datum"] ?? "") else { throw WikiUnknown("ingen dag") }
        inhabitants[day, default: [:]][row["länkod"] ?? ""] = SexCounts(
            female: Int(row["kvinnor"] ?? "") ?? 0, male: Int(row["män"] ?? "") ?? 0)
    }

    /// The pages' numbers have no true check digits, and some no true birth dates.
    static func patient(_ text: String) -> PersonIdentifier {
        let digits = text.filter(\.isNumber)
        let day = Int(digits.dropFirst(6).prefix(2)) ?? 0
        return PersonIdentifier(kind: day > 60 ? .coordination : .personal, canonical: digits)
    }
}

extension WikiRow {
    /// A column that is not known must be seen.
    func check(_ known: Set<String>) throws {
        for (column, _) in cells where column != "kommentar" && !known.contains(column) {
            throw WikiUnknown("okänd kolumn \(column)")
        }
    }
}
