import Foundation
import SickLeave
import Statistics

/// A row's question: who asks, whose data, which months, which filter.
struct WikiRequest {
    enum Level {
        case national
        case business
        case region
    }

    let world: WikiWorld
    let row: WikiRow
    let level: Level
    let shape: Report.Shape
    /// Nil for a national report.
    let user: WikiUser?
    let scope: ReportScope
    let months: ClosedRange<Month>
    let filter: ReportFilter
    let notice: ReportPeriod.Notice?
    /// Units that the person may choose among, in no order.
    let available: [UnitIndex]

    /// Nil when the person sees nothing: no commission, or no list for the region.
    init?(_ row: WikiRow, _ world: WikiWorld, isRegion: Bool, shape: Report.Shape, months usual: ClosedRange<Month>? = nil) throws
    {
        self.world = world
        self.row = row
        self.shape = shape
        let columns = world.snapshot
        guard let name = row.filled("inloggadsom") else {
            if isRegion { throw WikiUnknown("regionsrapport utan användare") }
            level = .national
            user = nil
            scope = ReportScope(.national, cutoff: .perSex(world.cutoff))
            months = usual ?? ReportPeriod.usual(shape, on: world.today, isNational: true)
            filter = ReportFilter()
            notice = nil
            available = []
            return
        }
        let user = try WikiUser(name)
        self.user = user
        let providerID =
            row.filled("valdvg").flatMap { HSAID($0)?.rawValue }.map { $0.hasPrefix("VG") ? "F\($0)" : $0 } ?? user.provider
        let provider = columns.provider(providerID) ?? -2
        if isRegion {
            guard let list = world.regionLists[user.provider] else { return nil }
            level = .region
            available = list.list.units.flatMap { columns.units($0.rawValue) }.filter(columns.isCareUnit)
            scope = ReportScope(.region(Set(available)), cutoff: .perSex(world.cutoff))
        } else {
            level = .business
            let own = columns.allUnits.filter { columns.snapshot.units.provider[Int($0.rawValue)] == provider }
            if row.isLeader {
                available = own
                scope = ReportScope(.provider(provider))
            } else {
                if user.units.isEmpty { return nil }
                let commissions = own.filter { user.units.contains(columns.id($0).rawValue) }
                let careUnits = commissions.filter(columns.isCareUnit)
                available = own.filter { unit in
                    careUnits.contains(UnitIndex(rawValue: columns.snapshot.units.careUnit[Int(unit.rawValue)]))
                }
                scope = ReportScope(.careUnits(Set(careUnits), provider: provider))
            }
        }
        let usual = usual ?? ReportPeriod.usual(shape, on: world.today)
        var filter = try Self.filter(row, columns)
        if row["filterstartdatum"] != nil || row["filterslutdatum"] != nil {
            let period = ReportPeriod(
                from: Day(iso: row["filterstartdatum"] ?? ""), through: Day(iso: row["filterslutdatum"] ?? ""), on: world.today,
                otherwise: usual)
            months = period.months
            notice = period.notice
            let isBlank = row.filled("filterstartdatum") == nil && row.filled("filterslutdatum") == nil
            if period.notice?.dropsFilters ?? false, !isBlank { filter = ReportFilter() }
        } else {
            months = usual
            notice = nil
        }
        self.filter = filter
    }

    /// A region's report marks the person's own units; whoever answers for the whole provider has none.
    func mark(_ unit: UnitIndex) -> String {
        !row.isLeader && user?.units.contains(world.snapshot.id(unit).rawValue) ?? false ? "ja" : "nej"
    }

    func report(_ counted: Report.Counted, by grouping: ReportGrouping) -> Report {
        Report(counted, by: grouping, shape: shape, months: months, scope: scope, filter: filter)
    }

    func table(_ report: Report) -> ReportTable { world.snapshot.snapshot.evaluate(report, on: world.today) }

    private static func filter(_ row: WikiRow, _ columns: WikiSnapshot) throws -> ReportFilter {
        var filter = ReportFilter()
        if let units = row.list("filterenheter") {
            filter.units = Set(units.compactMap { HSAID($0) }.flatMap { columns.units($0.rawValue) })
        }
        let nodes = try ["filterkapitel", "filteravsnitt", "filterkategorier", "filterkod"].flatMap { column in
            try (row.list(column) ?? []).map { text in
                // A chapter may stand among the blocks: the service looks for the code at every level.
                try WikiReportName.node(text)
            }
        }
        if !nodes.isEmpty { filter.diagnoses = Set(nodes) }
        filter.ages = row.list("filteråldersgrupp").map { names in
            Set(AgeGroup.Report.allCases.filter { names.contains(WikiNames.name($0)) })
        }
        filter.lengths = row.list("filtersjukskrivningslängd").map { names in
            Set(LengthGroup.Report.allCases.filter { names.contains(WikiNames.name($0)) })
        }
        filter.types = try row.list("filterintygstyp").map { Set(try $0.flatMap(types)) }
        return filter
    }

    private static func types(_ name: String) throws -> [CertificateType] {
        switch name.uppercased() {
        case "SJUKPENNING": [.fk7804, .fk7263]
        case "LISJP": [.fk7804]
        case "FK7263": [.fk7263]
        case "LUSE": [.fk7800]
        case "LUAE_NA": [.fk7801]
        case "LUAE_FS": [.fk7802]
        case "AG114": [.ag114]
        case "AG7804": [.ag7804]
        case "DB": [.deathNotice]
        case "DOI": [.causeOfDeath]
        case "AF00213": [.af00213]
        case "AF00251": [.af00251]
        case "TSTRK1007": [.ts1007]
        case "TSTRK1009": [.ts1009]
        case "TSTRK1031": [.ts1031]
        case "TSTRK1062": [.ts1062]
        case "FK7210": [.fk7210]
        case "FK7472": [.fk7472]
        case "FK3226": [.fk3226]
        case "FK7809": [.fk7809]
        default: throw WikiUnknown("okänd intygstyp \(name)")
        }
    }
}
