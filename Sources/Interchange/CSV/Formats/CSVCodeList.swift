import SickLeave

/// A code of a form with the word that our CSV uses for it.
struct CSVCodeWord: Sendable {
    let word: String
    let value: CodedValue
}

/// The words of a code list. Reading accepts our word or the official code, letter case aside; most words are the code
/// in lower case.
struct CSVCodeList: Sendable {
    let words: [CSVCodeWord]

    /// - Parameter renamed: codes whose word is another.
    init(_ lists: [CodeList], renamed: [String: String] = [:]) {
        var words: [CSVCodeWord] = []
        for list in lists {
            for entry in list.entries where !words.contains(where: { $0.value.code == entry.code }) {
                words.append(
                    CSVCodeWord(
                        word: renamed[entry.code] ?? entry.code.lowercased(),
                        value: CodedValue(code: entry.code, system: list.system, display: entry.text)))
            }
        }
        self.words = words
    }

    func match(_ bytes: UnsafeBufferPointer<UInt8>) -> CSVCodeWord? {
        func isSame(_ name: String) -> Bool {
            name.utf8.count == bytes.count
                && zip(name.utf8, bytes).allSatisfy { $0 == $1 || ($0 ^ $1 == 0x20 && $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
        }
        return words.first { isSame($0.word) } ?? words.first { isSame($0.value.code) }
    }

    func word(forCode code: String) -> String? { words.first { $0.value.code == code }?.word }
    var listing: String { words.map(\.word).joined(separator: ", ") }

    /// What the assessment rests on (question 1; 10 in AG1-14).
    static let basis = CSVCodeList([.groundsV1, .groundsV2])
    /// Question 28; 1 in AG1-14.
    static let occupations = CSVCodeList(
        [.occupations], renamed: ["NUVARANDE_ARBETE": "arbete", "ARBETSSOKANDE": "arbetssokande"])
    /// Question 40.
    static let measures = CSVCodeList([.measures])
    /// Question 39. The two that need a number are written with it: `efter_60_dagar`, `efter_4_manader`.
    static let prognoses = CSVCodeList([.prognosesV1, .prognosesV2], renamed: ["PROGNOS_OKLAR": "oklar"])
        .without(returnAfterDays.code, returnAfterMonths.code)
    /// Part 39.3 of version 1.
    static let prognosisDays = CSVCodeList(
        [.daysToWork],
        renamed: [
            "TRETTIO_DGR": "efter_30_dagar", "SEXTIO_DGR": "efter_60_dagar", "NITTIO_DGR": "efter_90_dagar",
            "HUNDRAATTIO_DAGAR": "efter_180_dagar", "TREHUNDRASEXTIOFEM_DAGAR": "efter_365_dagar",
        ])

    static let returnAfterDays = value("ATER_X_ANTAL_DGR", .prognosesV1)
    static let returnAfterMonths = value("ATER_X_ANTAL_MANADER", .prognosesV2)

    private init(words: [CSVCodeWord]) { self.words = words }
    private func without(_ codes: String...) -> CSVCodeList {
        CSVCodeList(words: words.filter { !codes.contains($0.value.code) })
    }
    private static func value(_ code: String, _ list: CodeList) -> CodedValue {
        CodedValue(code: code, system: list.system, display: list.text(code) ?? "")
    }

    /// Question 32.
    static func extent(percent: Int) -> CodedValue? {
        switch percent {
        case 100: fullExtent
        case 75: threeQuarters
        case 50: half
        case 25: quarter
        default: nil
        }
    }

    private static let fullExtent = value("HELT_NEDSATT", .extents)
    private static let threeQuarters = value("TRE_FJARDEDEL", .extents)
    private static let half = value("HALFTEN", .extents)
    private static let quarter = value("EN_FJARDEDEL", .extents)

    /// Names of kinds of certificate, as users and as systems write them.
    static func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> CertificateKind? {
        if bytes.isWord("fk7804") || bytes.isWord("fk 7804") || bytes.isWord("lisjp") { return .fk7804 }
        if bytes.isWord("ag7804") || bytes.isWord("ag 7804") { return .ag7804 }
        if bytes.isWord("ag1-14") || bytes.isWord("ag114") { return .ag114 }
        if bytes.isWord("fk7263") || bytes.isWord("fk 7263") { return .fk7263 }
        return nil
    }

    static func word(of kind: CertificateKind) -> String {
        switch kind {
        case .fk7804: "FK7804"
        case .ag7804: "AG7804"
        case .ag114: "AG1-14"
        case .fk7263: "FK7263"
        }
    }

    static func relationKind(_ bytes: UnsafeBufferPointer<UInt8>) -> CertificateRelation.Kind? {
        if bytes.isWord("forlanger") { return .renews }
        if bytes.isWord("ersatter") { return .replaces }
        if bytes.isWord("kompletterar") { return .complements }
        if bytes.isWord("kopierar") { return .copies }
        return nil
    }

    static func word(of kind: CertificateRelation.Kind) -> String {
        switch kind {
        case .renews: "forlanger"
        case .replaces: "ersatter"
        case .complements: "kompletterar"
        case .copies: "kopierar"
        }
    }

    /// The code system as the answers name it.
    static func oid(of system: DiagnosisCode.System) -> String {
        switch system {
        case .icd10SE: "1.2.752.116.1.1.1.1.3"
        case .ksh97P: "1.2.752.116.1.3.1.4.1"
        }
    }
}
