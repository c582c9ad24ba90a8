enum GalleryForms {
    static let buttons: HTML = """
        <div class="actions">\(SubmitButton("Spara"))\(SubmitButton("Tilldela", .secondary))\(SubmitButton("Avbryt", .quiet))\
        \(LinkButton("Exportera", "#knappar"))\(SubmitButton("Liten", .secondary, isSmall: true))\(PrintButton())\(HidePersonalButton())</div>
        <div class="actions">\(SubmitButton(GallerySample.long))\(SubmitButton(GallerySample.injection, .secondary))</div>
        """

    static let fields: HTML = """
        \(ErrorSummary(problems: [
            .init("Ange en dag för uppföljningen.", field: "uppfoljning"), .init("Välj minst ett skäl.", field: "skal"),
            .init(GallerySample.injection, field: GallerySample.injection),
        ], takesFocus: false))
        \(FilterForm(
            action: "#formular", search: .init("Fritext", name: "q", .search(value: GallerySample.injection)),
            fields: [
                .init("Läkare", name: "lakare", .select([.init("", "Alla"), .init("1", "Anna Berg", isChosen: true), .init("2", GallerySample.long)])),
                .init("Dag i sjukfallet", name: "dag", .numberRange(from: 28, to: nil)),
                .init("Slutdatum", name: "slut", .dateRange(from: "2026-11-01", to: "2026-11-30")),
                .init(
                    "Visa bara", name: "visa",
                    .checkboxes([.init("utan-plan", "Över 28 dagar utan plan", isChosen: true), .init("vecka", "Gräns inom en vecka"), .init("ingen", "Ingen ansvarig")])),
            ],
            chosen: [.init("Läkare: Anna Berg", remove: "#formular"), .init("Fritext: \(GallerySample.injection)", remove: "#formular")],
            reset: "#formular", isOpen: true))
        <form class="sheet form reading" method="post" action="#formular">\(FormToken("gallery"))
        \(FormField("Dag för uppföljning", name: "uppfoljning", .date(), hint: "Till exempel 2026-11-21.", error: "Ange en dag.", isShort: true))
        \(FormField("Ålder", name: "alder", .number(value: 43, range: 16...120), isShort: true))
        \(FormField("Skäl", name: "skal", .radios([.init("medicin", "Medicinskt"), .init("arbete", "Arbetsplatsen"), .init("annat", GallerySample.long)]), error: "Välj ett skäl."))
        \(FormField("Anteckning", name: "anteckning", .longText(value: "</textarea>\(GallerySample.injection)"), hint: GallerySample.long))
        \(FormField("Visa nyligen avslutade", name: "avslutade", .checkbox(isChecked: true)))
        <div class="actions">\(SubmitButton("Spara"))\(LinkButton("Avbryt", "#formular", .quiet))</div></form>
        """
}

enum GalleryMarks {
    static let html: HTML = """
        <p class="actions">\(StatusMark("Plan finns", .done)) \(StatusMark("Väntar på svar", .waiting)) \(StatusMark("Dag 90 om 6 dagar", .attention)) \
        \(StatusMark("Plan saknas sedan 12 dagar", .late)) \(StatusMark("Ny läkare", .info)) \(StatusMark("Inget att göra", .none))</p>
        <p>\(StatusMark(GallerySample.long, .attention)) \(StatusMark(GallerySample.injection, .late))</p>
        <p class="actions">\(Tag("FK 7804")) \(Tag("AG1-14")) \(Tag("Nytt", .blue)) \(Tag("Ersatt", .orange)) \(Tag(GallerySample.injection))</p>
        <p class="actions">\(VariationMark(.common, "Ingen säker förändring")) \(VariationMark(.improvementHigh, "Högre än förut, i önskad riktning")) \
        \(VariationMark(.improvementLow, "Lägre än förut, i önskad riktning")) \(VariationMark(.concernHigh, "Högre än förut, mot önskad riktning")) \
        \(VariationMark(.concernLow, "Lägre än förut, mot önskad riktning"))</p>
        \(ProgressBar("Genomförd utbildning", done: 17, of: 23))
        """
}
