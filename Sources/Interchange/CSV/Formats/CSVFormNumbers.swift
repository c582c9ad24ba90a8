import SickLeave

/// Where a form keeps what our columns hold: the national question and part numbers. AG1-14 has numbers of its own, AG7804 for what it
/// asks on the employer's behalf.
struct CSVFormNumbers: Sendable {
    struct Field: Sendable {
        let question: String
        let part: String

        init(_ part: String) {
            self.part = part
            question = String(part.prefix { $0 != "." })
        }

        func answer(_ text: String) -> Answer { Answer(question: question, parts: [.init(part, .text(text))]) }
    }

    let basis: Field
    let basisDay: Field
    let basisOther: Field
    let occupation: Field
    let work: Field
    let conveyed: Field?
    let other: Field
    let contact: Field
    let contactReason: Field

    static let national = national(contact: "26")
    static let ag7804 = national(contact: "103")

    private static func national(contact: String) -> CSVFormNumbers {
        CSVFormNumbers(
            basis: Field("1.1"), basisDay: Field("1.2"), basisOther: Field("1.3"), occupation: Field("28.1"),
            work: Field("29.1"), conveyed: Field("100.1"), other: Field("25.1"), contact: Field("\(contact).1"),
            contactReason: Field("\(contact).2"))
    }

    static let ag114 = CSVFormNumbers(
        basis: Field("10.1"), basisDay: Field("10.2"), basisOther: Field("10.3"), occupation: Field("1.1"), work: Field("2.1"),
        conveyed: Field("3.1"), other: Field("8.1"), contact: Field("9.1"), contactReason: Field("9.2"))

    static func numbers(of kind: CertificateKind) -> CSVFormNumbers {
        switch kind {
        case .ag114: ag114
        case .ag7804: ag7804
        case .fk7804, .fk7263: national
        }
    }

    static let infectionCarrier = Field("27.1")
    static let impairment = Field("35.1")
    static let limitation = Field("17.1")
    static let ongoingTreatment = Field("19.1")
    static let plannedTreatment = Field("20.1")
    static let longerThanSupport = Field("37.1")
    static let unevenHours = Field("33.1")
    static let unevenHoursReason = Field("33.2")
    static let travel = Field("34.1")
    static let prognosis = Field("39.1")
    static let prognosisText = Field("39.2")
    static let prognosisDays = Field("39.3")
    static let prognosisMonths = Field("39.4")
    static let measures = Field("40.1")
    static let measuresText = Field("44.1")
    static let workReduction = Field("5.1")
    static let workDespite = Field("6.1")
    static let workDespiteText = Field("6.2")
    /// The parts of question 6, text and code for each of three diagnoses.
    static let diagnoses: [(text: String, code: String)] = [("6.1", "6.2"), ("6.3", "6.4"), ("6.5", "6.6")]
}
