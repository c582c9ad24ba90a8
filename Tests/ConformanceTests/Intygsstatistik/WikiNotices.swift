import SickLeave
import Statistics

/// What has to be said about a report, in the service's words.
struct WikiNotices {
    let request: WikiRequest
    let grouping: ReportGrouping
    let table: ReportTable
    let isEmpty: Bool

    var text: String {
        var texts: [String] = []
        if let notice = request.notice { texts.append(words(notice)) }
        let notes = table.notices(
            grouping: grouping, shape: request.shape, filter: request.filter, isEmpty: isEmpty)
        texts += notes.map { note in
            switch note {
            case .muchData:
                "Rapporten innehåller mycket data, vilket kan göra diagrammet svårt att läsa. Överväg att filtrera resultatet för att "
                    + "minska mängden data."
            case .nothingLeft:
                "Det finns ingen statistik att visa för den angivna filtreringen. Överväg en mindre restriktiv filtrering."
            case .nothing: "Ingen data tillgänglig. Det beror på att det inte finns någon data för verksamheten."
            case .diagnosesDisjoint:
                "Du har gjort ett val av diagnos som inte matchar det val du gjort i diagnosfiltret (se 'Visa alla aktiva filter' ovan)."
            }
        }
        return texts.isEmpty ? "null" : texts.joined(separator: ",")
    }

    private func words(_ notice: ReportPeriod.Notice) -> String {
        switch notice {
        case .unusable, .noHalfYear, .otherHalfYear: "Kunde ej applicera valt filter. Vänligen kontrollera filterinställningarna."
        case .clipped(let first, let last):
            "Det finns ingen statistik innan \(first) och ingen efter \(last), visar statistik mellan \(first) och \(last)."
        case .clippedAtStart(let first): "Det finns ingen statistik innan \(first). Visar statistik från tidigast möjliga datum."
        case .clippedAtEnd(let last): "Det finns ingen statistik efter \(last). Visar statistik fram till senast möjliga datum."
        case .beforeFirst(let first):
            "Det finns ingen statistik innan \(first). Vänligen välj ett senare från- och tilldatum."
        case .future, .running: "Du har valt två framtida datum. Vänligen välj ett tidigare från- och tilldatum."
        }
    }
}
