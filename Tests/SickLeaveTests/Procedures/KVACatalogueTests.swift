import SickLeave
import Testing

@Suite("KVACatalogue")
struct KVACatalogueTests {
    private func procedure(_ code: String) -> KVAProcedure {
        KVAProcedure(code: code, name: "Namn på \(code)", meaning: "–", register: "–", source: "–")
    }

    @Test("a known code is shown by name, an unknown by its code")
    func names() throws {
        let catalogue = try KVACatalogue(procedures: [procedure("GC001"), procedure("AW026")])
        #expect(catalogue.procedures.map(\.code) == ["AW026", "GC001"])
        #expect(catalogue.name(of: "GC001") == "Namn på GC001")
        #expect(catalogue.name(of: "XS007") == "XS007")
    }

    @Test("the same code twice is an error")
    func repeated() {
        #expect(throws: KVACatalogue.Fault.repeatedCode("GC001")) {
            try KVACatalogue(procedures: [procedure("GC001"), procedure("GC001")])
        }
    }
}
