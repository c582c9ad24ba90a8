package import SickLeave
import Yams

/// Reads `Knowledge/day-calendar.yaml`.
package enum DayCalendarFile {
    /// - Parameters:
    ///   - text: the file's content.
    ///   - file: its name, for the fault.
    package static func read(_ text: String, file: String = "day-calendar.yaml") throws(KnowledgeFault) -> DayCalendar {
        let root = try StrictMapping.root(of: text, file: file, keys: ["limits"])
        var limits: [DayLimit] = []
        var lines: [DayLimit.ID: Int] = [:]
        for node in try root.list("limits") {
            let limit = try limit(node, file: file)
            lines[limit.id] = node.line
            limits.append(limit)
        }
        do {
            return try DayCalendar(entries: limits)
        } catch {
            let (id, problem) = explanation(of: error)
            throw KnowledgeFault(file: file, line: lines[id] ?? root.line, message: "\(id): \(problem)")
        }
    }

    private static let keys = [
        "id", "day", "kind", "nature", "actor", "title", "happens", "advice", "reference", "source", "validFrom", "validThrough",
        "review", "occupations",
    ]

    private static func limit(_ node: Node, file: String) throws(KnowledgeFault) -> DayLimit {
        let row = try StrictMapping(node, file: file, keys: keys)
        let occupations: [OccupationName] = try row.choices("occupations")
        return DayLimit(
            id: try row.text("id"), day: try row.number("day"), kind: try row.choice("kind"), nature: try row.choice("nature"),
            actor: try row.choice("actor"), title: try row.text("title"), happens: try row.text("happens"),
            advice: try row.text("advice"), reference: try row.text("reference"), source: try row.text("source"),
            validFrom: try row.day("validFrom"), validThrough: try row.day("validThrough"), review: try review(row),
            occupations: Set(occupations.map(\.occupation)))
    }

    private static func review(_ row: StrictMapping) throws(KnowledgeFault) -> DayLimit.Review {
        let node = try row.node("review")
        if node.scalar?.string == "unreviewed" { return .unreviewed }
        let review = try StrictMapping(node, file: row.file, keys: ["by", "on"])
        guard let day = try review.day("on") else { throw review.fault("on", "saknas. Skriv dagen för granskningen.") }
        return .reviewed(by: try review.text("by"), on: day)
    }

    private static func explanation(of fault: DayCalendar.Fault) -> (id: String, problem: String) {
        switch fault {
        case .dayBelowOne(let id): (id, "dagen är mindre än 1. Första dagen är dag 1.")
        case .validityEndsBeforeStart(let id): (id, "validThrough kommer före validFrom.")
        case .overlappingValidity(let id): (id, "två rader gäller samtidigt. Sätt validThrough på den äldre.")
        }
    }

    private enum OccupationName: String, CaseIterable {
        case work, jobSeeking, parentalLeave, studies

        var occupation: Occupation {
            switch self {
            case .work: .work
            case .jobSeeking: .jobSeeking
            case .parentalLeave: .parentalLeave
            case .studies: .studies
            }
        }
    }
}
