import SickLeave
import Statistics
import UseCases

/// A report: whose figures, chart, table, files, and the rules that it counts by.
struct ReportPage: Component {
    let answer: ReportAnswer

    private var address: ReportAddress { ReportAddress(answer.choice) }

    var html: HTML {
        """
        <div class="stack-tight">\(if: answer.levels.count > 1, levels.html)\(if: answer.choice.shapes.count > 1, shapes.html)</div>
        \(ReportFilterForm(answer: answer))
        \(for: answer.faults, { Notice(.attention, title: $0).html })\(for: answer.notices, { Notice(.info, title: $0).html })
        \(trail)
        <div class="columns main-aside"><div class="stack"><section class="panel" aria-label="Diagram">\(ReportChart(answer: answer))</section>
        \(if: !answer.table.groups.isEmpty, "\(ReportFigures(answer: answer))\(files)")</div>
        <div class="stack">\(ReportRules(answer: answer))\(others)</div></div>
        """
    }

    private var levels: Tabs {
        Tabs(
            label: "Vems siffror",
            answer.levels.map { level in
                .init(level.title, link { $0.level = level }, isCurrent: level == answer.choice.level)
            })
    }

    /// Another view, with as much of what is asked for as can be shown there.
    private func link(_ change: (inout ReportChoice) -> Void) -> Href {
        address.changing {
            change(&$0)
            $0 = $0.askable(on: answer.day)
        }.href
    }

    private var shapes: HTML {
        let items: [(String, Report.Shape)] = [
            ("Månad för månad", .series), (answer.disclosure == nil ? "Hela perioden" : "Halvår", .whole),
        ]
        return """
            <nav class="switch" aria-label="Hur perioden visas"><ul>\(for: items, { title, shape in
                let isCurrent = answer.choice.shape == shape
                let href = link {
                    // Nobody asked for the six months of a half-year as such.
                    if shape == .series, answer.disclosure != nil, !isCurrent { $0.period = nil }
                    $0.shape = shape
                }
                return "<li><a href=\"\(href)\"\(attribute: "aria-current", isCurrent ? "page" : nil)>\(title)</a></li>"
            })</ul></nav>
            """
    }

    /// Where in the tree of diagnoses the report stands, each step a link.
    private var trail: HTML {
        guard answer.choice.kind == .diagnosis, let node = answer.choice.node else { return HTML() }
        return """
            <nav class="crumbs" aria-label="Diagnosträdet"><ol>\(for: node.stepsAbove, { step in
                "<li><a href=\"\(address.changing { $0.node = step }.href)\">\(step?.title ?? "Alla kapitel")</a></li>"
            })<li aria-current="page">\(node.title)</li></ol></nav>
            """
    }

    private var files: HTML {
        """
        <p class="actions"><a class="button secondary small" href="\(address.file("excel"))">Hämta för Excel</a>\
        <a class="button quiet small" href="\(address.file("oppen"))">Hämta som öppen CSV</a></p>
        """
    }

    private var others: HTML {
        """
        <nav class="panel aside" aria-labelledby="andra"><h2 id="andra">Andra rapporter</h2>\
        \(for: ReportKind.Family.allCases, { family in
            let members = answer.offers.filter { $0.kind.family == family && !$0.needsList }
            guard !members.isEmpty else { return HTML() }
            return """
                <h3 class="overline">\(family.title)</h3><ul class="plain-list report-links">\(for: members, { member in
                    let isCurrent = member.kind == answer.choice.kind
                    return "<li><a href=\"\(link { $0 = $0.turned(to: member.kind) })\"\(attribute: "aria-current", isCurrent ? "page" : nil)>\(member.kind.title)</a></li>"
                })</ul>
                """
        })</nav>
        """
    }
}

/// Every report that the viewer may open, by what it is about.
struct ReportListPage: Component {
    let offers: [ReportOffer]
    let mayUpload: Bool

    var html: HTML {
        """
        <p class="actions">\(LinkButton("Nu mot samma tid året före", Site.reportOverview))</p>
        \(for: ReportKind.Family.allCases, { family in
            let members = offers.filter { $0.kind.family == family }
            guard !members.isEmpty else { return HTML() }
            return """
                <section class="stack-tight" aria-labelledby="grupp-\(family.rawValue)"><h2 id="grupp-\(family.rawValue)">\(family.title)</h2>
                <ul class="report-list">\(for: members, { member in
                    """
                    <li><a href="\(Site.report(member.kind.rawValue))"><strong>\(member.kind.title)</strong><span>\(member.kind.question)\(if: member.needsList, " Behöver regionens lista.")</span></a></li>
                    """
                })</ul></section>

                """
        })
        <p class="elsewhere"><a href="\(Site.reportRules)">Så skiljer sig rapporter, mål och listan åt</a>\
        \(if: mayUpload, " · <a href=\"\(Site.listedPatients)\">Regionens lista över vårdenheter</a>")</p>
        """
    }
}

extension DiagnosisNode {
    /// From the list of chapters (nil) down to the node above this one.
    var stepsAbove: [DiagnosisNode?] {
        switch self {
        case .chapter, .unplaced: [nil]
        case .block(let block): [nil, .chapter(block.chapter)]
        case .category(let number): steps(to: number)
        case .code(let code): DiagnosisCode(code).categoryNumber.map { steps(to: $0) + [.category($0)] } ?? [nil]
        case .unspecified(let number): steps(to: number) + [.category(number)]
        }
    }

    private func steps(to category: UInt16) -> [DiagnosisNode?] {
        guard let block = DiagnosisBlock(categoryNumber: category) else { return [nil] }
        return [nil, .chapter(block.chapter), .block(block)]
    }
}
