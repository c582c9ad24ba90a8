import SickLeave
import UseCases

/// The region's list: what it is for, what the file must look like, and what was wrong with the last try.
struct RegionListPage: Component {
    let view: RegionLists.View
    let problem: String?
    let formToken: String

    var html: HTML {
        """
        \(with: problem, { ErrorSummary(problems: [.init($0, field: "fil")]).html })
        <p class="lead">Listan säger vilka vårdenheter som regionens rapporter räknar, och hur många listade patienter de har.
        Byter du lista hålls fler tal tillbaka, så att ingen kan räkna ut vad som gäller de enheter som skiljer listorna åt.</p>
        \(state)
        <form class="form sheet" method="post" action="\(Site.listedPatients)" enctype="multipart/form-data">\(FormToken(formToken))
        <div class="field\(if: problem != nil, " has-error")"><label for="fil">Fil från Excel</label>
        <p class="hint" id="fil-hint">Första bladet: rubriker på rad 1, HSA-id i kolumn B och antal listade patienter i kolumn C. Tom ruta i kolumn C betyder att antalet inte är känt.</p>
        \(with: problem, { "<p class=\"message\" id=\"fil-error\">\(Icon.attention)<span>\($0)</span></p>" })
        <input type="file" id="fil" name="fil" accept=".xlsx,.xls" aria-describedby="fil-hint\(if: problem != nil, " fil-error")"\
        \(attribute: "aria-invalid", problem == nil ? nil : "true")></div>
        <p class="soft">Du får se vad filen innehåller innan listan börjar gälla.</p>
        <button class="button primary">Läs filen</button></form>
        """
    }

    private var state: HTML {
        guard let uploadedAt = view.uploadedAt else {
            return Notice(
                .info, title: "Ingen lista är uppladdad",
                body: """
                    <p>Tills vidare räknar rapporterna alla enheter. Har Sakkunnig flera vårdgivare visas de som jämför enheter först när en lista \
                    finns.</p>
                    """
            ).html
        }
        return """
            \(Facts([("I bruk sedan", "\(Day(of: uploadedAt))")] + view.facts()))
            \(UnitsWithoutCertificates(view))
            """
    }
}

/// What a file says, before it counts.
struct RegionListPreviewPage: Component {
    let preview: RegionLists.Preview
    let formToken: String

    var html: HTML {
        """
        <p class="lead">Filen är läst, och inget är ändrat än. Stämmer det här tar du listan i bruk. Då räknar regionens rapporter de här vårdenheterna, \
        för alla månader.</p>
        \(with: skipped, { Notice(.attention, title: "Alla rader kom inte med", body: "<p>\($0)</p>").html })
        \(Facts(preview.view.facts(before: preview.changes?.listedBefore) + changes))
        \(UnitsWithoutCertificates(preview.view))
        \(Disclosure("Visa raderna", "\(table)\(with: more(than: Self.mostRows, of: preview.rows.count), { "<p>\($0)</p>" })"))
        <form class="actions" method="post" action="\(Site.listedPatientsInUse)">\(FormToken(formToken))\
        <input type="hidden" name="ersatter" value="\(preview.replaced)">\
        <input type="hidden" name="lista" value="\(preview.text)"><button class="button primary">Ta listan i bruk</button>\
        \(LinkButton("Avbryt", Site.listedPatients, .quiet))</form>
        """
    }

    /// A page has its limits: whoever looks through thousands does so in the file.
    private static let mostRows = 200

    /// A line has its limits; whoever reads so many numbers looks through the column.
    private static let most = 50

    private var skipped: String? {
        let rows = preview.skippedRows
        guard !rows.isEmpty else { return nil }
        let which = rows.prefix(Self.most).map(String.init).joined(separator: ", ")
        let more = rows.count > Self.most ? " och \(SwedishNumber.count(rows.count - Self.most, "rad", "rader")) till" : ""
        return "\(SwedishNumber.count(rows.count, "rad", "rader")) saknar HSA-id och är inte med: rad \(which)\(more). "
            + "Fyll i kolumn B och läs filen igen om \(rows.count == 1 ? "raden" : "de") ska vara med."
    }

    private var changes: [(name: String, value: HTML)] {
        guard let changes = preview.changes else { return [("Mot listan nu", "Ingen lista är i bruk.")] }
        return [
            ("Nya mot listan nu", first(changes.added)), ("Inte längre med", first(changes.removed)),
            ("Ändrade antal", first(changes.counts.map { "\($0.unit) \(Self.text($0.from)) → \(Self.text($0.to))" })),
        ]
    }

    private static func text(_ listed: Int?) -> String { listed.map(SwedishNumber.integer) ?? "inte känt" }

    private func first(_ units: [String]) -> HTML {
        guard !units.isEmpty else { return "Inga" }
        let more = more(than: 10, of: units.count).map { " \($0)" } ?? ""
        return "\(SwedishNumber.integer(units.count)): \(units.prefix(10).joined(separator: ", "))\(more)"
    }

    private var table: DataTable {
        DataTable(
            caption: "Listan",
            columns: [.init("HSA-id", .rowHeader), .init("Listade", .number, cardLabel: "Listade")],
            rows: preview.rows.prefix(Self.mostRows).enumerated().map { index, row in
                .init(id: "\(index)", cells: ["\(row.unit)", "\(Self.text(row.listed))"])
            })
    }
}

/// That there are more than those shown.
private func more(than most: Int, of count: Int) -> String? {
    count > most ? "och \(SwedishNumber.integer(count - most)) till" : nil
}

/// HSA-ids on a list that no certificate has named: a few in the line, many behind a heading.
private struct UnitsWithoutCertificates: Component {
    let units: [String]

    private static let most = 200

    init(_ view: RegionLists.View) { units = view.unknown.count > RegionLists.View.fewUnknown ? view.unknown : [] }

    var html: HTML {
        guard !units.isEmpty else { return HTML() }
        return Disclosure(
            "\(SwedishNumber.integer(units.count)) HSA-id har inga intyg här: visa vilka",
            """
            <ul class="wrap">\(for: units.prefix(Self.most), { "<li>\($0)</li>" })\
            \(with: more(than: Self.most, of: units.count), { "<li>\($0)</li>" })</ul>
            """
        ).html
    }
}

extension RegionLists.View {
    fileprivate static let fewUnknown = 10

    /// - Parameter before: the listed patients of the list in use, beside a new one's.
    fileprivate func facts(before: Int? = nil) -> [(name: String, value: HTML)] {
        let counts =
            "\(SwedishNumber.count(units, "vårdenhet", "vårdenheter")), \(SwedishNumber.integer(unitsWithListed)) med antal listade"
        let few = unknown.isEmpty || unknown.count > Self.fewUnknown ? [] : [unknown.joined(separator: ", ")]
        let now = before.map { " (\(SwedishNumber.integer($0)) på listan nu)" } ?? ""
        return [("Innehåller", "\(counts)"), ("Listade tillsammans", "\(SwedishNumber.integer(listed))\(now)")]
            + few.map { ("Har inga intyg här", "\($0)") }
    }
}
