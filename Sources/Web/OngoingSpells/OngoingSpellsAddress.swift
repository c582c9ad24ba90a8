import SickLeave
import UseCases

/// The list's filter and order as an address, both ways. Unknown or broken values are left out and told, never an error: an old
/// saved view still shows something. Of the filter's text only what can be no name stands in it in the open.
struct OngoingSpellsAddress {
    private(set) var filter: OngoingSpellsFilter
    private(set) var page = 1
    /// The other words of the filter's text as the address has them: see ``SignIn/Signed/seal(_:)``.
    private var sealed: String?
    /// The address had words that count for nothing: of a session that has ended, or typed in the open.
    private(set) var hasLostWords = false
    /// Of what was asked for, what cannot be read.
    private(set) var unread: [UnreadWord] = []

    init(_ filter: OngoingSpellsFilter) { self.filter = filter }

    /// - Parameters:
    ///   - viewer: a physician starts with the own patients, everybody else has the unit's alone.
    ///   - unsealed: opens sealed words; nil when they cannot be read.
    init(_ fields: FormFields, for viewer: Viewer, unsealed: (String) -> String? = { _ in nil }) {
        var filter = OngoingSpellsFilter()
        var reader = AddressReader<String>(fields)
        let whose = reader.one("vems patienter", "vems", OngoingSpellsAddress.whose)
        filter.whose = viewer.hasOwnPatients ? whose ?? OngoingSpellsAddress.startsWith(viewer) : .unit
        filter.day = reader.one("listan för dag", "dag") { Day(iso: $0) }
        let words = SearchWords(fields["sok"] ?? "")
        filter.text = words.plain
        hasLostWords = words.identityNumber != nil || !words.others.isEmpty
        if let sealed = fields["ord"] {
            if let opened = unsealed(sealed) {
                filter.text = words.plain.isEmpty ? opened : "\(words.plain) \(opened)"
                self.sealed = sealed
            } else {
                hasLostWords = true
            }
        }
        filter.patient = fields["patient"].map { String($0.prefix(32)) }
        filter.chapter = reader.one("diagnoskapitel", "kapitel") { UInt8($0).flatMap(DiagnosisChapter.init(rawValue:)) }
        filter.doctor = reader.one("läkare", "lakare") { Int($0) }
        let ages = ["alder.fran", "alder.till"].map { name in
            reader.one("ålder", name) { Int($0) }.map { min(max($0, 0), OngoingSpellsAddress.oldest) }
        }
        if ages[0] != nil || ages[1] != nil {
            // Given the wrong way round it is what lies between.
            let ends = [ages[0] ?? 0, ages[1] ?? OngoingSpellsAddress.oldest].sorted()
            filter.ages = ends[0]...ends[1]
        }
        filter.lengths = Set(reader.all("längd", "langd") { UInt8($0).flatMap(LengthGroup.Filter.init(rawValue:)) })
        filter.status = reader.one("status", "status") { name in
            OngoingSpellsAddress.statuses.first { $0.name == name }?.status
        }
        filter.messages = reader.one("ärenden", "arenden", OngoingSpellsFilter.Messages.init(rawValue:)) ?? .any
        filter.occupation = reader.one("sysselsättning", "sysselsattning") { UInt8($0).flatMap(Occupation.init(rawValue:)) }
        filter.endsFrom = reader.one("slutdatum", "slut.fran") { Day(iso: $0) }
        filter.endsThrough = reader.one("slutdatum", "slut.till") { Day(iso: $0) }
        if let from = filter.endsFrom, let through = filter.endsThrough, through < from {
            (filter.endsFrom, filter.endsThrough) = (through, from)
        }
        filter.attention = reader.one("att göra", "att-gora", OngoingSpellsFilter.Attention.init(rawValue:))
        filter.sort = reader.one("ordna efter", "ordna", OngoingSpellsFilter.Sort.init(rawValue:))
        filter.isDescending = fields["fallande"] != nil
        self.filter = filter
        page = max(1, reader.one("sida", "sida") { Int($0) } ?? 1)
        unread = reader.unread.map { UnreadWord(label: $0.field, text: $0.text) }
    }

    /// No upper bound, as an age.
    static let oldest = 150

    static func startsWith(_ viewer: Viewer) -> OngoingSpellsFilter.Whose {
        // Without an HSA-id no certificate is known to be the viewer's.
        viewer.hasOwnPatients && viewer.hsaID != nil ? .mine : .unit
    }

    static func name(_ whose: OngoingSpellsFilter.Whose) -> String { whose == .mine ? "mina" : "enhetens" }

    private static func whose(_ name: String) -> OngoingSpellsFilter.Whose? {
        [.mine, .unit].first { OngoingSpellsAddress.name($0) == name }
    }

    static let statuses: [(name: String, status: SpellStatus)] = [
        ("pagar", .ongoing), ("uppehall", .betweenCertificates), ("avslutat", .ended),
    ]

    func href(for viewer: Viewer) -> Href {
        let plain = SearchWords(filter.text).plain
        // Always told: whom the view is kept or handed over to may start with others.
        var href = Site.ongoingSpells.query("vems", OngoingSpellsAddress.name(filter.whose)).query(
            "dag", filter.day.map { "\($0)" }
        )
        .query("sok", plain.isEmpty ? nil : plain).query("ord", sealed).query("patient", filter.patient)
        .query("kapitel", filter.chapter.map { "\($0.rawValue)" }).query("lakare", filter.doctor.map { "\($0)" })
        .query("alder.fran", filter.ages.flatMap { $0.lowerBound == 0 ? nil : "\($0.lowerBound)" })
        .query("alder.till", filter.ages.flatMap { $0.upperBound >= OngoingSpellsAddress.oldest ? nil : "\($0.upperBound)" })
        for length in filter.lengths.map(\.rawValue).sorted() { href = href.query("langd", "\(length)") }
        return
            href
            .query(
                "status", filter.status.flatMap { status in OngoingSpellsAddress.statuses.first { $0.status == status }?.name }
            )
            .query("arenden", filter.messages == .any ? nil : filter.messages.rawValue)
            .query("sysselsattning", filter.occupation.map { "\($0.rawValue)" })
            .query("slut.fran", filter.endsFrom.map { "\($0)" }).query("slut.till", filter.endsThrough.map { "\($0)" })
            .query("att-gora", filter.attention?.rawValue).query("ordna", filter.sort?.rawValue)
            .query("fallande", filter.isDescending ? "1" : nil).query("sida", page > 1 ? "\(page)" : nil)
    }

    /// The address's query alone: goes with a form that leads back here.
    func queryText(for viewer: Viewer) -> String {
        let text = href(for: viewer).text
        return text.firstIndex(of: "?").map { String(text[text.index(after: $0)...]) } ?? ""
    }

    /// The same view with one change, from its first page.
    func changing(_ change: (inout OngoingSpellsFilter) -> Void) -> OngoingSpellsAddress {
        var changed = OngoingSpellsAddress(filter)
        change(&changed.filter)
        if changed.filter.text == filter.text { changed.sealed = sealed }
        changed.unread = unread
        return changed
    }

    /// Another page of the same view.
    func turned(to page: Int) -> OngoingSpellsAddress {
        var turned = self
        turned.page = page
        return turned
    }

    /// The same view for what the person typed.
    func searching(_ words: SearchWords, seal: (String) -> String) -> OngoingSpellsAddress {
        var found = changing { $0.text = words.plain }
        found.sealed = words.others.isEmpty ? nil : seal(words.others)
        return found
    }
}
