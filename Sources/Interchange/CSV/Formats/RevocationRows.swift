import SickLeave

/// The columns of the revocations format.
enum RevocationColumn: Int, CSVColumn {
    case certificate, revokedAt, reason, by, byName, byPositions

    var name: String {
        switch self {
        case .certificate: "intygs_id"
        case .revokedAt: "makulerat"
        case .reason: "makulerat_orsak"
        case .by: "makulerat_av_hsa_id"
        case .byName: "makulerat_av_namn"
        case .byPositions: "makulerat_av_befattning"
        }
    }

    var isRequired: Bool { self == .certificate || self == .revokedAt }

    static func cells(of revocation: Revocation) -> CSVCells<RevocationColumn> {
        var cells = CSVCells<RevocationColumn>()
        cells[.certificate] = revocation.certificate.rawValue
        cells[.revokedAt] = revocation.revokedAt?.description ?? ""
        cells[.reason] = revocation.reason
        cells[.by] = revocation.revokedBy?.hsaID.rawValue ?? ""
        cells[.byName] = revocation.revokedBy?.name ?? ""
        cells[.byPositions] = revocation.revokedBy?.positions.joined(separator: "|") ?? ""
        return cells
    }
}

extension Revocation {
    init(_ row: CSVRow, _ hsa: inout CSVHSAReader, _ texts: inout CSVTextReader, today: Day) throws(CSVCellFault) {
        typealias Column = RevocationColumn
        var revokedBy: Issuer?
        if let id = try hsa.read(row, Column.by) {
            revokedBy = Issuer(
                hsaID: id, name: texts.read(row, Column.byName),
                positions: row.identity(Column.byPositions).split(separator: "|").map(String.init))
        } else if !row.isEmpty(Column.byName) {
            // As in XML: a name without identity is better than nothing.
            revokedBy = Issuer(
                hsaID: HSAID(rawValue: ""), name: texts.read(row, Column.byName),
                positions: row.identity(Column.byPositions).split(separator: "|").map(String.init))
        } else if !row.isEmpty(Column.byPositions) {
            throw row.missing(Column.by)
        }
        let revokedAt = try row.optionalTime(Column.revokedAt)
        try row.refuseFarAhead(revokedAt?.day, Column.revokedAt, today: today)
        self.init(
            certificate: .init(rawValue: try row.requiredIdentity(Column.certificate)), revokedAt: revokedAt,
            reason: row.text(Column.reason), revokedBy: revokedBy)
    }
}
