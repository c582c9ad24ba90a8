import SickLeave
import Testing

@Suite("HSAID")
struct HSAIDTests {
    @Test(
        "case and spaces anywhere do not make a new unit",
        arguments: [
            "SE2321000016-1ABC", " se2321000016-1abc ", "SE2321000016 -1ABC", "\u{A0}SE2321000016-1ABC\n",
            "se23210000 16-1Abc",
        ])
    func same(text: String) {
        #expect(HSAID(text)?.rawValue == "SE2321000016-1ABC")
        #expect(HSAID(text)?.isWellFormed == true)
    }

    @Test("test catalogues' identities are well formed")
    func testIdentities() {
        #expect(HSAID("IFV1239877878-1042")?.isWellFormed == true)
    }

    @Test(
        "an identity outside the catalogue's rule is kept but told",
        arguments: ["SE_1", "VÅRD-1", String(repeating: "A", count: 32)])
    func kept(text: String) {
        #expect(HSAID(text)?.rawValue == text)
        #expect(HSAID(text)?.isWellFormed == false)
    }

    @Test("one in the usual form has letters, a number, a hyphen and more")
    func usualForm() {
        for text in ["SE2321000016-1ABC", "IFV1239877878-1042", "SE1-VE1", "SE162321000016-A-1"] {
            #expect(HSAID(text)?.hasUsualForm == true, "\(text)")
        }
        for text in ["sdf", "SE", "SE-X", "1-2", "SE2321000016", "SE2321000016-", "-SE1", "SE1A-X", "SE_1-X"] {
            #expect(HSAID(text)?.hasUsualForm == false, "\(text)")
        }
    }

    @Test("one that is typed is normalised, and refused outside the catalogue's rule")
    func typed() {
        #expect(HSAID(typed: " se2321000016-1abc ")?.rawValue == "SE2321000016-1ABC")
        for text in ["", " ", "SE_1", "VÅRD-1", "eva@example.se", "seß", String(repeating: "A", count: 32)] {
            #expect(HSAID(typed: text) == nil, "\(text)")
        }
    }

    @Test("nothing, and more than 64 characters, is refused", arguments: ["", "  \t", String(repeating: "A", count: 65)])
    func refused(text: String) {
        #expect(HSAID(text) == nil)
    }
}
