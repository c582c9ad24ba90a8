import Interchange
import SickLeave
import Testing

@Suite("CSV certificates") struct CSVCertificateTests {
    private let line = CertificateLine()

    @Test("a plain row becomes a certificate")
    func plain() throws {
        let certificate = try #require(try line.with("diagnos1_kod", "f43.2").with("diagnos1_text", "Stress").certificate())
        #expect(certificate.id.rawValue == "a-1")
        #expect(certificate.kind == .fk7804)
        #expect(certificate.patient.canonical == "191212121212")
        #expect(certificate.careUnit.hsaID.rawValue == "SE1-VE")
        #expect(certificate.signedAt.description == "2026-01-02T10:00:00")
        #expect(certificate.diagnoses == [Diagnosis(code: DiagnosisCode("F432"), text: "Stress")])
        #expect(certificate.periods.map(\.extent) == [.full])
        #expect(certificate.days?.count == 14)
    }

    @Test("the wish for contact stands where the form has it", arguments: [("FK7804", "26"), ("AG7804", "103"), ("AG1-14", "9")])
    func contact(kind: String, question: String) throws {
        let certificate = try #require(
            try line.with("typ", kind).with("kontakt_onskas", "ja").with("kontakt_skal", "Ring chefen").certificate())
        let answer = try #require(certificate.answers.last)
        #expect(answer.question == question && answer.part("\(question).2")?.text == "Ring chefen")
        var writer = CSVWriter(.certificates)
        try writer.write(certificate)
        #expect(String(decoding: writer.take(), as: UTF8.self).contains("Ring chefen"))
    }

    @Test("periods are sorted by first day, and the answers keep the row's order")
    func periods() throws {
        let certificate = try #require(
            try line.with("perioder", "2026-01-15..2026-01-31:50 | 2026-01-01..2026-01-14:100%").certificate())
        #expect(certificate.periods.map(\.extent.percent) == [100, 50])
        let rows = certificate.answers.filter { $0.question == "32" }
        #expect(rows.map { $0.part("32.1")?.text ?? "" } == ["50\u{A0}%", "100\u{A0}%"])
    }

    @Test(
        "each mistake is told with row, column and what to do",
        arguments: [
            (
                "perioder", "2026-02-01..2026-02-30:100",
                "Rad 2, kolumn perioder: 2026-02-30 finns inte i almanackan. Rätta dagen."
            ),
            (
                "perioder", "2026-01-14..2026-01-01:100",
                "Rad 2, kolumn perioder: perioden slutar 2026-01-01, före sin början 2026-01-14."
            ),
            ("perioder", "2026-01-01..2026-01-14:0", "Rad 2, kolumn perioder: ”0” är inte en grad."),
            ("perioder", "2026-01-01..2026-01-14:101", "Rad 2, kolumn perioder: ”101” är inte en grad."),
            ("perioder", "2026-01-01..2026-01-14:70", "Rad 2, kolumn perioder: graden 70 finns inte i FK 7804."),
            (
                "perioder", "2026-01-01..2046-01-14:100",
                "Rad 2, kolumn perioder: 2046-01-14 ligger mer än 5 år från signeringen 2026-01-02. Kontrollera året."
            ),
            ("perioder", "1926-01-01..2026-01-14:100", "Rad 2, kolumn perioder: 1926-01-01 ligger mer än 5 år"),
            ("perioder", "1 januari", "Rad 2, kolumn perioder: ”1 januari” är inte en period."),
            ("perioder", "", "Rad 2, kolumn perioder: värdet saknas. Fyll i det."),
            ("signerat", "2046-01-02", "Rad 2, kolumn signerat: 2046-01-02 ligger i framtiden. Kontrollera året."),
            ("signerat", "2026-01-02T25:00", "Rad 2, kolumn signerat: ”2026-01-02T25:00” är inte en tidpunkt."),
            ("typ", "FK7800", "Rad 2, kolumn typ: ”FK7800” är inte ett intyg som vi läser."),
            ("personnummer", "19121212-1213", "Rad 2, kolumn personnummer: "),
            ("intygs_id", " ", "Rad 2, kolumn intygs_id: värdet saknas."),
            ("diagnos1_text", "Stress", "Rad 2, kolumn diagnos1_kod: diagnosen har text men ingen kod."),
            ("sysselsattning", "arbete|hobby", "Rad 2, kolumn sysselsattning: ”hobby” känns inte igen."),
            ("smittbarare", "kanske", "Rad 2, kolumn smittbarare: ”kanske” känns inte igen. Skriv ja eller nej."),
            ("relation1_typ", "ersatter", "Rad 2, kolumn relation1_intygs_id: värdet saknas."),
            ("prognos", "snart", "Rad 2, kolumn prognos: ”snart” känns inte igen."),
            ("arbetsformaga_nedsattning", "x", "Rad 2, kolumn arbetsformaga_nedsattning: fältet finns inte i FK 7804."),
            ("grund_annat", "x", "Rad 2, kolumn grund_annat: texten hör till grunden annat"),
        ])
    func faults(column: String, value: String, expected: String) throws {
        let fault = try #require(try line.with(column, value).fault())
        #expect(fault.hasPrefix(expected))
        #expect(!fault.contains("1912"))
    }

    @Test("AG1-14 has any extent and question numbers of its own")
    func ag114() throws {
        let certificate = try #require(
            try line.with("typ", "AG1-14").with("perioder", "2026-01-01..2026-01-10:70").with(
                "grund", "telefonkontakt:2026-01-01"
            )
            .with("sysselsattning", "arbete").with("yrke", "Smed").with("diagnos_formedlas", "ja").with("diagnos1_kod", "J06.9")
            .with("arbetsformaga_nedsattning", "Kan inte lyfta").with("arbetsformaga_finns", "ja")
            .with("arbetsformaga_beskrivning", "Kontorsarbete").with("kontakt_onskas", "nej").certificate())
        #expect(certificate.answers.map(\.question) == ["10", "1", "2", "3", "4", "5", "6", "7", "9"])
        #expect(certificate.answers.first { $0.question == "7" }?.part("7.1") == .text("70.0 %"))
        let facts = Certificate.facts(kind: .ag114, answers: certificate.answers)
        #expect(facts.periods == certificate.periods)
        #expect(facts.occupations == [.work])
        #expect(facts.diagnoses.map(\.code) == certificate.diagnoses.map(\.code))
    }

    @Test(
        "patient numbers: with hyphen, without, ten digits, reserve numbers",
        arguments: [
            ("191212121212", "", "191212121212"), ("121212+1212", "", "191212121212"), ("701063-2391", "", "197010632391"),
            ("K12-345-67", "reservnummer", "K1234567"),
        ])
    func patients(written: String, kind: String, canonical: String) throws {
        let certificate = try #require(try line.with("personnummer", written).with("id_typ", kind).certificate())
        #expect(certificate.patient.canonical == canonical)
    }

    @Test("the quick reading of identity numbers agrees with the careful one")
    func quickIdentifiers() throws {
        var random = TestRandom(state: 11)
        var accepted = 0
        for _ in 0..<3000 {
            let year = Int.random(in: 1795...2030, using: &random)
            let month = Int.random(in: 0...13, using: &random)
            let day = Int.random(in: 0...95, using: &random)
            let end = Int.random(in: 0...9999, using: &random)
            func pad(_ number: Int, _ width: Int) -> String {
                String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
            }
            let written =
                pad(year, 4) + pad(month, 2) + pad(day, 2) + (end % 2 == 0 ? "-" : "") + pad(end % 97 == 0 ? end % 10 : end, 4)
            let careful = try? PersonIdentifier(swedish: written, on: CSVRun.today)
            let read = try line.with("personnummer", written).certificate()
            #expect(read?.patient == careful, "\(written)")
            if careful != nil { accepted += 1 }
        }
        #expect(accepted > 50)
    }
}
