import SickLeave
import Testing

@Suite("The classification")
struct DiagnosisClassificationTests {
    @Test("chapters and blocks cut the codes into parts that do not overlap")
    func disjoint() {
        let chapters = DiagnosisChapter.allCases.map(\.categories).sorted { $0.lowerBound < $1.lowerBound }
        #expect(zip(chapters, chapters.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        let blocks = DiagnosisBlock.all
        #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.last < $1.first })
        #expect(blocks.count == 264)
        #expect(blocks.allSatisfy { $0.chapter.categories.contains($0.first) && $0.chapter.categories.contains($0.last) })
        #expect(DiagnosisChapter.allCases.flatMap(\.blocks).count == blocks.count)
    }

    @Test("every chapter is in one group, and the last group has none")
    func groups() {
        #expect(DiagnosisGroup.allCases.flatMap(\.chapters).count == 22)
        #expect(DiagnosisGroup.withoutValidCode.chapters.isEmpty)
    }

    @Test(
        "chapters have the listed ranges",
        .enabled(if: SharedData.exists("icd10se/diagnoskapitel.txt"), "\(SharedData.missing)"))
    func chapters() throws {
        let listed = try SharedData.lines("icd10se/diagnoskapitel.txt").map { String($0.prefix(7)) }
        #expect(Set(listed) == Set(DiagnosisChapter.allCases.map(\.codeRange)))
    }

    @Test(
        "blocks are the listed ones",
        .enabled(if: SharedData.exists("icd10se/block.txt"), "\(SharedData.missing)"))
    func blocks() throws {
        let listed = try SharedData.lines("icd10se/block.txt").map { String($0.prefix(7)) }
        #expect(listed == DiagnosisBlock.all.map(\.description))
    }

    @Test("every block has the classification's name and not that of its first category")
    func blockNames() throws {
        func title(_ category: String) throws -> String {
            let number = try #require(DiagnosisCode(category).categoryNumber)
            return try #require(DiagnosisBlock(categoryNumber: number)).title
        }
        #expect(try title("F43") == "Neurotiska, stressrelaterade och somatoforma syndrom")
        #expect(try title("F32") == "Förstämningssyndrom")
        #expect(try title("M54") == "Andra ryggsjukdomar")
        #expect(DiagnosisBlock.all.allSatisfy { $0.title.count > 4 && $0.title.first?.isUppercase == true })
        #expect(Set(DiagnosisBlock.all.map(\.title)).count == DiagnosisBlock.all.count)
    }

    @Test(
        "blocks have the listed names, but for what is explained in brackets",
        .enabled(if: SharedData.exists("icd10se/block.txt"), "\(SharedData.missing)"))
    func listedNames() throws {
        let listed = try SharedData.lines("icd10se/block.txt").map { line in
            String(line.dropFirst(7).trimmingPrefix { $0.isWhitespace }).replacing(/\ \((?!primära)[^)]*\)/, with: "")
        }
        let others = zip(listed, DiagnosisBlock.all).filter { $0 != $1.title }.map(\.1.description)
        #expect(others == [])
    }

    @Test(
        "the groups' ranges hold their chapters",
        .enabled(if: SharedData.exists("icd10se/diagnosgrupper.txt"), "\(SharedData.missing)"))
    func groupRanges() throws {
        let listed = try SharedData.lines("icd10se/diagnosgrupper.txt").map { line in
            line.prefix { $0 != ":" }.split(separator: ",").map(String.init).joined(separator: ", ")
        }
        #expect(Set(listed) == Set(DiagnosisGroup.allCases.map(\.codeRange).filter { !$0.isEmpty }))
        for group in DiagnosisGroup.allCases {
            let ranges = group.codeRange.split(separator: ", ")
            for chapter in group.chapters {
                let first = chapter.codeRange.prefix(3)
                #expect(ranges.contains { $0.prefix(3) <= first && first <= $0.suffix(3) })
            }
        }
    }

    /// The slow and obvious way: compare the code's text with the listed ranges' text.
    @Test(
        "every listed code falls in its listed chapter and block, and survives packing",
        .enabled(if: SharedData.exists("icd10se/digit5.txt"), "\(SharedData.missing)"), arguments: ["digit3", "digit4", "digit5"])
    func codes(file: String) throws {
        func ranges(_ name: String) throws -> [(String, String)] {
            try SharedData.lines(name).map { (String($0.prefix(3)), String($0.prefix(7).suffix(3))) }
        }
        let chapters = try ranges("icd10se/diagnoskapitel.txt")
        let blocks = try ranges("icd10se/block.txt")
        var misplaced: [String] = []
        var lastCategory = ""
        var expected = ("", "")
        let lines = try SharedData.lines("icd10se/\(file).txt")
        for line in lines {
            let text = String(line.prefix { $0 != "\t" })
            let category = String(text.prefix(3))
            if category != lastCategory {
                lastCategory = category
                expected.0 = chapters.filter { $0.0 <= category && category <= $0.1 }.map { "\($0.0)-\($0.1)" }.joined(
                    separator: " ")
                expected.1 = blocks.filter { $0.0 <= category && category <= $0.1 }.map { "\($0.0)-\($0.1)" }.joined(
                    separator: " ")
            }
            let code = DiagnosisCode(text)
            let isRight =
                code.chapter?.codeRange == expected.0 && code.block?.description == expected.1 && code.category == category
                && DiagnosisCode(packed: code.packed) == code && code.group != .withoutValidCode
            if !isRight { misplaced.append(text) }
        }
        #expect(misplaced.isEmpty)
        #expect(lines.count > 2_000)
    }
}
