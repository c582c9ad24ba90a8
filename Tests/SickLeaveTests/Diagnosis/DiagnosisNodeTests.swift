import SickLeave
import Testing

@Suite struct DiagnosisNodeTests {
    @Test("a node is read from its codes, and nothing else is taken for one")
    func reading() {
        #expect(DiagnosisNode("F00-F99") == .chapter(.mental))
        #expect(DiagnosisNode("f40-f48")?.codes == "F40-F48")
        #expect(DiagnosisNode("F43") == .category(543))
        #expect(DiagnosisNode("F43.8A") == .code("F438A"))
        #expect(DiagnosisNode("F40intern") == .unspecified(540))
        #expect(DiagnosisNode("Ö00-Ö00") == .unplaced)
        #expect(DiagnosisNode("F00-G99") == nil)
        #expect(DiagnosisNode("hej") == nil)
    }

    @Test("a code belongs to its category, block and chapter; a category alone is unspecified")
    func belonging() {
        let fine = PlacedDiagnosis(DiagnosisCode("F43.8A"))
        for node in ["F00-F99", "F40-F48", "F43", "F438A"] { #expect(fine.belongs(to: DiagnosisNode(node)!)) }
        #expect(!fine.belongs(to: DiagnosisNode("F438")!))
        #expect(PlacedDiagnosis(DiagnosisCode("F43")).belongs(to: .unspecified(543)))
        #expect(PlacedDiagnosis(DiagnosisCode("P99")).belongs(to: .unplaced))
        #expect(PlacedDiagnosis(nil).belongs(to: .unplaced))
        #expect(DiagnosisNode("F43")!.overlaps(DiagnosisNode("F00-F99")!))
        #expect(!DiagnosisNode("F43")!.overlaps(DiagnosisNode("G00-G99")!))
    }

    @Test("a four-digit municipality says the county; letters and unknown codes say nothing")
    func counties() {
        #expect(County(code: "1") == .stockholm)
        #expect(County(code: "02") == nil)
        #expect(County(county: "23", municipality: "1280") == .skane)
        #expect(County(county: "23", municipality: "80") == .jamtland)
        #expect(County(county: "EJHSA", municipality: "80") == nil)
    }

    @Test("who has a physician's position belongs to it, whatever else they have")
    func positions() {
        #expect(PhysicianPositions(codes: ["201010", "101012"]).positions == [.chiefPhysician])
        #expect(PhysicianPositions(codes: ["101012"]).positions == [.notPhysician])
        #expect(PhysicianPositions(codes: []).positions == [.unknown])
        #expect(PhysicianPositions(codes: ["202010", "201013"]).positions == [.companyPhysician, .specialist])
    }
}
