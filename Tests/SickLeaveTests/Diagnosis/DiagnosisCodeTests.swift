import SickLeave
import Testing

@Suite("DiagnosisCode")
struct DiagnosisCodeTests {
    @Test(
        "codes are washed of everything but letters and digits, and printed as the classifications print them",
        arguments: [
            ("f43.2", "F432", "F43.2"), (" F43 ", "F43", "F43"), ("F43.8A", "F438A", "F43.8A"), ("G30-", "G30", "G30"),
            ("A 35-P", "A35P", "A35-P"), ("J06-P", "J06P", "J06-P"), ("W00.00", "W0000", "W00.00"), ("A17.0†", "A170", "A17.0"),
            ("Hejsan", "HEJSAN", "HEJSAN"), ("", "", ""), ("ö00", "Ö00", "Ö00"),
        ])
    func washed(text: String, code: String, printed: String) {
        let diagnosis = DiagnosisCode(text, system: .ksh97P)
        #expect(diagnosis.code == code)
        #expect(diagnosis.description == printed)
    }

    @Test(
        "a code stands in its chapter, block and group",
        arguments: [
            ("F43.2", DiagnosisChapter.mental, "F40-F48", DiagnosisGroup.mental),
            ("M545", .musculoskeletal, "M50-M54", .musculoskeletal),
            ("D48", .tumours, "D37-D48", .somatic), ("D50", .blood, "D50-D53", .somatic), ("H59", .eye, "H55-H59", .somatic),
            ("H60", .ear, "H60-H62", .somatic),
            ("P14", .perinatal, "P10-P15", .other),
            ("Y09", .externalCauses, "X85-Y09", .other),
            ("T98", .injuries, "T90-T98", .other), ("U071", .specialPurposes, "U00-U49", .other),
            ("O21", .pregnancy, "O20-O29", .pregnancy),
            ("R53", .symptoms, "R50-R69", .symptoms), ("Z73.0", .healthFactors, "Z70-Z76", .healthFactors),
            ("G93.3", .nervousSystem, "G90-G99", .somatic), ("N80", .urogenital, "N80-N98", .somatic),
            ("A 35-P", .infections, "A30-A49", .somatic),
        ])
    func placed(text: String, chapter: DiagnosisChapter, block: String, group: DiagnosisGroup) {
        let code = DiagnosisCode(text)
        #expect(code.chapter == chapter)
        #expect(code.block?.description == block)
        #expect(code.group == group)
        #expect(code.block?.chapter == chapter)
    }

    @Test(
        "a code outside every block is without valid code",
        arguments: [
            "", "F", "F4", "F4A", "43F", "Hejsan", "UA5104", "P99", "D95", "E91", "V00", "T99", "Ö00", "é43",
            "4F3",
        ])
    func unplaced(text: String) {
        #expect(DiagnosisCode(text).group == .withoutValidCode)
        #expect(DiagnosisCode(text).block == nil)
    }

    @Test("both object identifiers of each code system are known, and no other")
    func systems() {
        #expect(DiagnosisCode.System(oid: "1.2.752.116.1.1.1.1.3") == .icd10SE)
        #expect(DiagnosisCode.System(oid: "1.2.752.116.1.1.1.1.8") == .icd10SE)
        #expect(DiagnosisCode.System(oid: "1.2.752.116.1.3.1.4.1") == .ksh97P)
        #expect(DiagnosisCode.System(oid: "1.2.752.116.1.3.1.1.2") == .ksh97P)
        #expect(DiagnosisCode.System(oid: "1.2.752.116.1.3.2.1.4") == nil)
    }

    @Test("the sender's words win over our short name, and the chapter is the last resort")
    func labels() {
        #expect(Diagnosis(code: DiagnosisCode("F43.9"), text: "Stress UNS").label == "Stress UNS")
        #expect(Diagnosis(code: DiagnosisCode("F43.8A"), text: "").label == "Utmattningssyndrom")
        #expect(Diagnosis(code: DiagnosisCode("M54.9"), text: "").label == "Ryggvärk")
        #expect(Diagnosis(code: DiagnosisCode("Q11"), text: "").label == "Medfödda missbildningar")
        #expect(Diagnosis(code: DiagnosisCode("?"), text: "").label == "")
    }

    @Test(
        "the common reasons of sick leave have a short name",
        arguments: [
            "F31", "F32", "F33", "F41", "F43", "G56", "I63", "M16", "M17", "M19", "M23",
            "M51", "M53", "M54", "M75", "M77", "M79", "R52", "R53", "S52", "S62", "S82", "S83",
        ])
    func shortNames(category: String) {
        #expect(DiagnosisCode(category).shortName != nil)
        #expect(DiagnosisCode(category + "9X").shortName != nil)
    }
}

@Suite("Packed diagnosis codes")
struct PackedDiagnosisTests {
    @Test(
        "a code comes back from its number",
        arguments: ["A00", "F43", "F432", "F438A", "W0000", "A35P", "Z999Z", "A000", "Z99ZZ"])
    func roundTrip(text: String) {
        let code = DiagnosisCode(text)
        #expect(code.packed != 0)
        #expect(DiagnosisCode(packed: code.packed) == code)
        #expect(DiagnosisCode.categoryNumber(packed: code.packed) == code.categoryNumber)
    }

    @Test("numbers sort as codes do, and a category is one run")
    func order() {
        let codes = ["F42", "F429", "F43", "F430", "F438", "F4380", "F438A", "F439", "F43P", "F44"].map { DiagnosisCode($0) }
        #expect(codes.map(\.packed) == codes.map(\.packed).sorted())
        let category = DiagnosisCode.packedCategory(543)
        #expect(codes.filter { category.contains($0.packed) }.allSatisfy { $0.category == "F43" })
        #expect(codes.filter { category.contains($0.packed) }.count == 7)
    }

    @Test("what is not a code is 0, and 0 is no code", arguments: ["", "F", "F4", "HEJSAN", "F432AB", "Ö00", "43F"])
    func zero(text: String) {
        #expect(DiagnosisCode(text).packed == 0)
    }

    @Test(
        "a number that no code packs to is refused",
        arguments: [0, 0xFFF, 2601 << 12, (1 << 12) | 1, (1 << 12) | 0xFFF, .max] as [UInt32])
    func refused(packed: UInt32) {
        #expect(DiagnosisCode(packed: packed) == nil)
    }
}
