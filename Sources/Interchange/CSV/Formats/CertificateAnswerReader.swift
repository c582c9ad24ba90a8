import SickLeave

/// Builds the form's answers from a row's columns, in the form's own order, so that a certificate from CSV reads like
/// one from XML.
struct CertificateAnswerReader {
    typealias Column = CertificateColumn
    typealias Form = CSVFormNumbers
    typealias Occupations = (values: [Occupation], answers: [Answer])

    private var knownOccupations = CSVInterner<Occupations>(bits: 6)
    private var knownMeasures = CSVInterner<[Answer]>(bits: 8)
    private var knownPrognoses = CSVInterner<[Answer.Part]>(bits: 6)

    mutating func read(
        _ row: CSVRow, kind: CertificateKind, isInfectionCarrier: Bool?, diagnoses: [Diagnosis], periods: [SickLeavePeriod],
        occupations: Occupations
    ) throws(CSVCellFault) -> [Answer] {
        let form = Form.numbers(of: kind)
        var answers: [Answer] = []
        answers.reserveCapacity(16)
        if let isInfectionCarrier { answers.append(Form.infectionCarrier.answer(Self.text(isInfectionCarrier))) }
        try basis(row, form, &answers)
        if kind == .ag114 {
            for answer in occupations.answers {
                answers.append(
                    Answer(question: "1", instance: answer.instance, parts: [.init("1.1", answer.parts[0].value)]))
            }
        } else {
            answers += occupations.answers
        }
        text(row, .work, form.work, &answers)
        if let conveyed = form.conveyed, let value = try row.optionalBool(Column.diagnosisConveyed) {
            answers.append(conveyed.answer(Self.text(value)))
        }
        if kind == .ag114 {
            try stepless(row, diagnoses, periods, &answers)
        } else {
            try national(row, diagnoses, periods, &answers)
        }
        text(row, .other, form.other, &answers)
        try yesWithText(row, .contact, form.contact, .contactReason, form.contactReason, &answers)
        return answers
    }

    private mutating func national(
        _ row: CSVRow, _ diagnoses: [Diagnosis], _ periods: [SickLeavePeriod], _ answers: inout [Answer]
    ) throws(CSVCellFault) {
        if !diagnoses.isEmpty {
            var parts: [Answer.Part] = []
            parts.reserveCapacity(diagnoses.count * 2)
            for (diagnosis, ids) in zip(diagnoses, Form.diagnoses) {
                if !diagnosis.text.isEmpty { parts.append(.init(ids.text, .text(diagnosis.text))) }
                parts.append(.init(ids.code, .code(Self.coded(diagnosis.code))))
            }
            answers.append(Answer(question: "6", parts: parts))
        }
        text(row, .impairment, Form.impairment, &answers)
        text(row, .limitation, Form.limitation, &answers)
        text(row, .ongoingTreatment, Form.ongoingTreatment, &answers)
        text(row, .plannedTreatment, Form.plannedTreatment, &answers)
        for (index, period) in periods.enumerated() {
            guard let extent = CSVCodeList.extent(percent: period.extent.percent) else { continue }
            answers.append(
                Answer(
                    question: "32", instance: index + 1,
                    parts: [
                        .init("32.1", .code(extent)),
                        .init("32.2", .period(start: period.days.first.description, end: period.days.last.description)),
                    ]))
        }
        text(row, .longerThanSupport, Form.longerThanSupport, &answers)
        try yesWithText(row, .unevenHours, Form.unevenHours, .unevenHoursReason, Form.unevenHoursReason, &answers)
        if let value = try row.optionalBool(Column.travel) { answers.append(Form.travel.answer(Self.text(value))) }
        try prognosis(row, &answers)
        try measures(row, &answers)
        text(row, .measuresText, Form.measuresText, &answers)
    }

    /// AG1-14: diagnoses in rows of their own and one period with its extent in percent.
    private func stepless(
        _ row: CSVRow, _ diagnoses: [Diagnosis], _ periods: [SickLeavePeriod], _ answers: inout [Answer]
    ) throws(CSVCellFault) {
        for (index, diagnosis) in diagnoses.enumerated() {
            var parts: [Answer.Part] = []
            if !diagnosis.text.isEmpty { parts.append(.init("4.1", .text(diagnosis.text))) }
            parts.append(.init("4.2", .code(Self.coded(diagnosis.code))))
            answers.append(Answer(question: "4", instance: index + 1, parts: parts))
        }
        text(row, .workReduction, Form.workReduction, &answers)
        try yesWithText(row, .workDespite, Form.workDespite, .workDespiteText, Form.workDespiteText, &answers)
        for (index, period) in periods.enumerated() {
            answers.append(
                Answer(
                    question: "7", instance: index + 1,
                    parts: [
                        .init("7.1", .text("\(period.extent.percent).0 %")),
                        .init("7.2", .period(start: period.days.first.description, end: period.days.last.description)),
                    ]))
        }
    }

    // MARK: Parts

    private static func text(_ value: Bool) -> String { value ? "true" : "false" }

    private static func coded(_ code: DiagnosisCode) -> CodedValue {
        CodedValue(code: code.code, system: CSVCodeList.oid(of: code.system))
    }

    @inline(__always)
    private func text(_ row: CSVRow, _ column: Column, _ field: Form.Field, _ answers: inout [Answer]) {
        if !row.isEmpty(column) { answers.append(field.answer(row.text(column))) }
    }

    private func yesWithText(
        _ row: CSVRow, _ column: Column, _ field: Form.Field, _ reasonColumn: Column, _ reason: Form.Field,
        _ answers: inout [Answer]
    ) throws(CSVCellFault) {
        guard let value = try row.optionalBool(column) else {
            guard row.isEmpty(reasonColumn) else {
                throw row.fault(column, "svara ja eller nej, eller töm \(reasonColumn.name).")
            }
            return
        }
        var parts = [Answer.Part(field.part, .text(Self.text(value)))]
        if !row.isEmpty(reasonColumn) { parts.append(.init(reason.part, .text(row.text(reasonColumn)))) }
        answers.append(Answer(question: field.question, parts: parts))
    }

    /// `undersokning:2026-01-01|annat:2026-01-03`, and in `grund_annat` what the other basis is.
    private func basis(_ row: CSVRow, _ form: Form, _ answers: inout [Answer]) throws(CSVCellFault) {
        var hasOther = false
        var instance = 0
        for item in row.bytes(Column.basis).split(separator: 0x7C) {
            let item = UnsafeBufferPointer(rebasing: item)
            let colon = item.firstIndex(of: 0x3A) ?? item.count
            guard let word = CSVCodeList.basis.match(UnsafeBufferPointer(rebasing: item[..<colon])) else {
                throw row.fault(
                    Column.basis,
                    "”\(row.hint(item))” känns inte igen. Skriv \(CSVCodeList.basis.listing), med dagen efter kolon.")
            }
            instance += 1
            var parts = [Answer.Part(form.basis.part, .code(word.value))]
            parts.reserveCapacity(3)
            if colon < item.count {
                let day = try row.day(UnsafeBufferPointer(rebasing: item[(colon + 1)...]), Column.basis)
                parts.append(.init(form.basisDay.part, .text(day.description)))
            }
            if word.value.code == "ANNAT", !hasOther {
                hasOther = true
                if !row.isEmpty(Column.otherBasis) {
                    parts.append(.init(form.basisOther.part, .text(row.text(Column.otherBasis))))
                }
            }
            answers.append(Answer(question: form.basis.question, instance: instance, parts: parts))
        }
        if !hasOther, !row.isEmpty(Column.otherBasis) {
            throw row.fault(Column.otherBasis, "texten hör till grunden annat, som inte står i kolumnen grund. Lägg till den.")
        }
    }

    mutating func occupations(_ row: CSVRow) throws(CSVCellFault) -> Occupations {
        let cell = row.bytes(Column.occupations)
        guard !cell.isEmpty else { return ([], []) }
        return try knownOccupations.value(for: cell) { () throws(CSVCellFault) -> Occupations in
            let words = try Self.words(cell, CSVCodeList.occupations, row, .occupations)
            let answers = words.enumerated().map {
                Answer(question: "28", instance: $0.offset + 1, parts: [.init("28.1", .code($0.element.value))])
            }
            return (words.compactMap { Occupation(code: $0.value.code) }, answers)
        }
    }

    private mutating func measures(_ row: CSVRow, _ answers: inout [Answer]) throws(CSVCellFault) {
        let cell = row.bytes(Column.measures)
        guard !cell.isEmpty else { return }
        answers += try knownMeasures.value(for: cell) { () throws(CSVCellFault) -> [Answer] in
            try Self.words(cell, CSVCodeList.measures, row, .measures).enumerated().map {
                Answer(question: "40", instance: $0.offset + 1, parts: [.init("40.1", .code($0.element.value))])
            }
        }
    }

    private static func words(
        _ cell: UnsafeBufferPointer<UInt8>, _ list: CSVCodeList, _ row: CSVRow, _ column: Column
    ) throws(CSVCellFault) -> [CSVCodeWord] {
        var words: [CSVCodeWord] = []
        for item in cell.split(separator: 0x7C) {
            let item = UnsafeBufferPointer(rebasing: item)
            guard let word = list.match(item) else {
                throw row.fault(column, "”\(row.hint(item))” känns inte igen. Skriv \(list.listing), med | mellan flera.")
            }
            words.append(word)
        }
        return words
    }

    private mutating func prognosis(_ row: CSVRow, _ answers: inout [Answer]) throws(CSVCellFault) {
        let cell = row.bytes(Column.prognosis)
        guard !cell.isEmpty else {
            guard row.isEmpty(Column.prognosisText) else { throw row.missing(Column.prognosis) }
            return
        }
        var parts = try knownPrognoses.value(for: cell) { () throws(CSVCellFault) -> [Answer.Part] in
            if let word = CSVCodeList.prognoses.match(cell) { return [.init("39.1", .code(word.value))] }
            if let word = CSVCodeList.prognosisDays.match(cell) {
                return [.init("39.1", .code(CSVCodeList.returnAfterDays)), .init("39.3", .code(word.value))]
            }
            if let months = Self.months(cell) {
                return [.init("39.1", .code(CSVCodeList.returnAfterMonths)), .init("39.4", .text("\(months)"))]
            }
            throw row.fault(
                Column.prognosis,
                "”\(row.hint(cell))” känns inte igen. Skriv \(CSVCodeList.prognoses.listing), \(CSVCodeList.prognosisDays.listing) "
                    + "eller efter_N_manader.")
        }
        if !row.isEmpty(Column.prognosisText) {
            parts.insert(.init("39.2", .text(row.text(Column.prognosisText))), at: 1)
        }
        answers.append(Answer(question: "39", parts: parts))
    }

    /// N of `efter_N_manader`, 1–99.
    private static func months(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
        let parts = cell.split(separator: 0x5F)
        guard parts.count == 3, UnsafeBufferPointer(rebasing: parts[0]).isWord("efter"),
            UnsafeBufferPointer(rebasing: parts[2]).isWord("manader"),
            let months = Int(digits: UnsafeBufferPointer(rebasing: parts[1])), (1...99).contains(months)
        else { return nil }
        return months
    }
}
