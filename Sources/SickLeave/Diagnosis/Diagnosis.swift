/// A diagnosis as a certificate states it: the code and the sender's own words for it.
package struct Diagnosis: Hashable, Sendable {
    package var code: DiagnosisCode
    package var text: String

    package init(code: DiagnosisCode, text: String) {
        self.code = code
        self.text = text
    }

    /// The sender's words, or our short name for the code when the sender gave none; empty when neither is known.
    package var label: String { text.isEmpty ? code.shortName ?? code.chapter?.title ?? "" : text }
}
