import SickLeave
import Statistics

/// Runs pages from top to bottom and compares each expected cell.
final class WikiRunner {
    struct Result {
        let page: String
        var passed = 0
        var notAsked = 0
        var failures: [String] = []

        var line: String {
            "\(page): \(passed) rätt, \(failures.count) fel" + (notAsked > 0 ? ", \(notAsked) prövas inte" : "")
        }
    }

    private let world: WikiWorld

    init(files: String) { world = WikiWorld(files: files) }

    func run(_ page: WikiPage) -> Result {
        var result = Result(page: page.name)
        for table in page.tables where !table.isDisabled {
            do {
                if table.isScript {
                    try world.run(table, page: page.name)
                } else if try !world.take(table, page: page.name) {
                    try ask(table, page: page.name, &result)
                }
            } catch {
                result.failures.append("\(error)")
            }
        }
        return result
    }

    private func ask(_ table: WikiTable, page: String, _ result: inout Result) throws {
        guard let answerer = answerer(table.name) else {
            throw WikiFault(page: page, line: table.number, reason: "okänd tabell \(table.lines[0].cells[0])")
        }
        for row in table.rows {
            if WikiExceptions.isMadeUp(table, row, world) {
                result.notAsked += row.expected.count
                continue
            }
            let answer: [String: String]
            do {
                answer = try answerer(row)
            } catch let unknown as WikiUnknown {
                throw WikiFault(page: page, line: row.number, reason: unknown.reason)
            }
            for (column, expected) in row.expected {
                if WikiExceptions.columns.contains(column) {
                    result.notAsked += 1
                    continue
                }
                let actual = answer[column]
                if let actual, Self.agree(expected, actual) {
                    result.passed += 1
                } else {
                    let key = row.cells.filter { !$0.column.hasSuffix("?") }.map(\.cell).joined(separator: " | ")
                    result.failures.append(
                        "rad \(row.number) \(column) [\(key)]: väntat \(expected), fick \(actual ?? "inget svar")")
                }
            }
        }
    }

    private func answerer(_ name: String) -> ((WikiRow) throws -> [String: String])? {
        let world = world
        if name == "uppladdaderegionsfiler" { return world.upload }
        if WikiOverviews.knows(name) { return { try WikiOverviews(world: world).answer(name, $0) } }
        if let commissioned = WikiCommissioned(world: world).answerer(name) { return commissioned }
        guard let report = WikiReportName(name) else { return nil }
        let counties = WikiCounties(world: world)
        switch report.base {
        case "sjukfallirapportenlan", "sjukfallirapportenandelsjukfallperkon": return { try counties.answer(report, $0) }
        case "sjukfallirapportensjukfallperlistningarperenhet": return { try counties.listed($0) }
        default: break
        }
        let answers = WikiAnswers(world: world)
        return { try answers.answer(report, $0) }
    }

    /// Textual, but `~=4.47` means within the written precision.
    private static func agree(_ expected: String, _ actual: String) -> Bool {
        guard expected.hasPrefix("~=") else { return expected == actual }
        let written = expected.dropFirst(2)
        let decimals = written.split(separator: ".").dropFirst().first?.count ?? 0
        guard let wanted = Double(written), let value = Double(actual) else { return false }
        return abs(wanted - value) <= 0.5 * (0..<decimals).reduce(1.0) { unit, _ in unit / 10 } + 1e-9
    }
}
