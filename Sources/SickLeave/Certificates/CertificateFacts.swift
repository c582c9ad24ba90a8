extension Certificate {
    /// What spells and statistics need, as read from a certificate's answers.
    package struct Facts: Hashable, Sendable {
        /// In the form's order, most limiting first.
        package var diagnoses: [Diagnosis]
        /// Sorted by first day.
        package var periods: [SickLeavePeriod]
        package var occupations: [Occupation]
        package var isInfectionCarrier: Bool

        package init(diagnoses: [Diagnosis], periods: [SickLeavePeriod], occupations: [Occupation], isInfectionCarrier: Bool) {
            self.diagnoses = diagnoses
            self.periods = periods
            self.occupations = occupations
            self.isInfectionCarrier = isInfectionCarrier
        }
    }

    /// Reads the facts out of the answers. What cannot be read is left out, not guessed: naming the fault is the work of the
    /// form's rules, which see the same answers.
    package static func facts(kind: CertificateKind, answers: [Answer]) -> Facts {
        var facts = Facts(diagnoses: [], periods: [], occupations: [], isInfectionCarrier: false)
        for answer in answers {
            switch (kind, answer.question) {
            case (.ag114, "1"): facts.addOccupation(answer, part: "1.1")
            case (.ag114, "4"): facts.addDiagnosis(answer, text: "4.1", code: "4.2")
            case (.ag114, "7"): facts.addPeriod(answer, extent: "7.1", days: "7.2")
            case (.ag114, _): continue
            case (_, "28"): facts.addOccupation(answer, part: "28.1")
            case (_, "6"):
                facts.addDiagnosis(answer, text: "6.1", code: "6.2")
                facts.addDiagnosis(answer, text: "6.3", code: "6.4")
                facts.addDiagnosis(answer, text: "6.5", code: "6.6")
            case (_, "32"): facts.addPeriod(answer, extent: "32.1", days: "32.2")
            case (_, "27"): facts.isInfectionCarrier = answer.part("27.1")?.boolean ?? false
            default: continue
            }
        }
        if kind == .fk7263 { facts.borrowDescription(from: answers) }
        facts.periods.sort { ($0.days.first, $0.days.last) < ($1.days.first, $1.days.last) }
        return facts
    }
}

extension Certificate.Facts {
    fileprivate mutating func addOccupation(_ answer: Answer, part id: String) {
        // One answer for each occupation in some systems, one answer with several parts in others.
        for part in answer.parts where part.id == id {
            guard case .code(let value) = part.value, let occupation = Occupation(code: value.code.trimmed) else { continue }
            if !occupations.contains(occupation) { occupations.append(occupation) }
        }
    }

    fileprivate mutating func addDiagnosis(_ answer: Answer, text: String, code: String) {
        // What is longer is no code, and would be an entry of the dictionary that no index has room for.
        guard case .code(let value)? = answer.part(code), !value.code.trimmed.isEmpty, value.code.utf8.count <= 100,
            let system = DiagnosisCode.System(sent: value.system.trimmed)
        else { return }
        let words = answer.part(text)?.text ?? ""
        diagnoses.append(
            Diagnosis(code: DiagnosisCode(value.code.trimmed, system: system), text: words.isEmpty ? value.display : words))
    }

    fileprivate mutating func addPeriod(_ answer: Answer, extent: String, days: String) {
        guard let extent = answer.part(extent)?.extent, case .period(let start, let end)? = answer.part(days),
            let first = FormDate.day(start), let last = FormDate.day(end), let days = DayRange(first, through: last)
        else { return }
        periods.append(SickLeavePeriod(days: days, extent: extent))
    }

    /// FK 7263 has no diagnosis text of its own: the physician's description (10001.1) stands for it.
    fileprivate mutating func borrowDescription(from answers: [Answer]) {
        guard let first = diagnoses.first, first.text.isEmpty,
            let description = answers.first(where: { $0.question == "10001" })?.part("10001.1")?.text
        else { return }
        diagnoses[0].text = description
    }
}

extension AnswerValue {
    /// A tick: `true` or `1`, `false` or `0`; nil for anything else.
    package var boolean: Bool? {
        guard case .text(let text) = self else { return nil }
        switch text.trimmed {
        case "true", "1": return true
        case "false", "0": return false
        default: return nil
        }
    }

    /// An extent by its code in KV_FKMU_0003, or as a percentage (`70`, `70.0`, `70.0 %`) on the stepless form.
    package var extent: Extent? {
        switch self {
        case .code(let value):
            switch value.code.trimmed {
            case "HELT_NEDSATT": return .full
            case "TRE_FJARDEDEL": return .threeQuarters
            case "HALFTEN": return .half
            case "EN_FJARDEDEL": return .quarter
            default: return nil
            }
        case .text(let text):
            let number = FormPercent.withoutUnit(text) ?? Substring(text.trimmed)
            // A comma is what Swedes write; whole percents are what the form knows, so fractions round.
            let parts = number.split(separator: ".", omittingEmptySubsequences: false).flatMap {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            guard (1...2).contains(parts.count), let whole = Int(parts[0]),
                parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            guard parts.count == 2 else { return Extent(percent: whole) }
            guard let tenth = parts[1].utf8.first, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Extent(percent: whole + (tenth >= UInt8(ascii: "5") ? 1 : 0))
        case .period: return nil
        }
    }
}

extension DiagnosisCode.System {
    /// The object identifier, or the name that older systems send in its place.
    init?(sent system: String) {
        if let known = Self(oid: system) {
            self = known
            return
        }
        switch String(system.unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }).uppercased() {
        case "ICD10SE", "ICD10": self = .icd10SE
        case "KSH97P": self = .ksh97P
        default: return nil
        }
    }
}

extension String {
    /// Without white space (of XML: space, tab, line ends) at either end.
    fileprivate var trimmed: String {
        func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
        guard let first = utf8.first, let last = utf8.last, isWhite(first) || isWhite(last) else { return self }
        let rest = utf8.drop(while: isWhite)
        guard let end = rest.lastIndex(where: { !isWhite($0) }) else { return "" }
        return String(Substring(rest[...end]))
    }
}
