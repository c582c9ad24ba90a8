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
        return """
            \(Facts([("Uppladdad", "\(Day(of: uploadedAt))"), ("Innehåller", "\(counts)")]))
            \(if: !view.unknown.isEmpty, Disclosure(
                "\(SwedishNumber.integer(view.unknown.count)) HSA-id har inga intyg här",
                "<ul class=\"wrap\">\(for: view.unknown, { "<li>\($0)</li>" })</ul>").html)
            """
    }
}
