import SickLeave
import UseCases

/// What a person typed to search for: an identity number is told apart, since it may never stand in an address.
struct SearchWords {
    /// Ten or twelve digits, without separator.
    let identityNumber: String?
    let others: String

    init(_ text: some StringProtocol) {
        var number: String?
        var rest: [Substring] = []
        for word in String(text).split(separator: " ") {
            let digits = word.filter { $0 != "-" && $0 != "+" }
            let isNumber =
                (digits.utf8.count == 10 || digits.utf8.count == 12) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if isNumber { number = String(digits) } else { rest.append(word) }
        }
        identityNumber = number
        others = rest.joined(separator: " ")
    }
}

/// The list's filter and order as an address, both ways. Unknown or broken values are left out, never an error: an old saved
/// view still shows something.
struct OngoingSpellsAddress {
    var filter: OngoingSpellsFilter
    var page = 1

    init(_ filter: OngoingSpellsFilter, page: Int = 1) {
        self.filter = filter
        self.page = page
    }

    /// - Parameter viewer: a physician starts with the own patients, everybody else with the unit's.
    init(_ fields: FormFields, for viewer: Viewer) {
        var filter = OngoingSpellsFilter()
        filter.whose =
            fields["vems"].flatMap { $0 == "mina" ? .mine : $0 == "enhetens" ? .unit : nil }
            ?? OngoingSpellsAddress.startsWith(viewer)
        filter.day = fields.day("dag")
        filter.text = SearchWords((fields["sok"] ?? "").prefix(100)).others
        filter.patient = fields["patient"].map { String($0.prefix(32)) }
        filter.chapter = fields.int("kapitel").flatMap { UInt8(exactly: $0) }.flatMap(DiagnosisChapter.init(rawValue:))
        filter.doctor = fields.int("lakare")
        let youngest = fields.int("alder.fran").map { min(max($0, 0), OngoingSpellsAddress.oldest) }
        let oldest = fields.int("alder.till").map { min(max($0, 0), OngoingSpellsAddress.oldest) }
        if youngest != nil || oldest != nil, (youngest ?? 0) <= (oldest ?? OngoingSpellsAddress.oldest) {
            filter.ages = (youngest ?? 0)...(oldest ?? OngoingSpellsAddress.oldest)
        }
        filter.lengths = Set(fields.all("langd").compactMap { UInt8($0).flatMap(LengthGroup.Filter.init(rawValue:)) })
        filter.status = fields["status"].flatMap { name in OngoingSpellsAddress.statuses.first { $0.name == name }?.status }
        filter.messages = fields["arenden"].flatMap(OngoingSpellsFilter.Messages.init(rawValue:)) ?? .any
        filter.occupation = fields.int("sysselsattning").flatMap { UInt8(exactly: $0) }.flatMap(Occupation.init(rawValue:))
        filter.endsFrom = fields.day("slut.fran")
        filter.endsThrough = fields.day("slut.till")
        filter.attention = fields["att-gora"].flatMap(OngoingSpellsFilter.Attention.init(rawValue:))
        filter.sort = fields["ordna"].flatMap(OngoingSpellsFilter.Sort.init(rawValue:)) ?? .deadline
        filter.isDescending = fields["fallande"] != nil
        self.init(filter, page: max(1, fields.int("sida") ?? 1))
    }

    /// No upper bound, as an age.
    static let oldest = 150

    static func startsWith(_ viewer: Viewer) -> OngoingSpellsFilter.Whose {
        viewer.role == .physician && viewer.hsaID != nil ? .mine : .unit
    }

    static let statuses: [(name: String, status: SpellStatus, title: String)] = [
        ("pagar", .ongoing, "Pågår"), ("uppehall", .betweenCertificates, "Uppehåll"), ("avslutat", .ended, "Nyligen avslutat"),
    ]

    func href(for viewer: Viewer) -> Href {
        let whose: String? =
            filter.whose == OngoingSpellsAddress.startsWith(viewer) ? nil : filter.whose == .mine ? "mina" : "enhetens"
        var href = Site.ongoingSpells.query("vems", whose).query("dag", filter.day.map { "\($0)" }).query(
            "sok", filter.text.isEmpty ? nil : filter.text
        ).query("patient", filter.patient)
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
        var filter = filter
        change(&filter)
        return OngoingSpellsAddress(filter)
    }
}
