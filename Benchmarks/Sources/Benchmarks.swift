import Foundation
import Interchange
import SQLiteDatabase
import SickLeave
import Statistics
import Storage

/// What one process can do, measured in it: `sakkunnig-bench DATABASE [DOCUMENTS]`. The database is one that `sakkunnig import` has filled;
/// `scripts/bench.sh` makes it.
@main
struct Benchmarks {
    static let day = Day(iso: "2026-11-20")!

    static func main() throws {
        guard CommandLine.arguments.count > 1 else {
            FileHandle.standardError.write(Data("Ange databasens fil: sakkunnig-bench var/bench.db\n".utf8))
            exit(64)
        }
        let documents = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 10_000 : 10_000
        try figures(of: SQLiteDatabase(path: CommandLine.arguments[1]))
        reading(documents)
    }

    private static func figures(of database: SQLiteDatabase) throws {
        let once = Stopwatch(repeats: 1)
        let watch = Stopwatch(repeats: 7)
        let certificates = try database.readBlocking { connection in
            try connection.first("SELECT COUNT(*) FROM certificate") { $0.int(0) } ?? 0
        }
        let snapshot = try once.measure("Kolumnerna ur databasen", count: certificates, unit: "intyg") {
            try database.readBlocking { try SnapshotRepository($0).load(id: 1) }
        }
        let rules: [(String, SpellRule)] = [
            ("inom enheten", .unit), ("inom vårdgivaren", .provider), ("alla intyg", SpellRule(gap: 5, scope: .all)),
        ]
        for (name, rule) in rules {
            let table = watch.measure("Sjukfall, \(name)", count: certificates, unit: "intyg") { snapshot.spells(rule: rule) }
            precondition(table.count > 0)
        }
        let units = (0..<snapshot.units.number.count).map { UnitIndex($0) }.filter {
            snapshot.units.careUnit[Int($0.rawValue)] == $0.rawValue
        }
        let listed = watch.measure("Pågående sjukfall, enhet för enhet", count: units.count, unit: "enheter") {
            units.reduce(0) { $0 + snapshot.ongoingSpells(careUnit: $1, on: day, rule: .unit).count }
        }
        precondition(listed > 0)
        let measures = try MeasureFile.measures(in: URL(filePath: "Measures"))
        let some = Array(units.prefix(50))
        watch.measure("Alla mått, 24 månader, enhet för enhet", count: some.count, unit: "enheter") {
            for unit in some {
                let all = UnitMeasures(snapshot: snapshot, careUnit: unit, on: day, measures: measures)
                for measure in measures { _ = all.trend(measure) }
            }
        }
    }

    /// Parsing and judging without a disk: what the import's own speed is compared with.
    private static func reading(_ count: Int) {
        let region = SyntheticRegion(seed: 3, certificates: count, endDay: day, defects: false)
        var writer = RIVXMLWriter()
        var table = CSVWriter(.certificates)
        var documents: [[UInt8]] = []
        region.forEachPatient { patient in
            for certificate in patient.certificates {
                if let document = writer.document(certificate) { documents.append(document) }
                try? table.write(certificate)
            }
        }
        let watch = Stopwatch(repeats: 3)
        let reader = RIVReader(today: day)
        let sound = watch.measure("Läsa och pröva XML", count: documents.count, unit: "intyg") {
            documents.reduce(0) { sound, document in
                guard case .success(.certificate(let certificate))? = reader.documents(in: document).first?.result else {
                    return sound
                }
                return sound + (CertificateRules.judge(certificate, on: day).findings.isEmpty ? 1 : 0)
            }
        }
        precondition(sound > documents.count / 2, "only \(sound) of \(documents.count) documents are sound")
    }
}
