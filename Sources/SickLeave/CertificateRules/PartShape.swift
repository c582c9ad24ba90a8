/// What a part's value may look like, from the form's layout: enough to tell at a glance that none of the rules on the value can
/// fail. A value that does not fit is not wrong for that: then the rules are asked.
enum PartShape: Sendable {
    case text(limit: Int)
    case yesNo
    case day
    case code(system: String, codes: [String])
    case diagnosis(systems: [DiagnosisCode.System], longest: Int)
    case period
    /// Percent and months: the rules are always asked.
    case other

    init(_ kind: FormPart.Kind) {
        switch kind {
        case .text(let limit, _): self = .text(limit: limit ?? .max)
        case .yesNo: self = .yesNo
        case .day: self = .day
        case .code(let list): self = .code(system: list.system, codes: list.entries.map(\.code))
        case .diagnosis(let systems, let longest, _): self = .diagnosis(systems: systems, longest: longest ?? .max)
        case .period: self = .period
        case .percent, .months: self = .other
        }
    }

    func fits(_ value: AnswerValue) -> Bool {
        switch (self, value) {
        case (.text(let limit), .text(let text)):
            guard let first = text.utf8.first else { return false }
            return !FormText.isSpace(first) && text.utf8.count <= limit
        case (.yesNo, .text(let text)): return text == "true" || text == "false"
        case (.day, .text(let text)): return FormDate.day(text) != nil
        case (.code(let system, let codes), .code(let coded)):
            guard coded.system == system else { return false }
            return codes.contains(coded.code)
        case (.diagnosis(let systems, let longest), .code(let coded)):
            guard let system = DiagnosisCode.System(oid: coded.system), systems.contains(system) else { return false }
            return coded.code.utf8.count <= longest && FormDiagnosis.fault(coded.code) == nil
        case (.period, .period(let start, let end)):
            guard let first = FormDate.day(start), let last = FormDate.day(end) else { return false }
            return first <= last
        default: return false
        }
    }
}
