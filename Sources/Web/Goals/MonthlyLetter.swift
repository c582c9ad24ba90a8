import Hummingbird
import NIOCore
import SickLeave
import Statistics
import UseCases

struct MonthlyLetterRoutes {
    let measures: GoalMeasures
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("manadsbrev", use: show)
        router.get("manadsbrev/text", use: text)
    }

    private func letter(_ context: UnitContext) throws -> MonthlyLetter? {
        try measures.changes(for: context.viewer, on: Day(of: clock())).map {
            MonthlyLetter(unit: context.viewer.unit.name, changes: $0)
        }
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        let letter = try letter(context)
        return Response(
            page: pages.page(
                .measures, title: "Månadsbrev", lead: letter.map { "\($0.unit), \($0.changes.month.inWords)" },
                actions: PrintButton().html, breadcrumbs: [.init("Mål", Site.measures)], width: .reading, context: context,
                content: letter?.html
                    ?? EmptyState(title: "Enheten har inga intyg än", text: "När intyg har lästs in finns ett brev varje månad.")
                    .html))
    }

    private func text(_ request: Request, _ context: UnitContext) async throws -> Response {
        guard let letter = try letter(context) else { throw UseCaseError.notFound }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: letter.text)))
    }
}

/// At most three sentences a month, on the screen and as text to send on: how many spells began, and of the measures what is more than
/// chance.
struct MonthlyLetter: Component {
    let unit: String
    let changes: ChangeSentences

    var html: HTML {
        """
        <div class="sheet prose"><p>Till alla som arbetar med sjukskrivning på \(unit).</p>
        \(for: changes.sentences, { sentence in
            guard case .change(let id) = sentence.kind else { return "<p>\(sentence.text)</p>" }
            return "<p>\(sentence.text) <a href=\"\(Site.measure("\(id)"))\">Se måttet</a></p>"
        })
        <p class="soft">\(Self.guards)</p></div>
        <p><a href="\(Site.monthlyLetter.appending("text"))">Brevet som text</a></p>
        """
    }

    var text: String {
        (["\(unit), \(changes.month.inWords)", ""] + changes.sentences.map(\.text) + ["", Self.guards]).joined(separator: "\n")
            + "\n"
    }

    private static let guards =
        "Av måtten nämner brevet bara förändringar som är större än slump: minst femton räknade och femton inte räknade på båda sidor, och färdiga månader."
}
