import SickLeave

enum GalleryTables {
    static let html: HTML = """
        \(chooser)
        \(DataTable(caption: GallerySample.injection, captionNote: GallerySample.long, columns: [.init(GallerySample.long, .rowHeader), .init(GallerySample.injection, .longText)], rows: [
            .init(id: GallerySample.injection, cells: ["\(GallerySample.unbroken)", "\(GallerySample.injection)"]),
            .init(id: "2", cells: ["Kort", "\(GallerySample.long)"]),
        ]))
        \(DataTable(caption: "Tom", columns: [], rows: [], empty: EmptyState(
            title: "Inga sjukfall med de här filtren", text: "Ta bort något filter, eller visa även nyligen avslutade sjukfall.",
            action: LinkButton("Rensa filtren", "#tabeller"))))
        """

    private static let chooser = DataTable(
        caption: "Pågående sjukfall", captionNote: "4 sjukfall",
        columns: [
            .init("Namn", .rowHeader, sort: .init("#tabeller", .ascending)), .init("Ålder", .number, sort: .init("#tabeller")),
            .init("Diagnos", .longText), .init(markup: "\(Abbreviation("Omf.", "Omfattning"))", .number),
            .init("Dag", .number, sort: .init("#tabeller")),
            .init("Läge", .longText),
        ],
        rows: [
            row("1", "Anna Andersson", 43, "F43.8A Utmattningssyndrom", 100, 84, StatusMark("Dag 90 om 6 dagar", .attention)),
            row("2", "Bo Östlund", 58, "M54.5 Lumbago", 50, 31, StatusMark("Plan saknas sedan 3 dagar", .late)),
            row("3", GallerySample.long, 29, GallerySample.unbroken, 25, 1_204, StatusMark(GallerySample.long, .waiting)),
            row("4", GallerySample.injection, 35, GallerySample.injection, 75, 12, StatusMark(GallerySample.injection, .none)),
        ],
        selection: .init(
            action: "#tabeller",
            controls: """
                <span class="field"><label for="ansvarig">Ansvarig</label><select id="ansvarig" name="ansvarig"><option>Karin Ek</option></select></span>\
                \(SubmitButton("Tilldela", .secondary, isSmall: true))
                """,
            formToken: "gallery"))

    private static func row(
        _ id: String, _ name: String, _ age: Int, _ diagnosis: String, _ extent: Int, _ day: Int, _ status: StatusMark
    ) -> DataTable.Row {
        .init(
            id: id,
            cells: [
                "<a href=\"#tabeller\">\(Personal(name))</a>", "\(age)", "\(diagnosis)", "\(extent) %",
                "\(SwedishNumber.integer(day))",
                "\(status)",
            ])
    }
}
