import SickLeave

/// Why a certificate is refused, in words: each fault once, with the questions and rows that have it.
struct RejectionReason {
    /// How the reason begins.
    static let start = "Intyget följer inte formulärets regler."
    /// Of many faults so many are told: the rest often follows from them.
    private static let shown = 3

    private struct Fault {
        let sentence: String
        let question: String
        var rows: [Int] = []
    }

    private var faults: [Fault] = []
    private let layout: FormLayout

    init(_ verdict: CertificateVerdict, of certificate: Certificate) {
        layout = FormLayout.layout(for: certificate)
        for finding in verdict.findings where finding.severity == .rejects {
            let place: Int
            if let known = faults.firstIndex(where: { $0.sentence == finding.message && $0.question == finding.question }) {
                place = known
            } else {
                place = faults.count
                faults.append(Fault(sentence: finding.message, question: finding.question))
            }
            if let row = finding.instance, row > 0, !faults[place].rows.contains(row) { faults[place].rows.append(row) }
        }
    }

    var text: String {
        let shown = faults.prefix(Self.shown).map { "\($0.sentence)\(place(of: $0))" }.joined(separator: " ")
        let rest = faults.count > Self.shown ? " Och \(faults.count - Self.shown) fel till." : ""
        return "\(Self.start) \(shown)\(rest)"
    }

    /// The question where the sentence names only a part of it, and the rows.
    private func place(of fault: Fault) -> String {
        let label = layout.question(fault.question)?.label ?? ""
        let name = label.isEmpty || fault.sentence.contains(label) ? "" : "under ”\(label)”"
        let rows = fault.rows.isEmpty ? "" : "rad \(fault.rows.map(String.init).joined(separator: ", "))"
        let place = [name, rows].filter { !$0.isEmpty }.joined(separator: ", ")
        return place.isEmpty ? "" : " (Gäller \(place).)"
    }
}
