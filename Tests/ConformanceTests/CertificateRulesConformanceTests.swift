import Foundation
import Interchange
import SickLeave
import Testing

@Suite(
    "Judging the national examples",
    .enabled(
        if: RIVExamples.directory != nil, "the shared conformance files are missing; set SAKKUNNIG_CONFORMANCE to their directory"
    ))
struct CertificateRulesConformanceTests {
    static let today = Day(iso: "2026-11-21")!

    private func verdict(_ file: URL) throws -> CertificateVerdict {
        CertificateRules.judge(try RIVExamples.certificate(file), on: Self.today)
    }

    @Test(
        "every valid file is accepted, with or without remarks",
        arguments: RIVExamples.files("fk7804/valid") + RIVExamples.files("fk7263/register-certificate-v3")
            + RIVExamples.files("fk7263/register-medical-certificate"))
    func valid(file: URL) throws {
        let verdict = try verdict(file)
        #expect(verdict.outcome != .rejected, "\(verdict.findings.map(\.rule))")
    }

    @Test("every invalid file is rejected for its own reason", arguments: RIVExamples.files("fk7804/invalid"))
    func invalid(file: URL) throws {
        let verdict = try verdict(file)
        let rejecting = Set(verdict.findings.filter { $0.severity == .rejects }.map(\.rule))
        #expect(verdict.outcome == .rejected)
        let name = file.deletingPathExtension().lastPathComponent
        if let expected = Self.reasons[name] { #expect(rejecting == expected) }
        // For files that are not in the table too: the reason stands under the question that the name speaks of.
        let questions = Set(verdict.findings.filter { $0.severity == .rejects }.map(\.question))
        let themes = Self.themes.filter { name.lowercased().contains($0.key) }.map(\.value)
        #expect(themes.isEmpty || themes.contains { !$0.isDisjoint(with: questions) }, "\(name): \(rejecting.sorted())")
    }

    /// Words of the file names, and the questions that they mean on any of the forms.
    private static let themes: [String: Set<String>] = [
        "grundformu": ["1", "10"], "sysselsattning": ["28", "29", "1", "2"], "nuvarandearbete": ["29", "2"],
        "diagnos": ["6", "4", "3", "100"], "funktionsnedsattning": ["35"], "aktivitetsbegransning": ["17"],
        "pagaendebehandling": ["19"], "planeradbehandling": ["20"], "sjukskrivning": ["32", "33", "7"], "fmb": ["37"],
        "arbetstid": ["33"], "arbetsresor": ["34"], "prognos": ["39"], "arbetslivsinriktade": ["40", "44"],
        "ovrigt": ["25", "8"], "kontakt": ["26", "103", "9"], "smitt": ["27"],
    ]

    @Test("every valid file is printed with all that it says", arguments: RIVExamples.files("fk7804/valid"))
    func printed(file: URL) throws {
        let certificate = try RIVExamples.certificate(file)
        let sections = FormLayout.layout(for: certificate).sections(of: certificate)
        #expect(!sections.contains { $0.title == FormLayout.otherTitle })
        let printed = sections.flatMap(\.rows).flatMap(\.values).joined(separator: "\n")
        for part in certificate.answers.flatMap(\.parts) {
            guard case .text(let text) = part.value, text.contains(" "), !text.contains("%") else { continue }
            #expect(printed.contains(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }

    /// What each file is about, by its name.
    private static let reasons: [String: Set<String>] = [
        "ag114-fail-missing-diagnosformedling": ["ag114.v1.3.missing"],
        "ag114-fail-missing-diagnosformedlingdelsvar": ["ag114.v1.3.1.missing"],
        "ag114-fail-missing-grundformu": ["ag114.v1.10.missing", "ag114.v1.6.2.required"],
        "ag114-fail-missing-kontaktanledning": ["ag114.v1.9.2.required"],
        "ag114-fail-missing-nuvarandearbete": ["ag114.v1.2.1.blank"],
        "ag114-fail-missing-sjukskrivningbedomningavnedsattningavarbetsformaga": ["ag114.v1.7.missing"],
        "ag114-fail-missing-sjukskrivningsgrad": ["ag114.v1.7.1.missing"],
        "ag114-fail-missing-sjukskrivningsperiod": ["ag114.v1.7.2.missing"],
        "ag114-fail-missing-sysselsattning": ["ag114.v1.1.1.code"],
        "ag7804-fail-aktivitetsbegransningSaknas": ["ag7804.v1.17.missing"],
        "ag7804-fail-arbetstidsforlaggningMotiveringSaknas": ["ag7804.v1.33.2.required"],
        "ag7804-fail-arbetstidsforlaggningMotiveringWhitespaces": ["ag7804.v1.33.2.blank"],
        "ag7804-fail-diagnosPsykiskDiagnoskodFelAntalTecken": ["ag7804.v1.6.2.code-short"],
        "ag7804-fail-diagnosTrotsBortval": ["ag7804.v1.6.not-conveyed"],
        "ag7804-fail-diagnoskodMedMindreAnTrePositioner": ["ag7804.v1.6.2.code-form"],
        "ag7804-fail-diagnoskodMerAnFemTecken": ["ag7804.v1.6.2.code-long"],
        "ag7804-fail-fmbWhitespaces": ["ag7804.v1.37.1.blank"],
        "ag7804-fail-funktionsnedsattningSaknas": ["ag7804.v1.35.missing"],
        "ag7804-fail-funktionsnedsattningWhitespaces": ["ag7804.v1.35.1.blank"],
        "ag7804-fail-grundForMUBeskrivningBordeInteFinnas": ["ag7804.v1.1.3.forbidden"],
        "ag7804-fail-grundForMUBeskrivningBordeInteFinnasWhitespaces": ["ag7804.v1.1.3.blank", "ag7804.v1.1.3.forbidden"],
        "ag7804-fail-grundForMUBeskrivningSaknas": ["ag7804.v1.1.3.required"],
        "ag7804-fail-grundForMUFramtidaDatum": ["ag7804.v1.1.2.future"],
        "ag7804-fail-ovrigtWhitespaces": ["ag7804.v1.25.1.blank"],
        "ag7804-fail-pagaendeBehandlingWhitespaces": ["ag7804.v1.19.1.blank"],
        "ag7804-fail-planeradBehandlingWhitespaces": ["ag7804.v1.20.1.blank"],
        "ag7804-fail-prognosDagarTillArbeteSaknas": ["ag7804.v1.39.3.required"],
        "ag7804-fail-prognosSaknas": ["ag7804.v1.39.missing"],
        "ag7804-fail-sjukskrivningSaknas": ["ag7804.v1.32.missing"],
        "ag7804-fail-sysselsattningNuvarandeArbeteBeskrivningSaknas": ["ag7804.v1.29.required"],
        "ag7804-fail-sysselsattningNuvarandeArbeteBordeInteFinnas": ["ag7804.v1.29.forbidden"],
        "ag7804-fail-sysselsattningNuvarandeArbeteWhitespaces": ["ag7804.v1.29.1.blank"],
        "ag7804-fail-sysselsattningSaknas": ["ag7804.v1.28.missing"],
        "ag7804-failingSjukskrivningHeltNedsattOchOmArbetstidsforlaggning": ["ag7804.v1.33.forbidden"],
        "lisjp-fail-anledningKontaktWhitespaces": ["fk7804.v1.26.2.blank"],
        "lisjp-fail-arbetslivsinriktadeAtgarderFelKombinationerDelsvar": ["fk7804.v1.40.none-alone", "fk7804.v1.44.forbidden"],
        "lisjp-fail-arbetslivsinriktadeAtgarderSaknas": ["fk7804.v1.40.missing"],
        "lisjp-fail-diagnosSaknas": ["fk7804.v1.6.missing"],
        "lisjp-fail-diagnoskodMerAnFemTecken": ["fk7804.v1.6.2.code-long"],
        "lisjp-fail-forMangaSysselsattningar": ["fk7804.v1.28.count", "fk7804.v1.28.1.code-repeated"],
        "lisjp-fail-funktionsnedsattningSaknas": ["fk7804.v1.35.missing"],
        "lisjp-fail-funktionsnedsattningWhitespaces": ["fk7804.v1.35.1.blank"],
        "lisjp-fail-grundForMUBeskrivningBordeInteFinnasWhitespaces": ["fk7804.v1.1.3.blank", "fk7804.v1.1.3.forbidden"],
        "lisjp-fail-grundForMUBeskrivningSaknas": ["fk7804.v1.1.3.required"],
        "lisjp-fail-grundForMUSaknas": ["fk7804.v1.1.missing"],
        "lisjp-fail-pagaendeBehandlingWhitespaces": ["fk7804.v1.19.1.blank"],
        "lisjp-fail-prognosDagarTillArbeteSaknas": ["fk7804.v1.39.3.required"],
        "lisjp-fail-prognosSaknas2": ["fk7804.v1.39.1.missing"],
        "lisjp-fail-sysselsattningNuvarandeArbeteBordeInteFinnas": ["fk7804.v1.29.forbidden"],
        "lisjp-fail-sysselsattningNuvarandeArbeteWhitespaces": ["fk7804.v1.29.1.blank"],
        "lisjp-fail-sysselsattningSaknas": ["fk7804.v1.28.missing"],
    ]
}
