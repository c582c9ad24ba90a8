import SickLeave
import UseCases

/// The analysis of needs and risks: the newest in a form to change and sign again, and every version as it was signed.
struct RiskAnalysisPage: Component {
    /// Newest first.
    let analyses: [RiskAnalysis]
    let day: Day
    let formToken: String
    /// The form, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })<form method="post" action="\(Site.riskAnalysis)" class="form stack">\(FormToken(formToken))
        \(for: Role.givenAtUnits, part)
        \(Panel("Signera", signing))</form>
        \(for: analyses.enumerated(), { version($0.element, isNewest: $0.offset == 0) })
        """
    }

    private func part(_ role: Role) -> HTML {
        let known = analyses.first?.parts.first { $0.role == role }
        let rights = Permission.allCases.compactMap { permission in
            role.reach(of: permission).map { "\(permission.deed) (\($0.words))" }
        }
        return Panel(
            role.title,
            """
            <p class="soft">Rollen får: \(rights.joined(separator: ", ")).</p>
            \(returned.field(
                "Behov", .needs(role), first: known?.needs ?? "",
                hint: "Varför behöver rollen se det här för att göra sitt arbete?") { .longText(value: $0) })\
            \(returned.field(
                "Risker", .risks(role), first: known?.risks ?? "",
                hint: "Vad kan gå fel för patienten om uppgifterna är åtkomliga, eller om de inte är det?") { .longText(value: $0) })\
            \(returned.field(
                "Åtgärder", .measures(role), first: known?.measures ?? "",
                hint: "Vad gör ni åt riskerna? Till exempel utbildning, kontroll av åtkomstloggen, kortare tid.") { .longText(value: $0) })
            """
        ).html
    }

    private var signing: HTML {
        """
        <p>En roll som du lämnar tom kan inte ges. Analysen gäller ett år från i dag. Tidigare versioner finns kvar.</p>
        \(SubmitButton("Signera analysen"))
        """
    }

    private func version(_ analysis: RiskAnalysis, isNewest: Bool) -> HTML {
        let state = isNewest && analysis.holds(on: day) ? "gäller till och med \(analysis.validThrough)" : "gäller inte längre"
        let parts: HTML = "\(for: analysis.parts, shown)"
        return Disclosure("Signerad \(LocalTime(analysis.signedAt).day) av \(analysis.signedBy), \(state)", parts).html
    }

    private func shown(_ part: RiskAnalysis.Part) -> HTML {
        func text(_ words: String) -> HTML { "<p class=\"prose\">\(words)</p>" }
        let facts = Facts([("Behov", text(part.needs)), ("Risker", text(part.risks)), ("Åtgärder", text(part.measures))])
        return "<h3>\(part.role.title)</h3>\(facts)"
    }
}
