/// A measure of KVÅ (klassifikation av vårdåtgärder) that Sakkunnig knows by name. The name is our own wording.
package struct KVAProcedure: Hashable, Sendable, Identifiable {
    /// Upper case, as `DV077`.
    package var code: String
    package var name: String
    /// What the measure is.
    package var meaning: String
    /// When it is registered, and by whom.
    package var register: String
    package var source: String

    package init(code: String, name: String, meaning: String, register: String, source: String) {
        self.code = code
        self.name = name
        self.meaning = meaning
        self.register = register
        self.source = source
    }

    package var id: String { code }
}

/// The measures that the unit sees by name; registrations of other codes are kept and shown with their code.
package struct KVACatalogue: Hashable, Sendable {
    package enum Fault: Error, Hashable, Sendable {
        case repeatedCode(String)
    }

    /// In order of code.
    package let procedures: [KVAProcedure]

    package init(procedures: [KVAProcedure]) throws(Fault) {
        self.procedures = procedures.sorted { $0.code < $1.code }
        for (procedure, next) in zip(self.procedures, self.procedures.dropFirst()) where procedure.code == next.code {
            throw .repeatedCode(procedure.code)
        }
    }

    package subscript(code: String) -> KVAProcedure? { procedures.first { $0.code == code } }

    /// The name, or the code itself when the catalogue does not have it.
    package func name(of code: String) -> String { self[code]?.name ?? code }
}
