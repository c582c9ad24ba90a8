extension RuleBook {
    /// What a part's value must look like: made from the kind that the layout gives it.
    mutating func addValueRules(_ part: FormPart, of question: FormQuestion) {
        guard let key = PartKey(part.id), form != .fk7263 || RuleBook.checkedOfFK7263.contains(part.id) else { return }
        let name = question.title(of: part)
        switch part.kind {
        case .text(let limit, let blank): addText(question, part, key, name, limit, blank)
        case .yesNo:
            addValue(question, part, key, "boolean", "”\(name)” ska vara ja eller nej (true eller false).") {
                FormBoolean.read($0) != nil
            }
        case .day:
            addValue(
                question, part, key, "date",
                "”\(name)” är inte ett datum som finns. Skriv år, månad och dag, till exempel 2026-11-21."
            ) { FormDate.day($0) != nil }
        case .code(let list): addCode(question, part, key, name, list)
        case .diagnosis(let systems, let longest, let precision):
            addDiagnosis(question, part, key, name, systems, longest, precision)
        case .period: addPeriod(question, part, key, name)
        case .percent:
            addValue(
                question, part, key, "percent",
                "”\(name)” ska vara ett helt procenttal från 0 till 100, skrivet med en decimal, till exempel 70.0, och med enheten %."
            ) { FormPercent.read($0) != nil }
        case .months:
            addValue(question, part, key, "months", "”\(name)” ska vara ett helt antal månader från 1 till 99.") {
                FormMonths.read($0) != nil
            }
        }
    }

    /// The value fails when `isGood` says so.
    private mutating func addValue(
        _ question: FormQuestion, _ part: FormPart, _ key: PartKey, _ theme: String, _ sentence: String,
        severity: RuleSeverity = .rejects, misses: Bool = false, isGood: @escaping @Sendable (AnswerValue) -> Bool
    ) {
        let isFreeText = if case .text = part.kind { true } else { false }
        add(question.number, part: part.id, theme, sentence, severity: severity, on: .irregularPart(key), misses: misses) {
            reading, failures in
            reading.forEachPart(key) { answer, value in
                if !isGood(value) {
                    let seen = value.receipt(isFreeText: isFreeText)
                    failures.add(part: part.id, instance: reading.instance(of: answer), RuleInput(part.id, seen))
                }
            }
        }
    }

    private mutating func addText(
        _ question: FormQuestion, _ part: FormPart, _ key: PartKey, _ name: String, _ limit: Int?, _ blank: RuleSeverity
    ) {
        addValue(
            question, part, key, "blank", "”\(name)” är tom. Skriv en text, eller ta bort uppgiften om den inte ska vara med.",
            severity: blank
        ) { value in
            guard case .text(let text) = value else { return false }
            return !FormText.isBlank(text)
        }
        guard let limit else { return }
        addValue(question, part, key, "length", "”\(name)” är för lång. Korta texten till högst \(limit) tecken.") { value in
            guard case .text(let text) = value else { return true }
            return !FormText.isLonger(text, than: limit)
        }
    }

    private mutating func addCode(_ question: FormQuestion, _ part: FormPart, _ key: PartKey, _ name: String, _ list: CodeList) {
        addValue(question, part, key, "system", "”\(name)” ska vara en kod ur kodverket \(list.system). Välj ur listan.") {
            value in
            guard case .code(let coded) = value else { return false }
            return coded.system == list.system
        }
        let choices = list.entries.map(\.text).joined(separator: ", ")
        addValue(
            question, part, key, "code", "”\(name)” har ett val som formuläret inte har. Välj ett av: \(choices)."
        ) { value in
            guard let code = FormCode.read(value) else { return true }
            return list.contains(code)
        }
    }

    private mutating func addDiagnosis(
        _ question: FormQuestion, _ part: FormPart, _ key: PartKey, _ name: String, _ systems: [DiagnosisCode.System],
        _ longest: Int?, _ precision: RuleSeverity
    ) {
        let allowed = systems.contains(.ksh97P) ? "ICD-10-SE eller KSH97-P" : "ICD-10-SE"
        addValue(question, part, key, "system", "”\(name)” ska vara en kod ur \(allowed). Välj diagnosen ur listan.") { value in
            guard case .code(let coded) = value, let system = DiagnosisCode.System(oid: FormText.trimmed(coded.system)) else {
                return false
            }
            return systems.contains(system)
        }
        // Forms that ask for less take a code as it is printed in books, with its full stop.
        let read: @Sendable (AnswerValue) -> String? = { value in
            FormCode.read(value).map { precision == .remark ? $0.filter { $0 != "." } : $0 }
        }
        addValue(
            question, part, key, "code-form",
            "”\(name)” ska vara en bokstav följd av minst två siffror. Ange koden med så många positioner som möjligt."
        ) { value in
            guard let code = read(value) else { return true }
            return FormDiagnosis.fault(code) != .form
        }
        addValue(
            question, part, key, "code-short",
            "”\(name)” behöver minst fyra positioner när koden börjar med F eller Z73. Välj en noggrannare kod.",
            severity: precision, misses: true
        ) { value in
            guard let code = read(value) else { return true }
            return FormDiagnosis.fault(code) != .tooShort
        }
        guard let longest else { return }
        addValue(
            question, part, key, "code-long", "”\(name)” får ha högst \(longest) tecken. Välj en kod ur listan.",
            severity: precision
        ) { value in
            guard let code = read(value) else { return true }
            return code.utf8.count <= longest
        }
    }

    private mutating func addPeriod(_ question: FormQuestion, _ part: FormPart, _ key: PartKey, _ name: String) {
        addValue(question, part, key, "period", "”\(name)” ska vara en period. Ange både första och sista dag.") { value in
            guard case .period(let start, let end) = value else { return false }
            return !FormText.isBlank(start) && !FormText.isBlank(end)
        }
        for isStart in [true, false] {
            let end = isStart ? "Första dagen" : "Sista dagen"
            addValue(
                question, part, key, isStart ? "start-date" : "end-date",
                "\(end) i ”\(name)” är inte ett datum som finns. Skriv år, månad och dag, till exempel 2026-11-21."
            ) { value in
                guard case .period(let first, let last) = value else { return true }
                let text = isStart ? first : last
                return FormText.isBlank(text) || FormDate.day(text) != nil
            }
        }
        addValue(
            question, part, key, "order", "Perioden slutar innan den börjar. Kontrollera första och sista dag."
        ) { value in
            guard case .period(let first, let last) = value, let start = FormDate.day(first), let end = FormDate.day(last) else {
                return true
            }
            return start <= end
        }
    }
}

extension AnswerValue {
    /// What a receipt may quote: codes, days and short answers to closed questions; of free text only its length.
    func receipt(isFreeText: Bool) -> String {
        switch self {
        case .text(let text): isFreeText || text.utf8.count > 32 ? "text med \(text.utf16.count) tecken" : "”\(text)”"
        case .code(let coded): "\(coded.code) (\(coded.system))"
        case .period(let start, let end): "\(start) – \(end)"
        }
    }
}
