import ArgumentParser
import Foundation
import Interchange
import SickLeave
import Storage
import Synchronization
import UseCases

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Läs in intyg, meddelanden, KVÅ och register från filer, mappar, zip eller standard in.",
        discussion: """
            Det som inte går att läsa hamnar i karantän, orört, med skälet; de första skälen visas här. Avbryt när du vill med Ctrl-C:
            kör igen så fortsätter det.

            Slutkoder, för den som kör detta på schema: 0 allt är inläst; 2 inläsningen gick klart, men något av det du läste in
            väntar på en människa (i karantän, nu eller sedan tidigare, eller med annat innehåll än det som finns); 1 avbrutet
            eller fel, kör igen; 64 fel argument. Koden är 2 tills någon har rättat det eller lagt det åt sidan.

            Exempel:
              sakkunnig import intyg/
              sakkunnig import uttag/ --provider SE2321000131-E000000000001
              sakkunnig import export.zip volymer.csv --database var/enhet.db
              cat intyg.xml | sakkunnig import -
            """)

    @Argument(help: ArgumentHelp("Filer, mappar, zip-arkiv, eller - för standard in.", valueName: "sökväg"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Vårdgivaren eller enheten som filerna kommer från. Då vet vi vems det är som inte går att läsa.", valueName: "HSA-id"
        ))
    var provider: String?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        try HSAID.check(provider, "--provider")
        for path in paths where path != "-" {
            if let hinder = Self.hinder(to: path) { throw ValidationError("\(path) \(hinder)") }
        }
    }

    /// Why there is nothing by that name, to be said after it. Whether what is there can be read is found when it is.
    private static func hinder(to path: String) -> String? {
        guard access(path, F_OK) != 0 else { return nil }
        let code = errno
        if code == EACCES {
            return "går inte att nå: behörighet saknas. Kontrollera rättigheterna till mapparna som den ligger i."
        }
        if code == ELOOP { return "är en länk som leder runt till sig själv. Ange filen i stället." }
        if path.unicodeScalars.contains("\u{FFFD}") {
            return "går inte att öppna: namnet är inte skrivet i UTF-8. Byt namn på filen."
        }
        return "finns inte. Kontrollera sökvägen."
    }

    func run() throws {
        let composition = try Composition(databasePath: database.database, .made)
        if try DemoRegion(database: composition.database, passwords: composition.passwords).isBegun {
            Terminal.say(
                "Obs: det här är demoregionens databas, där alla har samma lösenord. Läs aldrig in riktiga uppgifter i den.")
        }
        let interrupted = Interruption()
        let start = ContinuousClock.now
        var shown = start
        let importer = Importer(database: composition.database)
        let report = try importer.run(
            Intake(paths: paths), source: paths.count == 1 ? paths[0] : "\(paths[0]) med flera",
            sender: provider.flatMap(HSAID.init(typed:)), at: Composition.now(), isCancelled: { interrupted.isAsked }
        ) { progress in
            let now = ContinuousClock.now
            guard shown.duration(to: now) > .milliseconds(200) else { return }
            shown = now
            let left = progress.secondsLeft.map { ", \(Self.words($0)) kvar" } ?? ""
            Terminal.progress("\(progress.items) poster, \(Int(progress.itemsPerSecond)) i sekunden\(left)")
        }
        Terminal.endProgress()
        try show(report, conflicts: report.counts.conflicts > 0 ? importer.conflicts(on: Day(of: Composition.now())) : [])
        tell(report)
        if report.isInterrupted { throw ExitCode.failure }
        if report.waiting > 0 { throw ExitCode.waitsForPerson }
    }

    private static func words(_ seconds: Double) -> String {
        seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
    }

    private struct Result: Encodable {
        let run, accepted, alreadyKnown, conflicts, quarantined, waiting: Int
        let seconds: Double
        let interrupted: Bool
        let conflictsByUnit: [UnitConflicts]
        /// The first of those in quarantine that wait.
        let items: [Item]
    }

    private struct Item: Encodable {
        let source, place, reason: String
    }

    private struct UnitConflicts: Encodable {
        let unit, name: String
        let conflicts: Int
        let hasCoordinator: Bool
    }

    private func show(_ report: Importer.Report, conflicts: [ConflictRepository.UnitCount]) throws {
        let counts = report.counts
        if output.json {
            try Terminal.json(
                Result(
                    run: report.run, accepted: counts.accepted, alreadyKnown: counts.alreadyKnown, conflicts: counts.conflicts,
                    quarantined: counts.quarantined, waiting: report.waiting, seconds: report.seconds,
                    interrupted: report.isInterrupted,
                    conflictsByUnit: conflicts.map {
                        UnitConflicts(
                            unit: $0.unit.hsaID.rawValue, name: $0.unit.name, conflicts: $0.count, hasCoordinator: $0.isCovered)
                    }, items: report.items.map { Item(source: $0.source, place: $0.place, reason: $0.reason) }))
            return
        }
        print("Inlästa: \(counts.accepted)")
        print("Fanns redan: \(counts.alreadyKnown)")
        print("Samma id, annat innehåll: \(counts.conflicts)")
        if !conflicts.isEmpty { print("  De väntar hos:") }
        for unit in conflicts {
            let way =
                unit.isCovered
                ? "" : ". Ingen rehabkoordinator där kan ta ställning: ge någon rollen med ”sakkunnig user assign”"
            print("  \(unit.unit.name) (\(unit.unit.hsaID)): \(unit.count)\(way)")
        }
        print("I karantän: \(counts.quarantined)")
        print("Väntar på en människa: \(report.waiting)")
        print("Tid: \(String(format: "%.1f", report.seconds)) s")
    }

    /// So many are told: a terminal has few lines, and the others are in the JSON and the web.
    private static let told = 5

    private func tell(_ report: Importer.Report) {
        for item in report.items.prefix(Self.told) {
            // Most reasons begin with the row themselves.
            let place = item.reason.hasPrefix("Rad ") ? "" : ", \(item.place)"
            Terminal.say("\(item.source)\(place): \(item.reason)")
        }
        let rest = report.waiting - report.counts.conflicts - min(report.items.count, Self.told)
        if rest > 0 { Terminal.say("… och \(rest) till i karantän.") }
        if report.isInterrupted { Terminal.say("Avbrutet. Det som är inläst är sparat. Kör igen, så fortsätter det.") }
        if report.waiting > 0 {
            Terminal.say("Något av det du läste in väntar. Rätta det, eller lägg det åt sidan, under Inläsning i webben.")
        }
    }
}

/// Ctrl-C asks the import to stop after the batch that it stores; a second one ends the program at once.
private final class Interruption: Sendable {
    private let asked = Mutex(false)
    private let stopListening: @Sendable () -> Void

    init() {
        signal(SIGINT, SIG_IGN)
        // The source is made and cancelled here and touched by nobody else.
        nonisolated(unsafe) let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        stopListening = { source.cancel() }
        source.setEventHandler { [unowned self] in
            let isSecond = asked.withLock { asked in
                defer { asked = true }
                return asked
            }
            if isSecond { exit(130) }
            Terminal.endProgress()
            Terminal.say("Avbryter … En gång till avslutar genast.")
        }
        source.resume()
    }

    deinit { stopListening() }

    var isAsked: Bool { asked.withLock { $0 } }
}
