import SickLeave
import UseCases

/// The spell: who, where, which day; what comes next; the extent over time; certificates, messages and measures, and all merged.
struct PatientSpellPage: Component {
    let view: PatientSpell.View
    let viewer: Viewer
    let day: Day
    let formToken: String
    /// The form, when it is shown again.
    let returned: ReturnedForm?

    private var spell: PatientSpell.SpellView? { view.shown.map { view.spells[$0] } }

    /// Who, and where the spell stands, in two lines that are read before anything else. The name is not the page's title, which cannot be
    /// hidden.
    var lead: HTML {
        let age = view.age.map { SwedishNumber.count($0, "år", "år") }
        let sex = view.sex.map { $0 == .female ? "kvinna" : "man" }
        let about = [age, sex, viewer.unit.name].compactMap(\.self).joined(separator: ", ")
        let name = Personal(view.name.isEmpty ? "Namn saknas" : view.name)
        return """
            <strong>\(name)</strong> · \(Personal(view.identifier.formatted)) · \(about)\
            \(with: spell.map(standing), { "<br><strong>\($0)</strong>" })
            """
    }

    private func standing(_ spell: PatientSpell.SpellView) -> String {
        let day =
            switch spell.status {
            case .ongoing: "Dag \(SwedishNumber.integer(spell.dayInSpell))"
            case .betweenCertificates: "Dag \(SwedishNumber.integer(spell.dayInSpell)), uppehåll mellan två intyg"
            case .ended: "Avslutat"
            case .notStarted: "Har inte börjat"
            }
        let extent = spell.currentExtent.map { SwedishNumber.percent(Double($0.percent) / 100, places: 0) }
        return [day, extent, spell.diagnosis.map { SpellFacts.words($0) }].compactMap(\.self).joined(separator: " · ")
    }

    var html: HTML { "\(with: returned, { $0.summary.html })\(content)" }

    private var content: HTML {
        guard let spell else {
            return """
                \(Notice(.info, title: "Inget sjukfall", body: "<p>Patientens intyg på enheten bildar inget sjukfall: de är makulerade, ersatta eller gäller arbetsgivaren.</p>"))
                \(certificates(view.certificates.indices.map(\.self)))
                \(if: view.responsible != nil, responsible)\(protection)
                """
        }
        let messages = SpellMessages(view: view, spell: spell)
        return """
            \(tabs)<div class="columns main-aside"><div class="stack">\(nextSteps(spell))
            \(Panel("Grad över tid", chart(spell)))</div>
            <div class="stack">\(SpellFacts(spell: spell, view: view))\(responsible)\(protection)</div></div>
            \(certificates(spell.certificates))
            \(messages)
            \(SpellProcedures(procedures: view.procedures(in: spell)))
            \(Panel("Historik", "\(Timeline(SpellHistory(view: view, spell: spell, day: day).events))"))
            """
    }

    private var tabs: HTML {
        guard view.spells.count > 1 else { return HTML() }
        let items = view.spells.enumerated().map { index, spell in
            Tabs.Item(
                "\(spell.days.first) – \(spell.days.last)", Site.patient(view.patient, spellFrom: spell.days.first),
                isCurrent: index == view.shown)
        }
        return Tabs(label: "Patientens sjukfall på enheten", items).html
    }

    /// The page's answer to a tired doctor: what to do now.
    private func nextSteps(_ spell: PatientSpell.SpellView) -> HTML {
        let steps = SpellNextSteps(view: view, spell: spell, day: day).steps
        let list: HTML =
            steps.isEmpty
            ? Notice(.done, title: "Inget väntar just nu", body: "<p>Intyget gäller till och med \(spell.days.last).</p>").html
            : "\(for: steps, { Notice($0.isPressing ? .attention : .info, title: $0.title, body: $0.body).html })"
        return "<section class=\"stack-tight\" aria-labelledby=\"next\"><h2 id=\"next\">Nästa steg</h2>\(list)</section>"
    }

    /// Of a long spell only the limits that stand apart: those of the first month would lie on top of one another.
    private func chart(_ spell: PatientSpell.SpellView) -> HTML {
        let first = spell.days.count > 60 ? 28 : 8
        let days = Set(spell.deadlines.map(\.limit.day).filter { $0 >= first && $0 != 30 }).sorted()
        return ExtentChart(
            id: "grad", title: "Sjukskrivningsgrad dag för dag", steps: spell.steps.map { .init($0.days, $0.extent) }, today: day,
            limits: days.map { .init($0, "dag \($0)") }
        ).html
    }

    private func certificates(_ indices: [Int]) -> HTML {
        let others = view.certificates.indices.filter { !indices.contains($0) }
        return """
            \(CertificateList(caption: "Intyg i sjukfallet", certificates: indices.sorted().map { view.certificates[$0] }, patient: view.patient, day: day))
            \(if: !others.isEmpty, otherCertificates(others))
            """
    }

    private func otherCertificates(_ indices: [Int]) -> HTML {
        let list = CertificateList(
            caption: "Andra intyg på enheten", certificates: indices.map { view.certificates[$0] }, patient: view.patient,
            day: day)
        return Disclosure("Andra intyg på enheten (\(indices.count))", list.html).html
    }

    private var protection: HTML {
        "<p><a href=\"\(Site.protection(of: view.patient))\">Spärrar, samtycken och andra enheter</a></p>"
    }

    private var responsible: HTML {
        guard viewer.may(.assignCases) else { return HTML() }
        let standing = view.responsible.map { "\($0.account)" } ?? ""
        let field = returned.field("Ansvarig", .responsible, first: standing) {
            ResponsibleChoice.control(view.people, chosen: $0)
        }
        let form: HTML = """
            <form method="post" action="\(Site.responsible(for: view.patient))" class="form">\(FormToken(formToken))\
            \(field)\(SubmitButton("Spara ansvarig", .secondary))</form>
            """
        return Panel("Ansvarig för sjukfallet", form).html
    }
}
