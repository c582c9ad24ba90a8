import SickLeave

enum GalleryText {
    static let html: HTML = """
        <p class="lead">En ingress säger med en mening vad sidan är till för.</p>
        <div class="prose"><p>Löptext hålls smal så att den är lätt att läsa. En <a href="#text">länk</a> är understruken. \
        Siffror skrivs \(SwedishNumber.integer(1_234_567)), \(SwedishNumber.percent(0.125)) och \(SwedishNumber.integer(-3)).</p>
        <ul><li>Första punkten</li><li>\(GallerySample.long)</li><li class="wrap">\(GallerySample.unbroken)</li></ul></div>
        \(Notice(.info, title: "Underlaget uppdaterades i natt", body: "<p>Intyg till och med i går är med.</p>"))
        \(Notice(.attention, title: "3 intyg kunde inte läsas", body: "<p>De väntar i karantänen. <a href=\"#text\">Se vad som är fel</a>.</p>"))
        \(Notice(.done, title: "4 sjukfall tilldelades Karin Ek"))
        \(Notice(.plain, title: GallerySample.injection, body: "<p>\(GallerySample.long) \(GallerySample.injection)</p>"))
        <div class="columns">\(Panel("Vem och var", aside: "<a href=\"#text\">Ändra</a>", HTML(facts)))
        \(Panel("I korthet", HTML(Facts([("Dag i sjukfallet", "83"), ("Omfattning", "50 %"), ("Intyg", "3"), ("Nästa gräns", "dag 90")], isStacked: true))))</div>
        <div>\(Disclosure("Så räknas måttet", "<p class=\"prose\">Nämnaren är alla sjukfall som varat mer än 28 dagar.</p>"))\
        \(Disclosure(GallerySample.long, isOpen: true, "<p>\(GallerySample.injection)</p>"))</div>
        """

    private static let facts = Facts([
        ("Namn", "\(Personal("Åsa Öberg Lindqvist"))"), ("Personnummer", "\(Personal("19121212-1212"))"),
        ("Enhet", "\(GallerySample.long)"), ("Anteckning", "\(GallerySample.injection)"), ("Lång", "\(GallerySample.unbroken)"),
    ])

    static let timeline: HTML = """
        \(Tabs(label: "Sjukfallet", [
            .init("Översikt", "#handelser", isCurrent: true), .init("Intyg", "#handelser", count: 3), .init("Meddelanden", "#handelser", count: 1),
            .init("KVÅ", "#handelser"), .init("Historik", "#handelser"),
        ]))
        \(Timeline([
            .init(day: Day(20_790), letter: "U", title: "Uppföljning planerad", by: "Karin Ek, rehabkoordinator", isFuture: true),
            .init(
                day: Day(20_770), letter: "M", title: "Försäkringskassan begär komplettering",
                body: "<p>Gäller fråga 17. Svara senast \(Day(20_780)).</p>", by: "Försäkringskassan", needsAttention: true),
            .init(day: Day(20_745), letter: "P", title: GallerySample.long, body: "<p class=\"wrap\">\(GallerySample.unbroken)</p>"),
            .init(day: Day(20_701), letter: "I", title: GallerySample.injection, by: GallerySample.injection),
        ]))
        \(Pagination(current: 6, last: 24) { Href("#handelser").query("sida", "\($0)") })
        """
}
