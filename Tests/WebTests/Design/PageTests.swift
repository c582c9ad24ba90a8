import SickLeave
import Testing

@testable import Web

@Suite("Pages and parts") struct PageTests {
    private let gallery = GalleryPage(
        viewer: ViewerBadge(
            name: GallerySample.injection, role: "Läkare", unit: GallerySample.injection, changeUnit: "/enheter",
            signOut: "/logga-ut"),
        site: SiteInformation(version: "1", isDemo: true)
    ).html.text

    @Test("a page has one h1, its landmarks, a skip link, Swedish, and the unit in view")
    func skeleton() {
        for part in [
            "<html lang=\"sv\"", "<main id=\"innehall\"", "<header class=\"mast\"", "<footer", "aria-label=\"Huvudmeny\"",
            "href=\"#innehall\"", "Byt enhet",
        ] {
            #expect(gallery.ranges(of: part).count == 1, "\(part)")
        }
        #expect(gallery.ranges(of: "<h1>").count == 1)
        #expect(gallery.contains("Tillgänglighetsredogörelse") && gallery.contains("Syntetiska uppgifter"))
    }

    @Test("the strict content security policy holds: no inline style, script or handler")
    func policy() {
        #expect(gallery.ranges(of: "<script").count == 1)
        #expect(!gallery.contains("<style"))
        let tags = gallery.matches(of: /<[a-z][^>]*>/).map { $0.output.replacing(/"[^"]*"/, with: "") }
        #expect(tags.count > 300)
        for tag in tags { #expect(!tag.contains(/\s(style|on[a-z]+)\s*=/), "\(tag)") }
    }

    @Test("content that tries to break out stays text")
    func injection() {
        #expect(!gallery.contains("<script>alert") && !gallery.contains("<b onmouseover"))
        #expect(gallery.ranges(of: "&lt;script&gt;alert(&#39;x&#39;)").count > 20)
    }

    @Test("elements open and close in order, and ids are unique")
    func wellFormed() {
        let void: Set<Substring> = ["meta", "link", "input", "br", "hr", "img"]
        var open: [Substring] = []
        for match in gallery.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/) {
            let (closing, name, selfClosing) = (!match.1.isEmpty, match.2, !match.3.isEmpty)
            if selfClosing || void.contains(name) { continue }
            if closing { #expect(open.popLast() == name, "</\(name)>") } else { open.append(name) }
        }
        #expect(open.isEmpty)
        let ids = gallery.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids, by: { $0 }).filter { $0.value.count > 1 }.keys)")
    }

    @Test("the person's choices are on the root from the start")
    func appearance() {
        let page = Page(title: "T", appearance: .init(themeCookie: "dark", personalCookie: "hidden"), content: "")
        #expect(page.html.text.contains("<html lang=\"sv\" data-theme=\"dark\" class=\"hide-personal\">"))
        let odd = Page(title: "T", appearance: .init(themeCookie: "\"><b>", personalCookie: "?"), content: "")
        #expect(odd.html.text.contains("<html lang=\"sv\">"))
    }

    @Test("the button that hides personal data says what it does now, and the one name takes no more room than the other")
    func hiding() {
        let button = HidePersonalButton().html.text
        #expect(button.contains("<span>Dölj personuppgifter</span><span>Visa personuppgifter</span>"))
        // A name that changes and a state as well would say it twice, the second time wrongly.
        #expect(!button.contains("aria-pressed"))
        #expect(Stylesheet.text.contains(":root:not(.hide-personal) .toggle-names > :last-child { visibility: hidden; }"))
    }

    @Test("a filter's search is in view, and its other fields are folded in the same form")
    func filter() {
        let text = FilterForm(
            action: "/lista", search: .init("Sök", name: "sok", .search()), fields: [.init("Dag", name: "dag", .date())],
            reset: "/lista", hidden: [("ordna", "dag")], formToken: "t"
        ).html.text
        let order = [
            "<form", "name=\"sok\"", "Sök</button>", "<details", "name=\"dag\"", "</details>", "name=\"ordna\"", "</form>",
        ]
        let places = order.compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test("the window's title never shows what the heading shows, when told so")
    func windowTitle() {
        let text = Page(title: "Anna Andersson", windowTitle: "Sjukfall", content: "").html.text
        #expect(text.contains("<title>Sjukfall – Sakkunnig</title>") && text.contains("<h1>Anna Andersson</h1>"))
    }

    @Test("a sorted column says so; rows can be chosen only where there is something to do")
    func table() {
        let table = DataTable(
            caption: "Sjukfall",
            columns: [.init("Namn", .rowHeader), .init("Dag", .number, sort: .init("?sort=dag", .descending))],
            rows: [.init(id: "a", cells: ["Bo", "3"])])
        let text = table.html.text
        #expect(text.contains("<th scope=\"col\" class=\"number\" aria-sort=\"descending\"><a href=\"?sort=dag\">Dag"))
        #expect(text.contains("<th scope=\"row\">Bo</th><td class=\"number\">3</td>"))
        #expect(!text.contains("checkbox"))
        var chosen = table
        chosen.selection = .init(action: "/tilldela", controls: "", formToken: "t")
        #expect(
            chosen.html.text.contains("name=\"rad\" value=\"a\"") && chosen.html.text.contains("name=\"formToken\" value=\"t\""))
    }

    @Test("an empty table says what to do instead")
    func empty() {
        let table = DataTable(
            caption: "Sjukfall", columns: [.init("Namn")], rows: [], empty: .init(title: "Inget här", text: "Läs in intyg."))
        #expect(!table.html.text.contains("<table") && table.html.text.contains("Läs in intyg."))
    }

    @Test("a field's help and message are tied to it")
    func field() {
        let text = FormField("Dag", name: "dag", .date(value: "x"), hint: "Tips", error: "Ange en dag.").html.text
        #expect(text.contains("aria-describedby=\"dag-hint dag-error\" aria-invalid=\"true\""))
        #expect(text.contains("<label for=\"dag\">Dag</label>"))
    }

    @Test(
        "the pages near the current one are shown, with gaps",
        arguments: [(1, 1, ""), (1, 3, "1 2 3"), (6, 24, "1 … 5 6 7 … 24"), (24, 24, "1 … 23 24")])
    func pagination(current: Int, last: Int, expected: String) {
        let text = Pagination(current: current, last: last) { Href("/x").query("sida", "\($0)") }.html.text
        let shown = text.matches(of: />([0-9]+|…)</).map { String($0.1) }.joined(separator: " ")
        #expect(shown == expected)
    }

    @Test("assets carry the hash of their content and are found by their path")
    func assets() {
        for asset in Asset.all {
            #expect(Asset.at(path: asset.path)?.bytes == asset.bytes)
            #expect(asset.path.contains(/-[0-9a-f]{16}\./))
        }
        #expect(Asset.at(path: "/assets/../secret") == nil)
    }
}
