import SickLeave
import UseCases

/// The list's filter and order as an address, both ways. Unknown or broken values are left out, never an error: an old saved
/// view still shows something. Of the filter's text only what can be no name stands in it in the open.
struct OngoingSpellsAddress {
    private(set) var filter: OngoingSpellsFilter
    private(set) var page = 1
    /// The other words of the filter's text as the address has them: see ``SignIn/Signed/seal(_:)``.
    private var sealed: String?
    /// The address had words that count for nothing: of a session that has ended, or typed in the open.
    private(set) var hasLostWords = false

    init(_ filter: OngoingSpellsFilter) { self.filter = filter }

    /// - Parameters:
    ///   - viewer: a physician starts with the own patients, everybody else with the unit's.
    ///   - unsealed: opens sealed words; nil when they cannot be read.
    init(_ fields: FormFields, for viewer: Viewer, unsealed: (String) -> String? = { _ in nil }) {
        var filter = OngoingSpellsFilter()
        filter.whose =
            fields["vems"].flatMap { $0 == "mina" ? .mine : $0 == "enhetens" ? .unit : nil }
            ?? OngoingSpellsAddress.startsWith(viewer)
        filter.day = fields.day("dag")
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
        filter.chapter = fields.int("kapitel").flatMap { UInt8(exactly: $0) }.flatMap(DiagnosisChapter.init(rawValue:))
        filter.doctor = fields.int("lakare")
        let youngest = fields.int("alder.fran").map { min(max($0, 0), OngoingSpellsAddress.oldest) }
        let oldest = fields.int("alder.till").map { min(max($0, 0), OngoingSpellsAddress.oldest) }
        if youngest != nil || oldest != nil {
            // Given the wrong way round it is what lies between.
            let ends = [youngest ?? 0, oldest ?? OngoingSpellsAddress.oldest].sorted()
            filter.ages = ends[0]...ends[1]
        }
        filter.lengths = Set(fields.all("langd").compactMap { UInt8($0).flatMap(LengthGroup.Filter.init(rawValue:)) })
        filter.status = fields["status"].flatMap { name in OngoingSpellsAddress.statuses.first { $0.name == name }?.status }
        filter.messages = fields["arenden"].flatMap(OngoingSpellsFilter.Messages.init(rawValue:)) ?? .any
        filter.occupation = fields.int("sysselsattning").flatMap { UInt8(exactly: $0) }.flatMap(Occupation.init(rawValue:))
        (filter.endsFrom, filter.endsThrough) = (fields.day("slut.fran"), fields.day("slut.till"))
        if let from = filter.endsFrom, let through = filter.endsThrough, through < from {
            (filter.endsFrom, filter.endsThrough) = (through, from)
        }
        filter.attention = fields["att-gora"].flatMap(OngoingSpellsFilter.Attention.init(rawValue:))
        filter.sort = fields["ordna"].flatMap(OngoingSpellsFilter.Sort.init(rawValue:)) ?? .deadline
        filter.isDescending = fields["fallande"] != nil
        self.filter = filter
        page = max(1, fields.int("sida") ?? 1)
    }

    /// No upper bound, as an age.
    static let oldest = 150

    static func startsWith(_ viewer: Viewer) -> OngoingSpellsFilter.Whose {
        viewer.role == .physician && viewer.hsaID != nil ? .mine : .unit
    }

    static func name(_ whose: OngoingSpellsFilter.Whose) -> String { whose == .mine ? "mina" : "enhetens" }

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
            .query("att-gora", filter.attention?.rawValue).query("ordna", filter.sort == .deadline ? nil : filter.sort.rawValue)
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
