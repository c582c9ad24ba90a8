import SickLeave

extension Snapshot {
    /// Certificates by the month of signing.
    func certificateTable(_ report: Report, _ selection: ReportSelection, on today: Day) -> ReportTable {
        let index = GroupIndex(report.grouping, self, selection, year: report.months.upperBound.year)
        guard case .column(let column) = index.source else { preconditionFailure("certificates have groups of their own") }
        let columns = ReportMonths(report.periods)
        var cells = ReportCells(providers: providers.count, periods: report.periods.count, groups: index.groups.count)
        forEachCertificate(selection) { row in
            guard certificates.flags[row] & CertificateFlags.isRevoked.rawValue == 0,
                let period = columns.period(signedAt: certificates.signedAt[row])
            else { return }
            let base = cells.base(provider: certificates.provider[row], period: period, sex: sex(row))
            index.forEachGroup(of: value(column, row)) { cells.add(base, group: $0) }
        }
        return ReportTable(periods: report.periods, groups: index.groups, cells: cells.summed(report.scope.cutoff))
    }

    /// Certificates that were sent to the agency by the month of signing, and how many of them the agency asked to have completed.
    /// One that was revoked afterwards counts: it was sent, and the agency read it.
    func completionTable(_ report: Report, _ selection: ReportSelection) -> ReportTable {
        let types = CertificateType.completable
        let columns = ReportMonths(report.periods)
        let completed = completedCertificates()
        var parts = ReportCells(providers: providers.count, periods: report.periods.count, groups: types.count)
        var wholes = parts
        forEachCertificate(selection) { row in
            guard certificates.wasSent(row), let type = CertificateType(rawValue: certificates.kind[row]),
                let group = types.firstIndex(of: type), selection.types?.contains(type) ?? true,
                let period = columns.period(signedAt: certificates.signedAt[row])
            else { return }
            let base = parts.base(provider: certificates.provider[row], period: period, sex: sex(row))
            wholes.add(base, group: group)
            if completed[row] { parts.add(base, group: group) }
        }
        let sums = parts.summed(of: wholes, report.scope.cutoff)
        return ReportTable(
            periods: report.periods, groups: types.map(ReportGroup.certificateType), cells: sums.parts, wholes: sums.wholes)
    }

    /// By certificate: the agency has asked for a completion.
    private func completedCertificates() -> [Bool] {
        var completed = [Bool](repeating: false, count: certificates.count)
        for message in 0..<messages.count where isFromAgency(message) {
            if messages.subject[message] == CaseMessage.Subject.completion.rawValue {
                completed[Int(messages.certificate[message])] = true
            }
        }
        return completed
    }

    func isFromAgency(_ message: Int) -> Bool { messages.direction[message] == CaseMessage.Direction.fromAgency.rawValue }

    func sex(_ row: Int) -> UInt8 { persons.sex[Int(certificates.person[row])] }

    /// Every certificate that the selection lets through, in the order of care units.
    private func forEachCertificate(_ selection: ReportSelection, _ body: (Int) -> Void) {
        for careUnit in selection.careUnits {
            for row in Int(certificates.careUnitStart[careUnit])..<Int(certificates.careUnitStart[careUnit + 1])
            where admits(selection, row) { body(row) }
        }
    }

    private func admits(_ selection: ReportSelection, _ row: Int) -> Bool {
        if let only = selection.provider, only != certificates.provider[row] { return false }
        return selection.admits(
            unit: certificates.unit[row], diagnosis: certificates.diagnosis[row], age: certificates.age[row])
    }
}

/// Finds the report's period of a time of signing.
struct ReportMonths {
    private let first: Int64
    private let ends: [Int64]

    init(_ periods: [ClosedRange<Month>]) {
        first = Int64(periods[0].lowerBound.firstDay.rawValue) * 86_400
        ends = periods.map { Int64($0.upperBound.lastDay.rawValue + 1) * 86_400 }
    }

    /// Nil outside the report. `signedAt` is as in the column.
    func period(signedAt: Int64) -> Int? { signedAt < first ? nil : ends.firstIndex { signedAt < $0 } }
}
