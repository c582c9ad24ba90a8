package import SickLeave

/// What the agency asked a care unit to complete, certificate by certificate, in one pass over the unit: the figures of the reports on
/// completions for every diagnosis at once, and the certificates behind them.
package struct UnitCompletions: Sendable {
    package struct Count: Sendable, Hashable {
        package var sent = 0
        package var completed = 0
        package init() {}
    }

    package private(set) var all = Count()
    /// By three-position category, as `DiagnosisCode.categoryNumber`.
    package private(set) var byCategory: [UInt16: Count] = [:]
    package private(set) var questions: [CompletionQuestion: Int] = [:]
    package private(set) var questionsByCategory: [UInt16: [CompletionQuestion: Int]] = [:]
    /// Rows of `certificates` that were asked the question.
    package private(set) var asked: [CompletionQuestion: [Int]] = [:]
    /// Rows of certificates for sickness benefit that were sent and asked nothing, by category.
    package private(set) var unasked: [UInt16: [Int]] = [:]

    /// - Parameters:
    ///   - careUnit: its sub-units are included.
    ///   - months: of signing.
    package init(_ snapshot: Snapshot, careUnit: UnitIndex, months: ClosedRange<Month>) {
        let certificates = snapshot.certificates
        let columns = ReportMonths([months])
        let categories = snapshot.diagnoses.code.map { PlacedDiagnosis($0).category }
        let provider = snapshot.units.provider[Int(careUnit.rawValue)]
        for row in snapshot.certificateRows(careUnit: careUnit) {
            guard certificates.provider[row] == provider, columns.period(signedAt: certificates.signedAt[row]) != nil,
                let type = CertificateType(rawValue: certificates.kind[row])
            else { continue }
            let diagnosis = certificates.diagnosis[row]
            let category = diagnosis < 0 ? nil : categories[Int(diagnosis)]
            let completions = snapshot.messages.rows(certificate: row).filter {
                snapshot.isFromAgency($0) && snapshot.messages.subject[$0] == CaseMessage.Subject.completion.rawValue
            }
            let isSent = certificates.wasSent(row)
            if isSent, CertificateType.completable.contains(type) { count(category, isCompleted: !completions.isEmpty) }
            guard type.isForSicknessBenefit else { continue }
            if isSent, completions.isEmpty, let category { unasked[category, default: []].append(row) }
            for message in completions { ask(snapshot.messages.questions(message), category, row) }
        }
    }

    private mutating func count(_ category: UInt16?, isCompleted: Bool) {
        all.sent += 1
        if isCompleted { all.completed += 1 }
        guard let category else { return }
        byCategory[category, default: Count()].sent += 1
        if isCompleted { byCategory[category, default: Count()].completed += 1 }
    }

    private mutating func ask(_ numbers: ArraySlice<UInt8>, _ category: UInt16?, _ row: Int) {
        for question in numbers.compactMap(CompletionQuestion.init(rawValue:)) {
            questions[question, default: 0] += 1
            if let category { questionsByCategory[category, default: [:]][question, default: 0] += 1 }
            if asked[question]?.last != row { asked[question, default: []].append(row) }
        }
    }
}
