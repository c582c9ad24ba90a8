import SickLeave
import Statistics
import UseCases

/// A report's choice as an address, both ways. What cannot be read is kept apart, so that the page can say so.
struct ReportAddress {
    let choice: ReportChoice

    init(_ choice: ReportChoice) { self.choice = choice }

    init(_ kind: ReportKind, _ fields: FormFields) {
        var reader = AddressReader<ReportChoice.Field>(fields)
        let written = ReportChoice.Written(
            level: reader.one(.level, "niva", ReportLevel.init(rawValue:)),
            shape: reader.one(.shape, "form") { $0 == "hela" ? .whole : $0 == "manader" ? .series : nil })
        var choice = ReportChoice(kind, level: written.level ?? kind.levels[0], shape: written.shape ?? kind.shapes[0])
        choice.written = written
        let ends = ["period.fran", "period.till"].map { name in reader.one(.period, name) { Month(iso: $0) } }
        let hasPeriod = ends.contains { $0 != nil } || reader.unread.contains { $0.field == .period }
        if hasPeriod { choice.period = .init(first: ends[0], last: ends[1]) }
        choice.units = Set(reader.all(.unit, "enhet") { Int($0) })
        choice.diagnoses = reader.all(.chapter, "kapitel") { DiagnosisNode($0) }
        let (finer, compared) = (reader.diagnoses(.diagnosis, "diagnos"), reader.diagnoses(.compared, "jamfor"))
        choice.diagnoses += finer.nodes.filter { [known = choice.diagnoses] in !known.contains($0) }
        choice.ages = Set(reader.all(.age, "alder") { UInt8($0).flatMap(AgeGroup.Report.init(rawValue:)) })
        choice.lengths = Set(reader.all(.length, "langd") { UInt8($0).flatMap(LengthGroup.Report.init(rawValue:)) })
        choice.types = Set(reader.all(.type, "typ") { UInt8($0).flatMap(CertificateType.init(rawValue:)) })
        choice.node = reader.one(.node, "nod") { DiagnosisNode($0) }
        choice.compared = compared.nodes
        choice.unreadable = reader.unread.map { .init($0.field, $0.text) }
        choice.surplus = finer.surplus.map { .init(.diagnosis, $0) } + compared.surplus.map { .init(.compared, $0) }
        self.choice = choice
    }

    var href: Href { query(Site.report(choice.kind.rawValue)) }

    /// The same figures as a file, for programs (`oppen`) or for a Swedish spreadsheet (`excel`).
    func file(_ flavour: String) -> Href {
        query(Site.report(choice.kind.rawValue).appending("fil")).query("skrivsatt", flavour)
    }

    private func query(_ start: Href) -> Href {
        var href = start.query("niva", choice.level == choice.kind.levels[0] ? nil : choice.level.rawValue)
            .query("form", choice.shape == .whole && choice.kind.shapes.count > 1 ? "hela" : nil)
            .query("period.fran", choice.period?.first.map { "\($0)" }).query("period.till", choice.period?.last.map { "\($0)" })
        for unit in choice.units.sorted() { href = href.query("enhet", "\(unit)") }
        for chapter in chapters { href = href.query("kapitel", chapter.codes) }
        href = href.query("diagnos", finerText)
        for age in choice.ages.map(\.rawValue).sorted() { href = href.query("alder", "\(age)") }
        for length in choice.lengths.map(\.rawValue).sorted() { href = href.query("langd", "\(length)") }
        for type in choice.types.map(\.rawValue).sorted() { href = href.query("typ", "\(type)") }
        return href.query("nod", choice.node.map(ReportAddress.word))
            .query("jamfor", choice.compared.isEmpty ? nil : choice.compared.map(ReportAddress.word).joined(separator: ","))
    }

    /// What the reader of addresses takes for the same node.
    static func word(_ node: DiagnosisNode) -> String {
        switch node {
        case .unspecified: "\(node.codes)intern"
        case .unplaced: "Ö00-Ö00"
        case .chapter, .block, .category, .code: node.codes
        }
    }

    var chapters: [DiagnosisNode] {
        choice.diagnoses.filter { if case .chapter = $0 { true } else { false } }
    }

    var finer: [DiagnosisNode] { choice.diagnoses.filter { !chapters.contains($0) } }
    var finerText: String? { finer.isEmpty ? nil : finer.map(ReportAddress.word).joined(separator: ",") }

    /// What the form's field of diagnoses holds: what was read, and what was typed and not used, to be mended there.
    func typed(_ field: ReportChoice.Field, _ nodes: [DiagnosisNode]) -> String {
        let left = (choice.unreadable + choice.surplus).filter { $0.field == field }.map(\.text)
        return (nodes.map(ReportAddress.word) + left).joined(separator: ", ")
    }

    func changing(_ change: (inout ReportChoice) -> Void) -> ReportAddress {
        var choice = choice
        change(&choice)
        return ReportAddress(choice)
    }

    /// One step down the tree of diagnoses, where there is one.
    func below(_ group: ReportGroup) -> Href? {
        guard choice.kind == .diagnosis, case .diagnosis(let node) = group, !node.nextLevel.isEmpty else { return nil }
        return changing { $0.node = node }.href
    }
}

extension AddressReader<ReportChoice.Field> {
    fileprivate mutating func diagnoses(_ field: ReportChoice.Field, _ name: String) -> (
        nodes: [DiagnosisNode], surplus: [String]
    ) {
        let words = ReportChoice.diagnoses(in: fields.all(name).joined(separator: " "))
        cannotRead(words.unreadable, field)
        return (words.nodes, words.surplus)
    }
}
