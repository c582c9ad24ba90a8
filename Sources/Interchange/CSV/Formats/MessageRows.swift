import SickLeave

/// The columns of the format for messages between the agency and care. The questions that a completion concerns stand
/// in numbered columns.
enum MessageColumn: Int, CSVColumn {
    case id, certificate, patient, patientKind, subject, direction, sent, heading, text, answerBy, answers, remindsOf, receiver,
        reference, contact
    case question1, instance1, text1, question2, instance2, text2, question3, instance3, text3, question4, instance4, text4
    case question5, instance5, text5, question6, instance6, text6, question7, instance7, text7, question8, instance8, text8

    /// How many questions a row has room for.
    static let questionCount = 8

    static func question(_ index: Int) -> (number: MessageColumn, instance: MessageColumn, text: MessageColumn) {
        let first = MessageColumn.question1.rawValue + index * 3
        let columns = MessageColumn.allCases
        return (columns[first], columns[first + 1], columns[first + 2])
    }

    var name: String {
        switch self {
        case .id: return "meddelande_id"
        case .certificate: return "intygs_id"
        case .patient: return "personnummer"
        case .patientKind: return "id_typ"
        case .subject: return "amne"
        case .direction: return "riktning"
        case .sent: return "skickat"
        case .heading: return "rubrik"
        case .text: return "text"
        case .answerBy: return "svara_senast"
        case .answers: return "svar_pa_meddelande_id"
        case .remindsOf: return "paminner_om_meddelande_id"
        case .receiver: return "mottagare"
        case .reference: return "referens_id"
        case .contact: return "kontakt"
        case .question1, .question2, .question3, .question4, .question5, .question6, .question7, .question8:
            return "fraga\(position)_nummer"
        case .instance1, .instance2, .instance3, .instance4, .instance5, .instance6, .instance7, .instance8:
            return "fraga\(position)_rad"
        case .text1, .text2, .text3, .text4, .text5, .text6, .text7, .text8:
            return "fraga\(position)_text"
        }
    }

    private var position: Int { (rawValue - MessageColumn.question1.rawValue) / 3 + 1 }

    var isRequired: Bool { self == .id || self == .certificate || self == .subject || self == .direction }

    private static let subjects: [(StaticString, CaseMessage.Subject)] = [
        ("komplettering", .completion), ("avstamningsmote", .caseConference), ("kontakt", .contact), ("ovrigt", .other),
        ("paminnelse", .reminder), ("komplt", .completion), ("avstmn", .caseConference), ("kontkt", .contact),
        ("ovrigt", .other), ("pamin", .reminder), ("paminn", .reminder),
    ]

    static func subject(_ bytes: UnsafeBufferPointer<UInt8>) -> CaseMessage.Subject? {
        subjects.first { bytes.isWord($0.0) }?.1
    }

    static func cells(of message: CaseMessage) throws(CSVWriter.Fault) -> CSVCells<MessageColumn> {
        guard message.questions.count <= questionCount else { throw .tooMany("frågor", id: message.id.rawValue) }
        var cells = CSVCells<MessageColumn>()
        cells[.id] = message.id.rawValue
        cells[.certificate] = message.certificate.rawValue
        cells[.patient] = message.patient?.formatted ?? ""
        cells[.patientKind] = message.patient?.kind == .reserve ? "reservnummer" : ""
        cells[.subject] = subjects.first { $0.1 == message.subject }.map { "\($0.0)" } ?? ""
        cells[.direction] = message.direction == .fromAgency ? "till_varden" : "fran_varden"
        cells[.sent] = message.sentAt?.description ?? ""
        cells[.heading] = message.heading
        cells[.text] = message.text
        cells[.answerBy] = message.answerBy?.description ?? ""
        cells[.answers] = message.answers?.rawValue ?? ""
        cells[.remindsOf] = message.remindsOf?.rawValue ?? ""
        cells[.receiver] = message.receiver
        cells[.reference] = message.reference
        cells[.contact] = message.contact
        for (index, question) in message.questions.enumerated() {
            let columns = MessageColumn.question(index)
            cells[columns.number] = question.question
            cells[columns.instance] = question.instance.map { "\($0)" } ?? ""
            cells[columns.text] = question.text
        }
        return cells
    }
}

extension CaseMessage {
    init(_ row: CSVRow, _ patients: CSVPatientReader) throws(CSVCellFault) {
        typealias Column = MessageColumn
        let subjectCell = row.bytes(Column.subject)
        guard !subjectCell.isEmpty else { throw row.missing(Column.subject) }
        guard let subject = Column.subject(subjectCell) else {
            throw row.fault(
                Column.subject,
                "”\(row.hint(subjectCell))” känns inte igen. Skriv komplettering, avstamningsmote, kontakt, ovrigt eller paminnelse."
            )
        }
        let way = row.bytes(Column.direction)
        guard way.isWord("till_varden") || way.isWord("fran_varden") else {
            throw row.fault(Column.direction, "”\(row.hint(way))” känns inte igen. Skriv till_varden eller fran_varden.")
        }
        var questions: [Question] = []
        for index in 0..<Column.questionCount {
            let columns = Column.question(index)
            let number = row.identity(columns.number)
            let instance = try row.optionalCount(columns.instance, in: 1...999)
            let text = row.text(columns.text)
            if number.isEmpty {
                if instance != nil || !text.isEmpty { throw row.missing(columns.number) }
                continue
            }
            // `35.1` names a part; the question is `35`.
            questions.append(Question(question: String(number.prefix { $0 != "." }), instance: instance, text: text))
        }
        func reference(_ column: Column) -> ID? {
            let id = row.identity(column)
            return id.isEmpty ? nil : ID(rawValue: id)
        }
        let sentAt = try row.optionalTime(Column.sent)
        let answerBy = try row.optionalDay(Column.answerBy)
        try row.refuseFarAhead(sentAt?.day, Column.sent, today: patients.today)
        try row.refuseFarAhead(answerBy, Column.answerBy, today: patients.today)
        self.init(
            id: ID(rawValue: try row.requiredIdentity(Column.id)),
            certificate: .init(rawValue: try row.requiredIdentity(Column.certificate)),
            patient: try patients.read(row, number: Column.patient, kind: .patientKind), subject: subject,
            direction: way.isWord("till_varden") ? .fromAgency : .fromCare, sentAt: sentAt,
            heading: row.text(Column.heading), text: row.text(Column.text), questions: questions,
            answerBy: answerBy, answers: reference(.answers), remindsOf: reference(.remindsOf),
            receiver: row.text(Column.receiver), reference: row.text(Column.reference), contact: row.text(Column.contact))
    }
}
