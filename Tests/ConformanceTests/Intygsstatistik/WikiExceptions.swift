/// Pages whose answers are not asked of our engine, each with its reason. They are run all the same, so that the list can be
/// checked against the output.
enum WikiExceptions {
    static func reason(_ page: WikiPage) -> String? {
        if page.isPruned { return "laddar data för hand och prövas inte av tjänsten själv" }
        return pages[page.name]
    }

    private static let pages: [String: String] = [
        "At001FargerIDiagrammen": "tjänstens färger i diagram",
        "At1017SjukfallTotaltSimuleraServernUpptagen": "tjänstens kö när servern är upptagen; vår motor räknar på begäran",
    ]
}
