import SickLeave
import UseCases

/// That an item waits no more: it has been read, by whom and when.
struct ReadItemPage: Component {
    let read: Imports.Read

    var html: HTML {
        let time = LocalTime(read.at)
        return """
            \(Notice(.done, title: "Inläst \(time.day) \(time.clock)\(read.by.map { " av \($0)" } ?? "")", body: """
                <p>\(read.by == nil ? "Den lästes när det som saknades hade kommit in. " : "")Det finns inget mer att göra här.</p>
                """))
            \(Facts([(name: "Källa", value: "\(read.source)"), (name: "Plats", value: "\(read.place)")]))
            <p class="actions">\(LinkButton("Till karantänen", Site.quarantine))</p>
            """
    }
}
