extension FormQuestion {
    /// Questions whose parts belong together are printed as one line a row: grounds, diagnoses, periods.
    var isOneLine: Bool {
        parts.contains { part in
            switch part.kind {
            case .period, .day, .diagnosis: true
            case .text, .yesNo, .code, .percent, .months: false
            }
        } || pairsTextAndCode
    }

    /// Parts that come in twos: text 6.1 with code 6.2, and so on.
    private var pairsTextAndCode: Bool {
        parts.count > 1 && parts.count.isMultiple(of: 2) && parts[1].label.hasSuffix("kod")
    }

    /// An answer's printed parts, in the form's order, as lines.
    func lines(_ printed: [String]) -> [String] {
        guard pairsTextAndCode else {
            let line = printed.filter { !$0.isEmpty }.joined(separator: ": ")
            return line.isEmpty ? [] : [line]
        }
        return stride(from: 0, to: printed.count, by: 2).compactMap { index in
            let line = [printed[index + 1], printed[index]].filter { !$0.isEmpty }.joined(separator: " ")
            return line.isEmpty ? nil : line
        }
    }
}

extension FormPart {
    /// The value as the reader of the form expects it: codes in words, yes or no, percent, days.
    package func printed(_ value: AnswerValue) -> String {
        switch (kind, value) {
        case (.yesNo, .text(let text)):
            FormBoolean.read(text).map { $0 ? "Ja" : "Nej" } ?? text
        case (.code(let list), .code(let coded)):
            list.text(FormText.trimmed(coded.code)) ?? FormPart.printedAsSent(value)
        case (.diagnosis, .code(let coded)):
            DiagnosisCode(FormText.trimmed(coded.code)).description
        case (.percent, _):
            FormPercent.read(value).map { "\($0)\u{A0}%" } ?? FormPart.printedAsSent(value)
        case (.months, _):
            FormMonths.read(value).map { $0 == 1 ? "1 månad" : "\($0) månader" } ?? FormPart.printedAsSent(value)
        case (_, .code(let coded)) where id.hasPrefix("6."):
            // FK 7263 sends the code with or without its system.
            DiagnosisCode(FormText.trimmed(coded.code)).description
        default:
            FormPart.printedAsSent(value)
        }
    }

    /// For values that the form has no words for.
    static func printedAsSent(_ value: AnswerValue) -> String {
        switch value {
        case .text(let text): FormText.trimmed(text)
        case .code(let coded): coded.display.isEmpty ? coded.code : coded.display
        case .period(let start, let end): "\(FormText.trimmed(start)) – \(FormText.trimmed(end))"
        }
    }
}
