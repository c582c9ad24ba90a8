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
              sakkunnig import --database var/enhet.db intyg/
              sakkunnig import --database var/enhet.db uttag/ --provider SE2321000131-E000000000001
              sakkunnig import --database var/enhet.db export.zip volymer.csv
              cat intyg.xml | sakkunnig import --database var/enhet.db -
            """)

    @Argument(help: ArgumentHelp("Filer, mappar, zip-arkiv, eller - för standard in.", valueName: "sökväg"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Vårdgivaren eller enheten som filerna kommer från. Då vet vi vems det är som inte går att läsa.", valueName: "HSA-id"
        ))
    var provider: String?

    @Flag(help: "Läs in också i demoregionens databas, där alla har samma lösenord: bara för påhittade uppgifter.")
    var intoDemo = false

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
        let sender = provider.flatMap(HSAID.init(typed:))
        // Nobody is known where there is no database, and none is made for a mistake.
        if let sender, !sender.hasUsualForm, !DatabaseOpening.isThere(database.database) { throw Self.refusal(of: sender) }
        let composition = try Composition(databasePath: database.database, .made)
        let importer = Importer(database: composition.database)
        if let sender, !sender.hasUsualForm, try !importer.knows(sender) { throw Self.refusal(of: sender) }
        guard try intoDemo || DemoRegion(database: composition.database, passwords: composition.passwords).ground != .demo else {
            throw CommandFault(
                "Databasen \(DatabaseOpening.shown(database.database)) är demoregionens, där alla har samma lösenord. "
                    + "Ingenting är inläst. Ange en egen databas, till exempel --database var/enhet.db. "
                    + "Är uppgifterna påhittade, lägg till --into-demo.")
        }
        let interrupted = Interruption()
        let start = ContinuousClock.now
        var shown = start
        let report = try importer.run(
            Intake(paths: paths), source: paths.count == 1 ? paths[0] : "\(paths[0]) med flera",
            sender: sender, at: Composition.now(), isCancelled: { interrupted.isAsked }
        ) { progress in
            let now = ContinuousClock.now
            guard shown.duration(to: now) > .milliseconds(200) else { return }
            shown = now
            let left = progress.secondsLeft.map { ", \(Self.words($0)) kvar" } ?? ""
            Terminal.progress("\(progress.items) poster, \(Int(progress.itemsPerSecond)) i sekunden\(left)")
        }
        Terminal.endProgress()
        let outcome = ImportOutcome(
            report: report,
            conflicts: try report.counts.conflicts > 0 ? importer.conflicts(on: Day(of: Composition.now())) : [],
            unknownSender: try sender.flatMap { try importer.knows($0) ? nil : $0 })
        try outcome.show(asJSON: output.json)
        outcome.tell()
        if report.isInterrupted { throw ExitCode.failure }
        if report.waiting > 0 { throw ExitCode.waitsForPerson }
    }

    private static func refusal(of sender: HSAID) -> CommandFault {
        CommandFault(
            "\(sender) är inget HSA-id som finns här, och ser inte ut som ett. Ingenting är inläst. Ange "
                + "vårdgivarens eller enhetens, till exempel SE2321000131-E000000000001, eller utelämna --provider.")
    }

    private static func words(_ seconds: Double) -> String {
        seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
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
