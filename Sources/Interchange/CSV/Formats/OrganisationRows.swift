import SickLeave

extension CSVRow {
    /// The parts whose columns the file has: of what it has no column for it says nothing, while an empty cell says that there is none.
    fileprivate func given<Column: CSVColumn, Parts: OptionSet>(_ columns: [(Column, Parts)]) -> Parts
    where Parts.Element == Parts {
        var given: Parts = []
        for (column, part) in columns where indices[column.rawValue] >= 0 { given.insert(part) }
        return given
    }
}

/// The columns of the format for care units.
enum UnitColumn: Int, CSVColumn {
    case unit, unitName, provider, providerName, parent, county

    var name: String {
        switch self {
        case .unit: "enhet_hsa_id"
        case .unitName: "enhet_namn"
        case .provider: "vardgivare_hsa_id"
        case .providerName: "vardgivare_namn"
        case .parent: "overordnad_enhet_hsa_id"
        case .county: "lan"
        }
    }

    var isRequired: Bool { self == .unit || self == .unitName || self == .provider }

    static func cells(of unit: CareUnit) -> CSVCells<UnitColumn> {
        var cells = CSVCells<UnitColumn>()
        cells[.unit] = unit.hsaID.rawValue
        cells[.unitName] = unit.name
        cells[.provider] = unit.careProvider.hsaID.rawValue
        cells[.providerName] = unit.careProvider.name
        cells[.parent] = unit.parent?.rawValue ?? ""
        cells[.county] = unit.county?.code ?? ""
        return cells
    }
}

extension CareUnit {
    init(_ row: CSVRow, _ hsa: inout CSVHSAReader, _ texts: inout CSVTextReader) throws(CSVCellFault) {
        typealias Column = UnitColumn
        let id = try hsa.readRequired(row, Column.unit)
        let parent = try hsa.read(row, Column.parent)
        if parent == id { throw row.fault(Column.parent, "enheten kan inte vara överordnad sig själv. Töm cellen.") }
        self.init(
            hsaID: id, name: try row.requiredText(Column.unitName),
            careProvider: CareProviderReference(
                hsaID: try hsa.readRequired(row, Column.provider), name: texts.read(row, Column.providerName)),
            parent: parent, county: try CareUnit.county(row),
            given: row.given([(Column.providerName, .providerName), (Column.parent, .parent), (Column.county, .county)]))
    }

    /// A county code, or the four digits of a municipality, which begin with its county's.
    private static func county(_ row: CSVRow) throws(CSVCellFault) -> County? {
        let text = row.identity(UnitColumn.county)
        guard !text.isEmpty else { return nil }
        guard let county = County(county: text, municipality: text) else {
            throw row.fault(
                UnitColumn.county, "”\(text.prefix(20))” är inget län. Skriv länskoden, till exempel 12, eller kommunkoden.")
        }
        return county
    }
}

/// The columns of the format for staff.
enum StaffColumn: Int, CSVColumn {
    case member, memberName, unit, position, physician, trained, employedFrom, employedThrough, sex, birthYear

    var name: String {
        switch self {
        case .member: "medarbetare_hsa_id"
        case .memberName: "medarbetare_namn"
        case .unit: "enhet_hsa_id"
        case .position: "befattning"
        case .physician: "lakare"
        case .trained: "utbildad"
        case .employedFrom: "anstalld_fran"
        case .employedThrough: "anstalld_till"
        case .sex: "kon"
        case .birthYear: "fodelsear"
        }
    }

    var isRequired: Bool { self == .member || self == .memberName || self == .unit || self == .physician }

    static func cells(of member: StaffMember) -> CSVCells<StaffColumn> {
        var cells = CSVCells<StaffColumn>()
        cells[.member] = member.hsaID.rawValue
        cells[.memberName] = member.name
        cells[.unit] = member.careUnit.rawValue
        cells[.position] = member.position
        cells[.physician] = member.isPhysician ? "ja" : "nej"
        cells[.trained] = member.trainedOn?.description ?? ""
        cells[.employedFrom] = member.employedFrom?.description ?? ""
        cells[.employedThrough] = member.employedThrough?.description ?? ""
        cells[.sex] = member.sex.map { $0 == .female ? "kvinna" : "man" } ?? ""
        cells[.birthYear] = member.birthYear.map { "\($0)" } ?? ""
        return cells
    }
}

extension StaffMember {
    init(_ row: CSVRow, _ hsa: inout CSVHSAReader, _ texts: inout CSVTextReader, today: Day) throws(CSVCellFault) {
        typealias Column = StaffColumn
        guard let isPhysician = try row.optionalBool(Column.physician) else { throw row.missing(Column.physician) }
        let from = try row.optionalDay(Column.employedFrom)
        let through = try row.optionalDay(Column.employedThrough)
        let trained = try row.optionalDay(Column.trained)
        for (day, column) in [(from, Column.employedFrom), (trained, Column.trained)] {
            try row.refuseFarAhead(day, column, today: today)
        }
        // An employment may begin as long ago as it will, and end as far ahead: other systems write 1900 and 2199 where nobody knows.
        try row.refuseLongAgo(trained, Column.trained)
        if let from, let through, through < from {
            throw row.fault(Column.employedThrough, "\(through) ligger före anställningens början \(from). Kontrollera dagarna.")
        }
        self.init(
            hsaID: try hsa.readRequired(row, Column.member), name: try row.requiredText(Column.memberName),
            careUnit: try hsa.readRequired(row, Column.unit), position: row.identity(Column.position), isPhysician: isPhysician,
            trainedOn: trained, employedFrom: from, employedThrough: through,
            sex: try StaffMember.sex(row), birthYear: try row.optionalCount(Column.birthYear, in: 1900...today.year),
            given: row.given([
                (Column.position, .position), (Column.trained, .trainedOn), (Column.employedFrom, .employedFrom),
                (Column.employedThrough, .employedThrough), (Column.sex, .sex), (Column.birthYear, .birthYear),
            ]))
    }

    private static func sex(_ row: CSVRow) throws(CSVCellFault) -> LegalSex? {
        switch row.identity(StaffColumn.sex).lowercased() {
        case "": nil
        case "kvinna", "k": .female
        case "man", "m": .male
        case let other:
            throw row.fault(
                StaffColumn.sex, "”\(other.prefix(20))” går inte att läsa. Skriv kvinna eller man, eller lämna cellen tom.")
        }
    }
}

/// The columns of the format for visits and listed patients.
enum VolumeColumn: Int, CSVColumn {
    case unit, month, visits, listed

    var name: String {
        switch self {
        case .unit: "enhet_hsa_id"
        case .month: "manad"
        case .visits: "besok"
        case .listed: "listade"
        }
    }

    var isRequired: Bool { self == .unit || self == .month }

    static func cells(of volume: UnitVolume) -> CSVCells<VolumeColumn> {
        var cells = CSVCells<VolumeColumn>()
        cells[.unit] = volume.careUnit.rawValue
        cells[.month] = volume.month.description
        cells[.visits] = volume.visits.map { "\($0)" } ?? ""
        cells[.listed] = volume.listedPatients.map { "\($0)" } ?? ""
        return cells
    }
}

extension UnitVolume {
    init(_ row: CSVRow, _ hsa: inout CSVHSAReader, today: Day) throws(CSVCellFault) {
        typealias Column = VolumeColumn
        let cell = row.bytes(Column.month)
        guard !cell.isEmpty else { throw row.missing(Column.month) }
        guard let month = Month(iso: row.string(cell)) else {
            throw row.fault(Column.month, "”\(row.hint(cell))” är inte en månad. Skriv den som 2026-11.")
        }
        try row.refuseLongAgo(month.firstDay, Column.month)
        try row.refuseFarAhead(month.firstDay, Column.month, today: today)
        self.init(
            careUnit: try hsa.readRequired(row, Column.unit), month: month,
            visits: try row.optionalCount(Column.visits, in: 0...999_999_999),
            listedPatients: try row.optionalCount(Column.listed, in: 0...999_999_999))
    }
}
