import SickLeave
import UseCases

/// What the columns say of one line.
struct OngoingSpellsCells {
    let row: OngoingSpellRow

    func html(of column: OngoingSpellsFilter.Sort) -> HTML {
        switch column {
        case .name:
            "<a href=\"\(Site.patient(row.patient, spellFrom: row.days.first))\">\(Personal(row.name.isEmpty ? "Namn saknas" : row.name))</a>"
        case .identifier: "\(Personal(row.identifier.formatted))"
        case .age: "\(row.age)"
        case .sex: "\(row.sex.map { $0 == .female ? "Kvinna" : "Man" })"
        case .status: StatusMark(row.statusSentence, kind).html
        case .deadline: deadline
        case .diagnosis: diagnosis
        case .day: "\(SwedishNumber.integer(row.dayInSpell))"
        case .extent: extents
        case .first: "\(row.days.first)"
        case .last: "\(row.days.last)"
        case .length: "\(SwedishNumber.integer(row.netDays))"
        case .certificates: "\(row.certificateCount)"
        case .plan: plan
        case .messages: "\(row.unansweredMessages > 0 ? row.unansweredMessages : nil)"
        case .occupation: "\(row.occupations.map(\.title).joined(separator: ", "))"
        case .responsible: "\(row.responsible?.name)"
        case .doctor: "\(row.doctorName)"
        }
    }

    /// On the card of a telephone, what the columns of plan, messages and responsible person say, when it is something.
    var note: HTML {
        var parts: [HTML] = []
        if row.lacksPlan { parts.append(StatusMark("Ingen plan", .attention).html) }
        if row.unansweredMessages > 0 {
            parts.append("\(SwedishNumber.count(row.unansweredMessages, "obesvarat ärende", "obesvarade ärenden"))")
        }
        let responsible = row.responsible.map { "Ansvarig: \($0.name)" } ?? "Ingen ansvarig"
        parts.append("\(responsible)")
        return "<span class=\"soft small\">\(parts.joined(separator: " · "))</span>"
    }

    private var kind: StatusMark.Kind {
        if row.unansweredCompletions > 0 || row.isLate { return .late }
        if row.unansweredQuestions > 0 { return .attention }
        return switch row.status {
        case .ongoing: (row.nextDeadline?.daysLeft ?? .max) <= 7 ? .attention : .info
        case .betweenCertificates, .notStarted: .waiting
        case .ended: .done
        }
    }

    /// The reason opens under the limit: a finger cannot hover.
    private var deadline: HTML {
        guard let next = row.next else { return HTML() }
        // The agency waits for its answer whether or not the sick leave goes on.
        let isConditional = if case .limit(let limit) = next { limit.date > row.days.last } else { false }
        let condition: HTML = isConditional ? "<p>Gäller om sjukskrivningen fortsätter efter \(row.days.last).</p>" : HTML()
        return """
            <details class="why"><summary>\(next.date), \(next.inWords) <span class="soft">\(next.title)</span></summary>\
            <p>\(next.reason)</p>\(condition)</details>
            """
    }

    private var diagnosis: HTML {
        guard let code = row.diagnosis else { return "<span class=\"soft\">Inte angiven</span>" }
        return "\(code.description)\(with: code.shortName, { " <span class=\"soft\">\($0)</span>" })"
    }

    private var plan: HTML {
        if row.hasPlan { return StatusMark("Ja", .done).html }
        return StatusMark("Nej", row.lacksPlan ? .attention : .none).html
    }

    /// The extents of the certificate in order, today's in bold.
    private var extents: HTML {
        var html = HTML()
        for (index, extent) in row.extents.enumerated() {
            if index > 0 { html += " → " }
            let percent = SwedishNumber.percent(Double(extent.percent) / 100, places: 0)
            html += index == row.currentExtent ? "<strong>\(percent)</strong>" : "\(percent)"
        }
        return html
    }
}
