import SickLeave
import UseCases

/// The spell: who, where, which day; what comes next; the extent over time; certificates, messages and measures merged.
struct PatientSpellPage: Component {
    let view: PatientSpell.View
    let viewer: Viewer
    let day: Day
    let formToken: String

    private var spell: PatientSpell.SpellView? { view.shown.map { view.spells[$0] } }

    var title: String { view.name.isEmpty ? "Namn saknas" : view.name }

    var lead: HTML {
        let age = view.age.map { SwedishNumber.count($0, "år", "år") }
        let sex = view.sex.map { $0 == .female ? "kvinna" : "man" }
        let who = [age, sex].compactMap(\.self).joined(separator: ", ")
        return "\(Personal(view.identifier.formatted)) · \(who)"
    }

    var html: HTML {
        guard let spell else {
            return """
                \(Notice(.info, title: "Inget sjukfall", body: "<p>Patientens intyg på enheten bildar inget sjukfall: de är makulerade, ersatta eller gäller arbetsgivaren.</p>"))
                \(certificates(view.certificates.indices.map(\.self)))
                """
        }
        return """
            \(tabs)\(nextSteps(spell))
            \(Panel("Sjukfallet", facts(spell)))
            \(Panel("Grad över tid", chart(spell)))
            \(certificates(spell.certificates))
            \(Panel("Historik", "\(Timeline(SpellHistory(view: view, spell: spell, day: day).events))"))
            \(responsible)
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
        guard !steps.isEmpty else {
            return Notice(.done, title: "Inget väntar just nu", body: "<p>Intyget gäller till och med \(spell.days.last).</p>").html
        }
        return """
            <section class="stack-tight" aria-labelledby="next"><h2 id="next">Nästa steg</h2>\(for: steps, { step in
                Notice(step.isPressing ? .attention : .info, title: step.title, body: step.body).html
            })</section>
            """
    }

    private func facts(_ spell: PatientSpell.SpellView) -> HTML {
        let status =
            switch spell.status {
            case .ongoing: "Pågår"
            case .betweenCertificates: "Uppehåll mellan två intyg"
            case .ended: "Avslutat"
            case .notStarted: "Har inte börjat"
            }
        let today = spell.status == .ended ? "" : ", i dag dag \(spell.dayInSpell)"
        return """
            \(Facts([
                ("Status", "\(status)\(today)"),
                ("Från och till", "\(spell.days.first) – \(spell.days.last)"),
                ("Dagar med intyg", "\(SwedishNumber.integer(spell.netDays))"),
                ("Grad i dag", "\(spell.currentExtent.map { "\($0.percent)\u{A0}%" } ?? "Ingen i dag")"),
                ("Diagnos", diagnosis(spell)),
                ("Sysselsättning", "\(spell.occupations.map(\.title).joined(separator: ", "))"),
                ("Skriftlig plan (DV077)", "\(spell.hasPlan ? StatusMark("Finns", .done) : StatusMark("Saknas", .none))"),
                ("Ansvarig", "\(view.responsible?.name ?? "Ingen")"),
                ("Enhet", "\(viewer.unit.name)"),
            ]))
            <p class="soft">Intyg med högst \(SwedishNumber.count(view.rule.gap, "dags", "dagars")) mellanrum på enheten räknas som samma sjukfall. \
            Dagen i sjukfallet är en uppskattning: Försäkringskassan avgör hur dagarna räknas.</p>
            """
    }

    private func diagnosis(_ spell: PatientSpell.SpellView) -> HTML {
        guard let diagnosis = spell.diagnosis else { return "Inte angiven" }
        let text = diagnosis.text.isEmpty ? diagnosis.code.shortName ?? "" : diagnosis.text
        return "\(diagnosis.code.description) \(text)"
    }

    private func chart(_ spell: PatientSpell.SpellView) -> HTML {
        let limits = spell.deadlines.filter { spell.days.contains($0.date) || $0.daysLeft >= 0 }
        return ExtentChart(
            id: "grad", title: "Sjukskrivningsgrad dag för dag", steps: spell.steps.map { .init($0.days, $0.extent) }, today: day,
            limits: limits.map { .init($0.limit.day, "dag \($0.limit.day)") }
        ).html
    }

    private func certificates(_ indices: [Int]) -> HTML {
        let others = view.certificates.indices.filter { !indices.contains($0) }
        return """
            \(CertificateList(caption: "Intyg i sjukfallet", certificates: indices.sorted().map { view.certificates[$0] }, patient: view.patient))
            \(if: !others.isEmpty, otherCertificates(others))
            """
    }

    private func otherCertificates(_ indices: [Int]) -> HTML {
        let list = CertificateList(
            caption: "Andra intyg på enheten", certificates: indices.map { view.certificates[$0] }, patient: view.patient)
        return Disclosure("Andra intyg på enheten (\(indices.count))", list.html).html
    }

    private var responsible: HTML {
        guard viewer.may(.assignCases) else { return HTML() }
        let options: [FormField.Option] =
            [.init("", "Ingen ansvarig")]
            + view.people.map { .init("\($0.account)", $0.name, isChosen: $0.account == view.responsible?.account) }
        let form: HTML = """
            <form method="post" action="\(Site.responsible(for: view.patient))" class="form">\(FormToken(formToken))\
            \(FormField("Ansvarig", name: "ansvarig", .select(options)))\(SubmitButton("Spara ansvarig", .secondary))</form>
            """
        return Panel("Ansvarig för sjukfallet", form).html
    }
}
