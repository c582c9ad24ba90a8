import SickLeave
import Statistics
import UseCases

/// A report's choice as an address, both ways. Unknown or broken values are left out, never an error.
struct ReportAddress {
    let choice: ReportChoice

    init(_ choice: ReportChoice) { self.choice = choice }

    init(_ kind: ReportKind, _ fields: FormFields) {
        var choice = ReportChoice(
            kind, level: fields["niva"].flatMap(ReportLevel.init(rawValue:)) ?? kind.levels[0],
            shape: fields["form"] == "hela" ? .whole : .series)
        let (first, last) = (fields["period.fran"], fields["period.till"])
        if first != nil || last != nil {
            choice.period = .init(first: first.flatMap { Month(iso: $0) }, last: last.flatMap { Month(iso: $0) })
        }
        choice.units = Set(fields.all("enhet").compactMap { Int($0) })
        choice.diagnoses = fields.all("kapitel").compactMap { DiagnosisNode($0) }
        let words = ReportChoice.diagnoses(in: fields["diagnos"] ?? "")
        choice.diagnoses += words.nodes.filter { !choice.diagnoses.contains($0) }
        choice.ages = Set(fields.all("alder").compactMap { UInt8($0).flatMap(AgeGroup.Report.init(rawValue:)) })
        choice.lengths = Set(fields.all("langd").compactMap { UInt8($0).flatMap(LengthGroup.Report.init(rawValue:)) })
        choice.types = Set(fields.all("typ").compactMap { UInt8($0).flatMap(CertificateType.init(rawValue:)) })
        choice.node = fields["nod"].flatMap { DiagnosisNode($0) }
        let compared = ReportChoice.diagnoses(in: fields["jamfor"] ?? "")
        choice.compared = compared.nodes
        choice.unreadable = words.unreadable + compared.unreadable
        self.choice = choice.turned(to: kind)
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

    func changing(_ change: (inout ReportChoice) -> Void) -> ReportAddress {
        var choice = choice
        change(&choice)
        return ReportAddress(choice)
    }

    func turned(to kind: ReportKind) -> ReportAddress { ReportAddress(choice.turned(to: kind)) }
}
