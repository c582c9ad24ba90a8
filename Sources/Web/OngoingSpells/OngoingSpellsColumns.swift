import SickLeave
import UseCases

/// The columns of the list, what is asked for most often first; the same names stand in the choice of order.
enum OngoingSpellsColumns {
    struct Entry {
        let title: String
        let kind: DataTable.Kind
        let sort: OngoingSpellsFilter.Sort
        /// For the card of a telephone; nil speaks for itself.
        var cardLabel: String?
        /// On a telephone a card says for whom and what is next; the spell's own page says the rest.
        var weight = DataTable.Weight.main
    }

    /// What a line shows beside what every line shows. Lines of one shape are the same to everybody who sees them.
    struct Shape: OptionSet {
        let rawValue: Int
        static let doctor = Shape(rawValue: 1)
        /// A box to choose the line with.
        static let choice = Shape(rawValue: 2)
    }

    static func of(_ shape: Shape) -> [Entry] { shape.contains(.doctor) ? all : all.filter { $0.sort != .doctor } }

    static let all: [Entry] = [
        Entry(title: "Patient", kind: .rowHeader, sort: .name),
        Entry(title: "Personnummer", kind: .tight, sort: .identifier, weight: .aside),
        Entry(title: "Ålder", kind: .number, sort: .age, cardLabel: "Ålder"),
        Entry(title: "Status", kind: .longText, sort: .status),
        Entry(title: "Nästa tidsgräns", kind: .longText, sort: .deadline),
        Entry(title: "Dag", kind: .number, sort: .day, cardLabel: "Dag"),
        Entry(title: "Grad", kind: .text, sort: .extent),
        Entry(title: "Diagnos", kind: .words, sort: .diagnosis),
        Entry(title: "Slut", kind: .tight, sort: .last, weight: .aside),
        Entry(title: "Plan", kind: .tight, sort: .plan, weight: .aside),
        Entry(title: "Ärenden", kind: .number, sort: .messages, weight: .minor),
        Entry(title: "Ansvarig", kind: .text, sort: .responsible, weight: .aside),
        Entry(title: "Läkare", kind: .text, sort: .doctor, weight: .aside),
        Entry(title: "Start", kind: .tight, sort: .first, weight: .minor),
        Entry(title: "Längd", kind: .number, sort: .length, weight: .minor),
        Entry(title: "Intyg", kind: .number, sort: .certificates, weight: .minor),
        Entry(title: "Kön", kind: .tight, sort: .sex, weight: .minor),
        Entry(title: "Sysselsättning", kind: .text, sort: .occupation, weight: .minor),
    ]

    /// A line of the telephone's card for the columns after it, which the card leaves out.
    static let note = DataTable.Column("I korthet", .longText, weight: .cardOnly)

    /// Where it stands: after the last column that the card shows.
    static func placeOfNote(in entries: [Entry]) -> Int { entries.lastIndex { $0.weight == .main }.map { $0 + 1 } ?? 0 }

    /// - Parameter sort: nil for the list's own order.
    static func title(of sort: OngoingSpellsFilter.Sort?) -> String {
        guard let sort else { return "Mest brådskande först" }
        return all.first { $0.sort == sort }?.title ?? ""
    }
}
