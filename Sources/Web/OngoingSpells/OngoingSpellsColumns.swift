import SickLeave
import UseCases

/// The columns of the list, what is asked for most often first; the same names stand in the choice of order.
enum OngoingSpellsColumns {
    struct Entry {
        let title: String
        let kind: DataTable.Kind
        let sort: OngoingSpellsFilter.Sort
        /// For the card of a telephone: nil speaks for itself.
        var cardLabel: String?
        var isMinor = false
    }

    static let all: [Entry] = [
        Entry(title: "Patient", kind: .rowHeader, sort: .name),
        Entry(title: "Personnummer", kind: .tight, sort: .identifier),
        Entry(title: "Status", kind: .longText, sort: .status),
        Entry(title: "Nästa tidsgräns", kind: .longText, sort: .deadline, cardLabel: "Nästa tidsgräns"),
        Entry(title: "Dag", kind: .number, sort: .day, cardLabel: "Dag i sjukfallet"),
        Entry(title: "Grad", kind: .text, sort: .extent, cardLabel: "Grad"),
        Entry(title: "Diagnos", kind: .longText, sort: .diagnosis, cardLabel: "Diagnos"),
        Entry(title: "Slut", kind: .tight, sort: .last, cardLabel: "Slutdatum"),
        Entry(title: "Plan", kind: .tight, sort: .plan, cardLabel: "Plan"),
        Entry(title: "Ärenden", kind: .number, sort: .messages, isMinor: true),
        Entry(title: "Ansvarig", kind: .text, sort: .responsible, cardLabel: "Ansvarig"),
        Entry(title: "Läkare", kind: .text, sort: .doctor, cardLabel: "Läkare"),
        Entry(title: "Start", kind: .tight, sort: .first, isMinor: true),
        Entry(title: "Längd", kind: .number, sort: .length, isMinor: true),
        Entry(title: "Intyg", kind: .number, sort: .certificates, isMinor: true),
        Entry(title: "Ålder", kind: .number, sort: .age, isMinor: true),
        Entry(title: "Kön", kind: .tight, sort: .sex, isMinor: true),
        Entry(title: "Sysselsättning", kind: .text, sort: .occupation, isMinor: true),
    ]

    static func title(of sort: OngoingSpellsFilter.Sort) -> String {
        sort == .deadline ? "Mest bråttom" : all.first { $0.sort == sort }?.title ?? ""
    }
}
