import Foundation
import SickLeave
import Statistics

/// Runs the spell engine on a file of certificates in the form of `conformance/sjukfall` and writes its answer in the form
/// of the expected tables there.
///
/// A row of the file: id, patient, doctor, unit, signed, diagnosis, periods (first;last;percent, joined by a bar).
struct SjukfallRunner {
    struct Row {
        var id: String
        var patient: String
        var doctor: String
        var unit: String
        var signedAt: LocalTime
        var diagnosis: String
        var periods: [SickLeavePeriod]
    }

    let rows: [Row]
    let day: Day
    let gap: Int
    private let patients: [String]
    private let units: [String]
    private let snapshot: Snapshot

    /// `path` may end in `.gz`.
    init(path: String, on day: Day, gap: Int) throws {
        rows = try Self.read(path).split(separator: "\n").map { line in
            guard let row = Row(line) else { throw Unreadable(line: String(line)) }
            return row
        }
        self.day = day
        self.gap = gap
        // Numbered in order of the text, so that the answer comes in that order.
        patients = Set(rows.map(\.patient)).sorted()
        units = Set(rows.map(\.unit)).sorted()
        snapshot = Self.snapshot(rows, patients: patients, units: units)
    }

    struct Unreadable: Error { var line: String }

    /// Per unit and patient: patient, first day, last day, net days, certificates, the one in force, its extent now, its
    /// extents, diagnosis, doctor, certificate ids. `recentlyEnded` 0 lists ongoing spells only.
    func unitRows(recentlyEnded: Int = 0) -> [String] {
        units.indices.flatMap { unit -> [(String, String)] in
            let index = snapshot.unit(number: Int32(unit))!
            let rule = SpellRule(gap: gap, scope: .unit)
            return snapshot.ongoingSpells(careUnit: index, on: day, rule: rule, recentlyEnded: recentlyEnded).map { spell in
                let inForce = certificate(spell.certificateInForce)
                let patient = patients[Int(snapshot.persons.number[Int(spell.person.rawValue)])]
                let fields = [
                    patient, "\(spell.days.first)", "\(spell.days.last)", "\(spell.netDays)", "\(spell.certificates.count)",
                    inForce.id, spell.currentExtent.map(\.description) ?? "",
                    "[\(spell.periods.map(\.extent.description).joined(separator: ", "))]", inForce.diagnosis, inForce.doctor,
                    spell.certificates.map { certificate($0).id }.joined(separator: ","),
                ]
                return (patient, fields.joined(separator: "\t"))
            }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Per patient, newest first, spells that have begun: patient, first day, last day, net days, diagnosis, certificate ids
    /// newest first. The diagnosis is that of the certificate in force on the day, or of the one signed last when the spell
    /// has no certificate for the day.
    func patientRows(scope: SpellRule.Scope = .unit) -> [String] {
        patients.indices.flatMap { patient -> [String] in
            let person = snapshot.person(number: Int32(patient))!
            let table = snapshot.spells(person: person, rule: SpellRule(gap: gap, scope: scope))
            return (0..<table.count).filter { table.days($0).first <= day }.sorted { table.firstDay[$0] > table.firstDay[$1] }
                .map { spell in
                    let ids = table.rows(spell)
                    let fields = [
                        patients[patient], "\(table.days(spell).first)", "\(table.days(spell).last)", "\(table.netDays[spell])",
                        diagnosis(ids), newestFirst(ids).map(\.id).joined(separator: ","),
                    ]
                    return fields.joined(separator: "\t")
                }
        }
    }

    private func diagnosis(_ spellRows: ArraySlice<Int32>) -> String {
        if let inForce = snapshot.certificateInForce(among: spellRows, on: day),
            snapshot.certificates.lastDay[Int(inForce)] >= day.rawValue
        {
            return certificate(inForce).diagnosis
        }
        return spellRows.map(certificate).max { $0.signedAt < $1.signedAt }?.diagnosis ?? ""
    }

    /// By first day, those of the same day in the order of the file.
    private func newestFirst(_ spellRows: ArraySlice<Int32>) -> [Row] {
        let order = spellRows.sorted { a, b in
            let (x, y) = (snapshot.certificates.firstDay[Int(a)], snapshot.certificates.firstDay[Int(b)])
            return x == y ? snapshot.certificates.number[Int(a)] < snapshot.certificates.number[Int(b)] : x > y
        }
        return order.map(certificate)
    }

    private func certificate(_ row: Int32) -> Row { rows[Int(snapshot.certificates.number[Int(row)])] }

    private static func snapshot(_ rows: [Row], patients: [String], units: [String]) -> Snapshot {
        let patientNumber = Dictionary(uniqueKeysWithValues: zip(patients, Int32(0)...))
        let unitNumber = Dictionary(uniqueKeysWithValues: zip(units, Int32(0)...))
        var builder = SnapshotBuilder(expectedCertificates: rows.count)
        for (number, row) in rows.enumerated() {
            builder.addCertificate(
                number: Int32(number), person: patientNumber[row.patient]!, unit: unitNumber[row.unit]!, provider: 1, doctor: 1,
                kind: CertificateKind.fk7804.rawValue, signedDay: row.signedAt.day.rawValue,
                signedSecond: Int32(row.signedAt.second), sentDay: Snapshot.noDay, diagnosis: Snapshot.none, occupations: [],
                flags: .countsInSpells)
            for period in row.periods {
                builder.addPeriod(
                    firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                    percent: Int32(period.extent.percent))
            }
        }
        return builder.build(id: 1)
    }

    /// The file's text, unpacked when the name says so.
    static func read(_ path: String) throws -> String {
        guard path.hasSuffix(".gz") else { return try String(contentsOfFile: path, encoding: .utf8) }
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = ["-dc", path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

extension SjukfallRunner.Row {
    fileprivate init?(_ line: Substring) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 7, let signedAt = LocalTime(iso: fields[4]) else { return nil }
        var periods: [SickLeavePeriod] = []
        for period in fields[6].split(separator: "|") {
            let parts = period.split(separator: ";")
            guard parts.count == 3, let first = Day(iso: parts[0]), let last = Day(iso: parts[1]),
                let days = DayRange(first, through: last), let percent = Int(parts[2]), let extent = Extent(percent: percent)
            else { return nil }
            periods.append(SickLeavePeriod(days: days, extent: extent))
        }
        id = String(fields[0])
        patient = String(fields[1])
        doctor = String(fields[2])
        unit = String(fields[3])
        self.signedAt = signedAt
        diagnosis = String(fields[5])
        self.periods = periods
    }
}
