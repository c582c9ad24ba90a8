import Foundation
import Interchange
import SickLeave
import Statistics
import Testing

@Suite("Measure files")
struct MeasureFileTests {
    static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Measures")

    static let valid = """
        id: exempel
        title: Ett exempel
        goal: 1
        order: 1
        why_it_matters: >
          Därför att
          det är viktigt.
        words:
          population: Alla.
          numerator: Några.
          denominator: Alla.
          variant: Den enda.
          cautions:
            - Läs med omdöme.
        calculation:
          kind: share
          unit_of_analysis: spell
          population:
            spell_reaches_day: 29
          numerator:
            procedure: DV077
            through_day: 60
          window_months: 1
        spell_rule:
          gap_days: 5
          scope: unit
        attribution: issuing_unit
        stratifiers: [sex, age]
        direction: higher_is_better
        balancing:
          words: Följ också annat.
        minimum_group: 5
        sources:
          - title: En källa
            address: https://example.org
        evidence: []
        author_role: redaktör
        created: 2026-11-21
        next_review: 2027-11-21

        """

    private func faults(_ text: String, named name: String = "exempel.yaml") -> [String] {
        do {
            _ = try MeasureFile.measure(from: text, named: name)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    private func changed(_ old: String, _ new: String) -> [String] {
        precondition(Self.valid.contains(old), "the example has no such text")
        return faults(Self.valid.replacingOccurrences(of: old, with: new))
    }

    @Test("a file is read whole")
    func reads() throws {
        let measure = try MeasureFile.measure(from: Self.valid, named: "exempel.yaml")
        #expect(measure.whyItMatters == "Därför att det är viktigt.")
        #expect(measure.goal == .partTime)
        #expect(
            measure.calculation
                == .share(
                    Measure.Share(population: .spellReaches(day: 29), numerator: .procedure(.plan, throughDay: 60)),
                    windowMonths: 1))
        #expect(measure.calculation.settlesAfterDays == 36)
        #expect(measure.spellRule == SpellRule(gap: 5, scope: .unit))
        #expect(measure.stratifiers == [.sex, .age])
        #expect(measure.sources == [Measure.Source(title: "En källa", address: "https://example.org")])
        #expect(measure.review.words == "Ej granskad av kliniker")
    }

    @Test("a reviewed measure says by which role and when")
    func reviewed() throws {
        let text = Self.valid + "reviewer_role: distriktsläkare\nreviewed_on: 2026-12-01\n"
        let measure = try MeasureFile.measure(from: text, named: "exempel.yaml")
        #expect(measure.review.words == "Granskad av distriktsläkare 2026-12-01")
        #expect(measure.review.isOverdue(on: Day(iso: "2027-11-22")!))
        #expect(!measure.review.isOverdue(on: Day(iso: "2027-11-21")!))
    }

    @Test("an unknown field is a fault with its line, at the top and inside")
    func unknownField() {
        let top = changed("order: 1", "ordning: 1")
        #expect(top.contains { $0.hasPrefix("exempel.yaml:4: Okänt fält ”ordning”. Här kan stå id,") })
        let inner = changed("  variant: Den enda.", "  variant: Den enda.\n  varning: Nej.")
        let names = "population, numerator, denominator, variant eller cautions"
        #expect(inner == ["exempel.yaml:13: Okänt fält ”words.varning”. Här kan stå \(names)."])
    }

    @Test("a missing field is named")
    func missing() {
        #expect(changed("direction: higher_is_better\n", "") == ["exempel.yaml:1: Fältet ”direction” saknas."])
    }

    @Test("all faults of a file are told at once, in order of line")
    func several() {
        let text = Self.valid.replacingOccurrences(of: "minimum_group: 5", with: "minimum_group: många")
            .replacingOccurrences(of: "created: 2026-11-21", with: "created: 2026-02-30")
        let found = faults(text)
        #expect(found.count == 2)
        #expect(found.first?.contains("”minimum_group” ska vara ett heltal från 1 till 1000") ?? false)
        #expect(found.last?.contains("”created” ska vara ett datum") ?? false)
    }

    @Test(
        "what has no meaning is refused",
        arguments: [
            ("direction: higher_is_better", "direction: up", "Välj higher_is_better, lower_is_better eller none"),
            ("stratifiers: [sex, age]", "stratifiers: [sex, ethnicity]", "okänt värde"),
            ("stratifiers: [sex, age]", "stratifiers: [sex, sex]", "två gånger"),
            ("procedure: DV077", "procedure: QV001", "kan inte räknas"),
            ("    through_day: 60\n", "", "Ange antingen ”through_day” eller ”within_days_of_plan”"),
            ("through_day: 60", "within_days_of_plan: 60", "passar inte populationen"),
            ("procedure: DV077\n    through_day: 60", "day_over: 90", "passar inte populationen"),
            ("procedure: DV077\n    through_day: 60", "reminded: true\n    settles_after_days: 9", "passar inte populationen"),
            ("procedure: DV077\n    through_day: 60", "diagnosis_group: fysiska", "fysiska"),
            ("procedure: DV077\n    through_day: 60", "part_time_through_day: 1", "heltal från 2 till 3650"),
            (
                "population:\n    spell_reaches_day: 29\n  numerator:\n    procedure: DV077\n    through_day: 60\n  window_months: 1",
                "population: spell_ongoing\n  numerator:\n    day_over: 90\n  window_months: 3", "räknas för en månad i taget"
            ),
            ("unit_of_analysis: spell", "unit_of_analysis: day", "Populationen räknar ”spell”"),
            ("spell_reaches_day: 29", "spell_reaches_day: 29\n    spell_followed_to_day: 91", "Ange antingen"),
            ("population:\n    spell_reaches_day: 29", "population: everybody", "Okänd population ”everybody”"),
            ("procedure: DV077\n    through_day: 60", "extent_below: 100", "passar inte populationen"),
            ("procedure: DV077\n    through_day: 60", "lasts_days: 91", "passar inte populationen"),
            ("procedure: DV077\n    through_day: 60", "{}", "Ange ett villkor"),
            ("gap_days: 5", "gap_days: 91", "heltal från 0 till 90"),
            ("next_review: 2027-11-21", "next_review: 2026-11-21", "Nästa granskning ska ligga efter"),
            ("created: 2026-11-21", "created: 20261121", "ska vara ett datum"),
            ("address: https://example.org", "address: example.org", "webbadress"),
            ("title: Ett exempel", "title: ''", "är tomt"),
            ("id: exempel", "id: Exempel", "a–z, 0–9"),
            ("id: exempel", "id: annat", "filen heter exempel.yaml"),
            ("author_role: redaktör", "author_role: redaktör\nreviewed_on: 2026-12-01", "saknar roll"),
            ("author_role: redaktör", "author_role: redaktör\nreviewer_role: läkare", "saknar datum"),
            ("order: 1", "order: 1\norder: 2", "står två gånger"),
            ("words:", "words: [", "inte giltig YAML"),
        ])
    func refused(_ old: String, _ new: String, _ message: String) {
        let found = changed(old, new)
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }

    @Test("a measure of certificates must not have a spell rule")
    func superfluousRule() {
        let text = Self.valid.replacingOccurrences(
            of: "population:\n    spell_reaches_day: 29\n  numerator:\n    procedure: DV077\n    through_day: 60",
            with: "population: certificate_sent\n  numerator:\n    completion_requested: true\n    settles_after_days: 60"
        ).replacingOccurrences(of: "unit_of_analysis: spell", with: "unit_of_analysis: certificate")
        #expect(faults(text).count == 1)
        #expect(faults(text).first?.contains("Ta bort fältet ”spell_rule”") ?? false)
    }

    @Test("text that is no mapping, and an empty file, have a fault and no crash")
    func notAMapping() {
        #expect(faults("- a\n- b\n").first == "exempel.yaml:1: Filen ska bestå av fält med värden.")
        #expect(faults("").count == 1)
        #expect(faults("\u{0}").count == 1)
    }

    @Test("the shipped measures have no faults and serve every goal")
    func shippedMeasures() throws {
        #expect(MeasureFile.check(Self.shipped) == [])
        let measures = try MeasureFile.measures(in: Self.shipped)
        #expect(measures.count >= 10)
        #expect(Set(measures.compactMap(\.goal)) == Set(Measure.Goal.allCases))
        #expect(measures.first?.id.rawValue == "deltid-vid-start")
        for measure in measures where measure.review.reviewer == nil {
            #expect(measure.review.words == "Ej granskad av kliniker")
        }
        for measure in measures { #expect(!measure.words.cautions.isEmpty && !measure.sources.isEmpty) }
    }

    @Test("a folder is checked whole, a balancing measure that is not there included")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("measures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(MeasureFile.check(folder).first?.message.contains("har inga mått") ?? false)
        let balanced = Self.valid.replacingOccurrences(of: "balancing:\n", with: "balancing:\n  measure: borta\n")
        try Data(balanced.utf8).write(to: folder.appendingPathComponent("exempel.yaml"))
        try Data([0x69, 0x64, 0x3A, 0xE5]).write(to: folder.appendingPathComponent("latin.yaml"))
        let faults = MeasureFile.check(folder)
        #expect(faults.map(\.file) == ["exempel.yaml", "latin.yaml"])
        #expect(faults.first?.line == 31)
        #expect(faults.first?.message.contains("”borta” finns inte") ?? false)
        #expect(faults.last?.message.contains("UTF-8") ?? false)
        let absent = MeasureFile.check(folder.appendingPathComponent("ingen"))
        #expect(absent.first?.message.contains("Mappen kan inte läsas") ?? false)
    }
}
