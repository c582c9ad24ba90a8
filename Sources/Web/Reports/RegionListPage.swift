import SickLeave
import UseCases

/// The region's list: what it is for, what the file must look like, and what was wrong with the last try.
struct RegionListPage: Component {
    let view: RegionLists.View
    let problem: String?
    let skipped: SkippedRows
    let formToken: String

    var html: HTML {
        """
        \(with: problem, { ErrorSummary(problems: [.init($0, field: "fil")]).html })
        <p class="lead">Listan säger vilka vårdenheter som regionens rapporter räknar, och hur många listade patienter de har.
        Byter du lista hålls fler tal tillbaka, så att ingen kan räkna ut vad som gäller de enheter som skiljer listorna åt.</p>
        \(with: skipped.sentence, { Notice(.attention, title: "Alla rader kom inte med", body: "<p>\($0)</p>").html })
        \(state)
        <form class="form sheet" method="post" action="\(Site.listedPatients)" enctype="multipart/form-data">\(FormToken(formToken))
        <div class="field\(if: problem != nil, " has-error")"><label for="fil">Fil från Excel</label>
        <p class="hint" id="fil-hint">Första bladet: rubriker på rad 1, HSA-id i kolumn B och antal listade patienter i kolumn C. Tom ruta i kolumn C betyder att antalet inte är känt.</p>
        \(with: problem, { "<p class=\"message\" id=\"fil-error\">\(Icon.attention)<span>\($0)</span></p>" })
        <input type="file" id="fil" name="fil" accept=".xlsx,.xls" aria-describedby="fil-hint\(if: problem != nil, " fil-error")"\
        \(attribute: "aria-invalid", problem == nil ? nil : "true")></div>
        <button class="button primary">Ladda upp</button></form>
        """
    }

    private var state: HTML {
        guard let uploadedAt = view.uploadedAt else {
            return Notice(
                .info, title: "Ingen lista är uppladdad",
                body: "<p>Tills vidare räknar rapporterna alla enheter. De som jämför enheter visas när en lista finns.</p>"
            ).html
        }
        let counts =
            "\(SwedishNumber.count(view.units, "vårdenhet", "vårdenheter")), \(SwedishNumber.integer(view.unitsWithListed)) med antal listade"
        var facts: [(name: String, value: HTML)] = [("Uppladdad", "\(Day(of: uploadedAt))"), ("Innehåller", "\(counts)")]
        let isFew = view.unknown.count <= 10
        if isFew, !view.unknown.isEmpty { facts.append(("Har inga intyg här", "\(view.unknown.joined(separator: ", "))")) }
        return """
            \(Facts(facts))
            \(if: !isFew, Disclosure(
                "\(SwedishNumber.integer(view.unknown.count)) HSA-id har inga intyg här: visa vilka",
                "<ul class=\"wrap\">\(for: view.unknown, { "<li>\($0)</li>" })</ul>").html)
            """
    }
}

/// The rows of the file just uploaded that have no HSA-id. They go with the address to the page that tells of them: the list itself does not
/// keep them.
struct SkippedRows {
    private static let field = "utan-hsa-id"
    /// An address has its limits; whoever reads so many numbers looks through the column.
    private static let most = 50

    private let rows: [Int]

    init(_ rows: [Int]) { self.rows = Array(rows.prefix(SkippedRows.most + 1)) }

    init(_ fields: FormFields) {
        self.init(fields[SkippedRows.field]?.split(separator: ",").compactMap { Int($0) }.filter { $0 > 0 } ?? [])
    }

    var href: Href {
        Site.listedPatients.query(SkippedRows.field, rows.isEmpty ? nil : rows.map(String.init).joined(separator: ","))
    }

    var sentence: String? {
        guard !rows.isEmpty else { return nil }
        let which = rows.prefix(SkippedRows.most).map(String.init).joined(separator: ", ")
        let more = rows.count > SkippedRows.most ? " och fler" : ""
        let end = "om \(rows.count == 1 ? "raden" : "de") ska vara med."
        return "Utan HSA-id, och därför inte med: rad \(which)\(more). Fyll i kolumn B och ladda upp filen igen \(end)"
    }
}
