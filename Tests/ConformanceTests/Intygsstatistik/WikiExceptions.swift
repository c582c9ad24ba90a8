/// Pages whose answers are not asked of our engine, each with its reason. They are run all the same, so that the list can be
/// checked against the output.
enum WikiExceptions {
    static func reason(_ page: WikiPage) -> String? {
        if page.isPruned { return "laddar data för hand och prövas inte av tjänsten själv" }
        return pages[page.name]
    }

    /// What only the service's own screen has: the colours of its charts.
    static let columns: Set<String> = ["färg?"]

    /// Until a person has chosen to see messages by doctor, the service shows made-up figures in their place.
    static func isMadeUp(_ table: WikiTable, _ row: WikiRow, _ world: WikiWorld) -> Bool {
        table.name.contains("meddelandenperlakare") && world.showsDoctors[row["inloggadsom"] ?? ""] == false
    }

    private static let pages: [String: String] = [
        "At001FargerIDiagrammen": "tjänstens färger i diagram; sidan frågar inget annat",
        "At1017SjukfallTotaltSimuleraServernUpptagen": "tjänstens kö när servern är upptagen; vår motor räknar på begäran",
    ]
}
