import UseCases

/// Ansvarig: who answers for a case, in the list and on the spell's page.
enum ResponsibleChoice {
    /// - Parameter chosen: the account; empty for nobody. Whoever is not among the people is no choice: somebody must be chosen, so that
    ///   a form that comes back does not take the responsible person away.
    static func control(_ people: [OngoingSpellRow.Responsible], chosen: String) -> FormField.Control {
        var options: [FormField.Option] = [.init("", "Ingen ansvarig", isChosen: chosen.isEmpty)]
        options += people.map { .init("\($0.account)", $0.name, isChosen: "\($0.account)" == chosen) }
        if !options.contains(where: \.isChosen) { options.insert(.init("-", "Välj någon", isChosen: true), at: 0) }
        return .select(options)
    }

    /// The account in the form; nil for nobody, which is said and not left out.
    static func account(_ fields: FormFields) throws -> Int? {
        let written = fields.all(FormAnswer.responsible.field).first
        if written == "" { return nil }
        guard let account = written.flatMap({ Int($0) }) else {
            throw UseCaseError.invalidAnswer(.responsible, "Välj vem som ska vara ansvarig, eller Ingen ansvarig.")
        }
        return account
    }

    static func receipt(for account: Int?, cases: Int) -> Receipt {
        if cases > 1 { return account == nil ? .nobodyResponsibleForSeveral : .responsibleForSeveral }
        return account == nil ? .nobodyResponsible : .responsible
    }
}
