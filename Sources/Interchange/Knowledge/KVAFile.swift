package import SickLeave

/// Reads `Knowledge/kva.yaml`.
package enum KVAFile {
    /// - Parameters:
    ///   - text: the file's content.
    ///   - file: its name, for the fault.
    package static func read(_ text: String, file: String = "kva.yaml") throws(KnowledgeFault) -> KVACatalogue {
        let root = try StrictMapping.root(of: text, file: file, keys: ["procedures"])
        var procedures: [KVAProcedure] = []
        for node in try root.list("procedures") {
            let row = try StrictMapping(node, file: file, keys: ["code", "name", "meaning", "register", "source"])
            let code = try row.text("code")
            guard isCode(code) else {
                throw row.fault("code", "”\(code)” är inte en KVÅ-kod. Skriv två versaler och tre siffror.")
            }
            procedures.append(
                KVAProcedure(
                    code: code, name: try row.text("name"), meaning: try row.text("meaning"), register: try row.text("register"),
                    source: try row.text("source")))
        }
        do {
            return try KVACatalogue(procedures: procedures)
        } catch {
            switch error {
            case .repeatedCode(let code):
                throw KnowledgeFault(file: file, line: root.line, message: "koden \(code) står två gånger.")
            }
        }
    }

    private static func isCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 5 && bytes[..<2].allSatisfy { (0x41...0x5A).contains($0) }
            && bytes[2...].allSatisfy { (0x30...0x39).contains($0) }
    }
}
