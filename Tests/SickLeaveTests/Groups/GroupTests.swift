import SickLeave
import Testing

@Suite("Groups of length and age")
struct GroupTests {
    @Test(
        "a spell's length falls in one group of each grouping",
        arguments: [
            (0, "Högst 14 dagar", "Under 15 dagar", "Under 90 dagar"), (14, "Högst 14 dagar", "Under 15 dagar", "Under 90 dagar"),
            (15, "15–30 dagar", "15–30 dagar", "Under 90 dagar"), (30, "15–30 dagar", "15–30 dagar", "Under 90 dagar"),
            (31, "31–60 dagar", "31–60 dagar", "Under 90 dagar"), (61, "61–90 dagar", "61–90 dagar", "Under 90 dagar"),
            (89, "61–90 dagar", "61–90 dagar", "Under 90 dagar"), (90, "61–90 dagar", "61–90 dagar", "90–180 dagar"),
            (91, "91–180 dagar", "91–180 dagar", "90–180 dagar"), (180, "91–180 dagar", "91–180 dagar", "90–180 dagar"),
            (181, "181–365 dagar", "181–364 dagar", "181–365 dagar"), (364, "181–365 dagar", "181–364 dagar", "181–365 dagar"),
            (365, "181–365 dagar", "1–2 år", "181–365 dagar"), (366, "1–2 år", "1–2 år", "Över 365 dagar"),
            (730, "1–2 år", "1–2 år", "Över 365 dagar"), (731, "Över 2 år", "Över 2 år", "Över 365 dagar"),
            (20_000, "Över 2 år", "Över 2 år", "Över 365 dagar"), (-1, "Högst 14 dagar", "Under 15 dagar", "Under 90 dagar"),
        ])
    func lengths(days: Int, filter: String, report: String, overview: String) {
        #expect(LengthGroup.Filter(days: days).title == filter)
        #expect(LengthGroup.Report(days: days).title == report)
        #expect(LengthGroup.Overview(days: days).title == overview)
    }

    @Test("each grouping covers every length once, and only its last group is open")
    func coverage() {
        func check<Grouping: LengthGrouping>(_ type: Grouping.Type) {
            let groups = Grouping.allCases
            #expect(groups.first?.lowest == 0)
            #expect(groups.last?.highest == nil)
            #expect(zip(groups, groups.dropFirst()).allSatisfy { $0.highest == $1.lowest - 1 })
            #expect(groups.dropLast().allSatisfy { $0.contains($0.lowest) && $0.contains($0.highest ?? -1) })
        }
        check(LengthGroup.Filter.self)
        check(LengthGroup.Report.self)
        check(LengthGroup.Overview.self)
    }

    @Test(
        "an age falls in its group",
        arguments: [
            (0, "Under 16 år", "Högst 20 år"), (15, "Under 16 år", "Högst 20 år"), (16, "16–20 år", "Högst 20 år"),
            (20, "16–20 år", "Högst 20 år"), (21, "21–25 år", "21–30 år"), (30, "26–30 år", "21–30 år"),
            (31, "31–35 år", "31–40 år"),
            (50, "46–50 år", "41–50 år"), (51, "51–55 år", "51–60 år"), (60, "56–60 år", "51–60 år"),
            (61, "61–65 år", "Över 60 år"),
            (65, "61–65 år", "Över 60 år"), (66, "Över 65 år", "Över 60 år"), (120, "Över 65 år", "Över 60 år"),
        ])
    func ages(age: Int, report: String, overview: String) {
        #expect(AgeGroup.Report(age: age).title == report)
        #expect(AgeGroup.Overview(age: age).title == overview)
    }

    @Test("there are twelve groups of age in reports and six in the overview, each with a title of its own")
    func titles() {
        #expect(Set(AgeGroup.Report.allCases.map(\.title)).count == 12)
        #expect(Set(AgeGroup.Overview.allCases.map(\.title)).count == 6)
    }
}
