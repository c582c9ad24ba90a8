import Foundation
import Interchange
import SickLeave
import Testing

private func knowledge(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Knowledge").appendingPathComponent(name), encoding: .utf8)
}

private func faultOf(_ read: () throws(KnowledgeFault) -> Void) -> KnowledgeFault? {
    do throws(KnowledgeFault) {
        try read()
        return nil
    } catch {
        return error
    }
}

@Suite("The day calendar file")
struct DayCalendarFileTests {
    @Test("the project's own calendar is read whole and has the days of the rehabilitation chain")
    func ours() throws {
        let calendar = try DayCalendarFile.read(knowledge("day-calendar.yaml"))
        let today = try #require(Day(iso: "2026-11-21"))
        let days = Set(calendar.limits(on: today).filter { $0.occupations.contains(.work) }.map(\.day))
        #expect(days == [1, 8, 14, 15, 28, 30, 90, 180, 365, 550])
        #expect(calendar.entries.filter { $0.kind == .recommendation }.map(\.day) == [28])
        #expect(Set(calendar.limits(on: today).map(\.id)).count == calendar.limits(on: today).count)
        let next = try #require(calendar.nextDeadline(spellStart: today - 85, on: today, occupations: [.work]))
        #expect(next.limit.id == "rehabkedja-90" && next.daysLeft == 4)
    }

    private static let valid = """
        limits:
          - id: plan
            day: 28
            kind: recommendation
            nature: task
            actor: careUnit
            title: Plan
            happens: Något.
            advice: Gör något.
            reference: Regionen
            source: Regionens sida
            validFrom: 2022-02-01
            validThrough: 2030-12-31
            review: { by: Doktorn, on: 2026-01-15 }
            occupations: [work, studies]
        """

    @Test("every field of a row is read")
    func fields() throws {
        let limit = try #require(try DayCalendarFile.read(Self.valid).entries.first)
        #expect(limit.id == "plan" && limit.day == 28 && limit.kind == .recommendation && limit.nature == .task)
        #expect(limit.actor == .careUnit && limit.reference == "Regionen" && limit.source == "Regionens sida")
        #expect(limit.validFrom == Day(iso: "2022-02-01") && limit.validThrough == Day(iso: "2030-12-31"))
        #expect(limit.occupations == [.work, .studies])
        let reviewDay = try #require(Day(iso: "2026-01-15"))
        #expect(limit.review == .reviewed(by: "Doktorn", on: reviewDay))
    }

    @Test(
        "a mistake is told with its line and what to do",
        arguments: [
            ("day: 28", "dag: 28", 3, "”dag” är okänd"), ("day: 28", "day: tjugoåtta", 3, "inte ett heltal"),
            ("day: 28", "day: 0", 2, "mindre än 1"), ("kind: recommendation", "kind: lag", 4, "Välj bland: law, recommendation"),
            ("title: Plan", "title: ' '", 7, "title: är tom"),
            ("validFrom: 2022-02-01", "validFrom: 2022-02-30", 12, "inte en dag"),
            ("validFrom: 2022-02-01", "validFrom: 2031-01-01", 2, "validThrough kommer före validFrom"),
            ("[work, studies]", "[arbete]", 15, "”arbete” är okänt"), ("[work, studies]", "work", 15, "ska vara en lista"),
            ("[work, studies]", "[]", 15, "är tom"), (", on: 2026-01-15", "", 14, "saknas"),
            ("    source: Regionens sida\n", "", 2, "source: saknas"), ("title: Plan", "day: 30", 2, "två gånger"),
            ("title: Plan", "title: [", 1, "går inte att läsa"), ("limits:", "rader:", 1, "”rader” är okänd"),
        ])
    func mistakes(part: String, replacement: String, line: Int, words: String) throws {
        let text = Self.valid.replacingOccurrences(of: part, with: replacement)
        #expect(text != Self.valid)
        let fault = try #require(faultOf { () throws(KnowledgeFault) in _ = try DayCalendarFile.read(text, file: "dagar.yaml") })
        #expect(fault.description.hasPrefix("dagar.yaml rad "))
        #expect(fault.message.contains(words))
        // The parser reports its own faults a line or two beside the mistake.
        let isOurs = !words.contains("går inte") && !words.contains("två gånger")
        #expect(fault.line == line || !isOurs)
    }

    @Test("an empty file is told", arguments: ["", "# bara en kommentar\n", "text", "- a\n- b\n"])
    func empty(text: String) {
        #expect(faultOf { () throws(KnowledgeFault) in _ = try DayCalendarFile.read(text) } != nil)
    }
}

@Suite("The KVÅ file")
struct KVAFileTests {
    @Test("the project's own catalogue has the codes that Sakkunnig gives a meaning")
    func ours() throws {
        let catalogue = try KVAFile.read(knowledge("kva.yaml"))
        #expect(catalogue.procedures.map(\.code) == ["AW020", "AW026", "DV077", "GC001"])
        typealias Known = ProcedureRegistration.Known
        for code in [Known.plan, Known.planFollowUp, Known.coordination] {
            #expect(catalogue.name(of: code) != code)
        }
    }

    @Test("a code of another form and a code given twice are told")
    func mistakes() throws {
        let row = "  - { code: DV077, name: N, meaning: M, register: R, source: S }\n"
        #expect(throws: Never.self) { try KVAFile.read("procedures:\n" + row) }
        let misspelt = row.replacingOccurrences(of: "DV077", with: "dv77")
        let wrong = faultOf { () throws(KnowledgeFault) in _ = try KVAFile.read("procedures:\n" + misspelt) }
        #expect(wrong?.line == 2 && wrong?.message.contains("”dv77”") == true)
        let twice = faultOf { () throws(KnowledgeFault) in _ = try KVAFile.read("procedures:\n" + row + row) }
        #expect(twice?.message.contains("DV077 står två gånger") == true)
    }
}
