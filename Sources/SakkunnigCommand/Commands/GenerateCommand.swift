import ArgumentParser
import Foundation
import Interchange
import SickLeave

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Gör en påhittad region som filer att läsa in: samma frö ger samma filer.",
        discussion: """
            Exempel:
              sakkunnig generate --seed 1 --certificates 2400 --out var/vardcentral
              sakkunnig generate --seed 7 --certificates 1000000 --out var/region --format csv
            """)

    @Option(help: ArgumentHelp("Frö.", valueName: "tal"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Antal intyg.", valueName: "antal"))
    var certificates: Int

    @Option(help: ArgumentHelp("Hela år av intyg.", valueName: "år"))
    var years = 3

    @Option(help: ArgumentHelp("Sista dagen, ÅÅÅÅ-MM-DD.", valueName: "dag"))
    var endDay = "2026-11-20"

    @Option(name: .long, help: ArgumentHelp("Mapp att skriva i, tom eller ny.", valueName: "mapp"))
    var out: String

    @Option(help: ArgumentHelp("csv, xml eller both.", valueName: "format"))
    var format = "csv"

    @Flag(inversion: .prefixedNo, help: "Bygg in fel som en inläsning ska upptäcka.")
    var defects = true

    @OptionGroup var output: JSONOption

    /// One of the built-in faults is a day in 2046, which has to be more than five years ahead.
    private static let endYears = 2000...2040

    func validate() throws {
        guard certificates > 0, certificates <= 50_000_000 else { throw ValidationError("Antalet intyg ska vara 1–50 000 000.") }
        guard (1...20).contains(years) else { throw ValidationError("Antalet år ska vara 1–20.") }
        guard let day = Day(iso: endDay) else { throw ValidationError("\(endDay) är ingen dag. Skriv till exempel 2026-11-20.") }
        guard Self.endYears.contains(day.year) else {
            throw ValidationError(
                "Sista dagen ska ligga i något av åren \(Self.endYears.lowerBound)–\(Self.endYears.upperBound).")
        }
        guard SyntheticFiles.Format(rawValue: format) != nil else {
            throw ValidationError("Formatet ska vara csv, xml eller both.")
        }
    }

    func run() throws {
        // An import of the folder would read what an earlier run left as well. What is hidden it passes over.
        let there = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
        guard there.allSatisfy({ $0.hasPrefix(".") }) else {
            throw CommandFault(
                "Mappen \(out) är inte tom, och det som ligger där skulle läsas in tillsammans med de nya filerna. Töm den, eller ange en "
                    + "annan mapp.")
        }
        let region = SyntheticRegion(
            seed: seed, certificates: certificates, endDay: Day(iso: endDay)!, years: years, defects: defects)
        let summary = try SyntheticFiles.write(
            region, to: URL(fileURLWithPath: out), format: SyntheticFiles.Format(rawValue: format)!
        ) { Terminal.progress("\($0) av \(certificates) intyg") }
        Terminal.endProgress()
        if output.json {
            try Terminal.json([
                "patients": summary.patients, "certificates": summary.certificates, "revocations": summary.revocations,
                "messages": summary.messages, "procedures": summary.procedures,
                "defectiveCertificates": summary.defectiveCertificates, "patientsNotInXML": summary.patientsNotInXML,
                "certificatesNotInXML": summary.certificatesNotInXML,
                "bytes": summary.bytes,
            ])
            return
        }
        print("Patienter: \(summary.patients)")
        print("Intyg: \(summary.certificates), och \(summary.defectiveCertificates) med inbyggda fel")
        print("Makuleringar: \(summary.revocations)")
        print("Meddelanden: \(summary.messages)")
        print("KVÅ: \(summary.procedures)")
        if summary.patientsNotInXML > 0 {
            print(
                "Utelämnade ur XML: \(summary.certificatesNotInXML) intyg, för \(summary.patientsNotInXML) patienter med reservnummer"
            )
        }
        print("Byte: \(summary.bytes)")
    }
}
