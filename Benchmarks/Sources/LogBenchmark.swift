import Foundation
import Logging
import SQLiteDatabase
import SickLeave
import Storage
import UseCases

/// The access log on SQLite: rows of looks at a patient and at lists, their places in the tree, a checkpoint, and the whole check.
struct LogBenchmark {
    let folder: URL
    let rows: Int

    func run() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("log.db").path)
        let now = Instant(rawValue: 1_800_000_000_000_000)
        try Migrator().migrate(database, at: now)
        _ = try database.writeBlocking {
            try $0.execute("INSERT INTO care_provider (id, hsa_id, name) VALUES (1, 'SE2321000016-1003', 'Vårdgivaren')")
        }
        let first = try seconds { try write(0..<rows, to: database, at: now, each: 10_000) }
        show("Åtkomstloggen, rader skrivna i svep", rows, "rader", seconds: first)
        try alone(database, at: now)
        try await signedIn(database, at: now)
        let tree = LogTree(database: database)
        show("Åtkomstloggen, rader får sin plats", rows, "rader", seconds: try seconds { try tree.place() })
        let key = LogKey()
        var notes: [LogCheckpoint.Note] = []
        show(
            "Åtkomstloggen, första kontrollpunkten", rows, "rader",
            seconds: try seconds { notes = try tree.checkpoint(key: key, at: now) })
        var faults: [String] = []
        let checked = try seconds {
            faults = try database.readBlocking { try LogVerification.run($0, key: key.publicKey, witnessed: notes).faults }
        }
        precondition(faults.isEmpty, "\(faults)")
        show("Åtkomstloggen, hela kontrollen", rows, "rader", seconds: checked)
    }

    /// Looks one at a time, each durable before the next, as one person alone at the server would wait for them.
    private func alone(_ database: SQLiteDatabase, at instant: Instant) throws {
        let count = 2_000
        let times = try (rows..<rows + count).map { number in
            try seconds { try write(number..<number + 1, to: database, at: instant, each: 1) }
        }
        show("Åtkomstloggen, en rad i taget till disk", times)
    }

    /// What signing in costs a look at a patient: the session with its account, roles and unit is read, and the look's row is on the
    /// disk. One look at a time, as the server asks for them.
    private func signedIn(_ database: SQLiteDatabase, at instant: Instant) async throws {
        let place = HSAID("SE2321000016-1004")!
        let registry = Registry()
        try database.writeBlocking { connection in
            let provider = try registry.provider(
                CareProviderReference(hsaID: HSAID("SE2321000016-1003")!, name: "Vårdgivaren"), connection)
            _ = try registry.unit(CareUnitReference(hsaID: place, name: "Vårdcentralen"), provider: provider, connection)
        }
        let passwords = PasswordHashing()
        let accounts = Accounts(database: database, passwords: passwords, rules: PasswordRules(common: []), log: nil)
        let password = "mätning mätning mätning"
        try accounts.create(userName: "matare", name: "Mätare", hsaID: HSAID("SE2321000016-P001"), password: password)
        try accounts.assign(.rehabCoordinator, to: "matare", at: place, from: Day(of: instant), at: instant, needsAnalysis: false)
        let signIn = SignIn(database: database, passwords: passwords, requiresSecondFactor: false, sealing: SealingKey())
        let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let caller = SignIn.Caller(address: "127.0.0.1", browser: "", logger: silent)
        guard
            case .signedIn(let first) = try await signIn.signIn(userName: "matare", password: password, by: caller, at: instant),
            let signed = try await signIn.signed(token: first, at: instant), let choice = signed.choices.first
        else { preconditionFailure("nobody is signed in") }
        let token = try await signIn.choose(assignment: choice.assignment, for: signed)
        let log = AccessLog(database: database)
        let clock = ContinuousClock()
        var times: [Double] = []
        var readings: [Double] = []
        for number in 0..<2_200 {
            let start = clock.now
            let signed = try await signIn.signed(token: token, at: instant)
            if number >= 200 { readings.append(start.duration(to: clock.now).inSeconds) }
            try await log.record(entry(rows + number * 10 + 1, at: instant + number))
            precondition(signed?.viewer != nil)
            if number >= 200 { times.append(start.duration(to: clock.now).inSeconds) }
        }
        show("Påslag för inloggad: session, roll, enhet och loggrad till disk", times)
        show("Därav session, roll och enhet", readings)
    }

    private func write(_ numbers: Range<Int>, to database: SQLiteDatabase, at instant: Instant, each batch: Int) throws {
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: batch) {
            try database.writeBlocking { connection in
                for number in start..<min(start + batch, numbers.upperBound) {
                    try AccessLog.append(entry(number, at: instant + number), in: connection)
                }
            }
        }
    }

    /// A hundred people, every tenth look at a list of fifty.
    private func entry(_ number: Int, at instant: Instant) -> AccessLogEntry {
        let unit = AccessLogContext.Place(
            number: 1 + number % 10, hsaID: "SE2321000016-100\(number % 10)", name: "Vårdcentralen Exempel")
        let person = number % 100
        return AccessLogEntry(
            at: instant,
            context: AccessLogContext(
                account: person, userHSAID: "SE2321000016-P\(person)", userName: "Person Personsson \(person)", title: "Läkare",
                assignment: "\(person)", provider: .init(number: 1, hsaID: "SE2321000016-1003", name: "Vårdgivaren"), unit: unit,
                purpose: "Vård och behandling", owner: unit, system: AccessLog.system),
            activity: "Läsa", level: number % 3 == 0 ? "intyg-\(number)" : "", resource: "Sjukfall",
            subject: number % 10 == 0 ? .patients((0..<50).map { $0 + number / 10 % 1_000 }) : .patient(number % 20_000))
    }
}
