import Interchange
import SickLeave
import Testing

@Suite("The old FK 7263")
struct RIVMedicalCertificateTests {
    static let xml = """
        <r:RegisterMedicalCertificate xmlns:r="urn:riv:insuranceprocess:healthreporting:RegisterMedicalCertificateResponder:3" \
        xmlns="urn:riv:insuranceprocess:healthreporting:mu7263:3" xmlns:h="urn:riv:insuranceprocess:healthreporting:2">
        <r:lakarutlatande><lakarutlatande-id>gammalt-1</lakarutlatande-id>
        <kommentar>Ring före lunch</kommentar>
        <signeringsdatum>2014-02-03T00:00:00.000</signeringsdatum><skickatDatum>2014-02-04T07:00:00</skickatDatum>
        <patient><h:person-id root="1.2.752.129.2.1.3.1" extension="19121212-1212"/>
        <h:fullstandigtNamn>Tolvan Påhittad</h:fullstandigtNamn></patient>
        <skapadAvHosPersonal><h:personal-id root="1.2.752.129.2.1.4.1" extension="se999-lakare"/>
        <h:fullstandigtNamn>Östen Exempel</h:fullstandigtNamn><h:enhet>
        <h:enhets-id root="1.2.752.129.2.1.4.1" extension="SE999-ENHET1"/><h:enhetsnamn>Åsen</h:enhetsnamn>
        <h:vardgivare><h:vardgivare-id root="1.2.752.129.2.1.4.1" extension="SE999-GIVARE"/>
        <h:vardgivarnamn>Region Påhitt</h:vardgivarnamn></h:vardgivare></h:enhet></skapadAvHosPersonal>
        <vardkontakt><vardkontakttyp>Min_telefonkontakt_med_patienten</vardkontakttyp><vardkontaktstid>2014-02-02</vardkontaktstid></vardkontakt>
        <referens><referenstyp>Journaluppgifter</referenstyp><datum>2014-01-30</datum></referens>
        <medicinsktTillstand><beskrivning>Bruten hand</beskrivning><tillstandskod code="S62" codeSystemName="ICD-10"/></medicinsktTillstand>
        <aktivitet><aktivitetskod>Patienten_behover_fa_kontakt_med_Arbetsformedlingen</aktivitetskod></aktivitet>
        <aktivitet><aktivitetskod>Planerad_eller_pagaende_annan_atgard</aktivitetskod><beskrivning>Handträning</beskrivning></aktivitet>
        <funktionstillstand><beskrivning>Kan inte gripa</beskrivning><typAvFunktionstillstand>Kroppsfunktion</typAvFunktionstillstand></funktionstillstand>
        <funktionstillstand><beskrivning>Kan inte bära</beskrivning><typAvFunktionstillstand>Aktivitet</typAvFunktionstillstand>
        <arbetsformaga><prognosangivelse>Aterstallas_delvis</prognosangivelse>
        <arbetsuppgift><typAvArbetsuppgift>Snickare</typAvArbetsuppgift></arbetsuppgift>
        <arbetsformagaNedsattning><varaktighetFrom>2014-02-20</varaktighetFrom><varaktighetTom>2014-02-28</varaktighetTom><nedsattningsgrad>Nedsatt_med_1/2</nedsattningsgrad></arbetsformagaNedsattning>
        <arbetsformagaNedsattning><varaktighetFrom>2014-02-03</varaktighetFrom><varaktighetTom>2014-02-19</varaktighetTom><nedsattningsgrad>Helt_nedsatt</nedsattningsgrad></arbetsformagaNedsattning>
        <sysselsattning><typAvSysselsattning>Arbetsloshet</typAvSysselsattning></sysselsattning></arbetsformaga></funktionstillstand>
        </r:lakarutlatande></r:RegisterMedicalCertificate>
        """

    @Test("its fields read under the numbers of the later form")
    func answers() throws {
        let certificate = try RIVCertificateTests.certificate(Self.xml)
        #expect(certificate.kind == .fk7263)
        #expect(certificate.id.rawValue == "gammalt-1")
        #expect(certificate.patientName == "Tolvan Påhittad")
        #expect(certificate.issuer.hsaID.rawValue == "SE999-LAKARE")
        #expect(certificate.sentAt == LocalTime(iso: "2014-02-04T07:00:00"))
        #expect(certificate.diagnoses == [Diagnosis(code: DiagnosisCode("S62"), text: "Bruten hand")])
        #expect(certificate.periods.map(\.extent) == [.full, .half])
        #expect(certificate.occupations == [.jobSeeking])
        func text(_ question: String, _ part: String, row: Int = 1) -> String? {
            certificate.answers.first { $0.question == question && $0.instance == row }?.part(part)?.text
        }
        #expect(text("1", "1.1") == "Telefonkontakt med patienten")
        #expect(text("1", "1.2", row: 2) == "2014-01-30")
        #expect(text("25", "25.1") == "Ring före lunch")
        #expect(text("35", "35.1") == "Kan inte gripa")
        #expect(text("17", "17.1") == "Kan inte bära")
        #expect(text("29", "29.1") == "Snickare")
        #expect(text("10003", "10003.1") == "true")
        #expect(text("10003", "10003.2") == "false")
        #expect(text("27", "27.1") == "false")
    }

    @Test("what has no number stands under its own name, so that nothing is lost")
    func unnumbered() throws {
        let answers = try RIVCertificateTests.certificate(Self.xml).answers
        #expect(answers.contains { $0.question == "prognosangivelse" && $0.parts[0].value == .text("Aterstallas_delvis") })
        #expect(answers.contains { $0.question == "aktivitetskod" && $0.parts[0].value.text.contains("Handträning") })
    }

    @Test("what no form has is kept beside the rest, and a second of what decides the spell is a fault")
    func strange() throws {
        let odd = Self.xml
            .replacing(
                "<vardkontakt>",
                with: "<bedomtTillstand><tillstandskod code=\"S47\" displayName=\"Sår\"/></bedomtTillstand><vardkontakt>"
            )
            .replacing("</referens>", with: "<beskrivning>Från ortopeden</beskrivning><nytt a=\"b\">Mer</nytt></referens>")
            .replacing("<kommentar>", with: "<h:tillagg><x>Det <b>ej</b> viktiga</x></h:tillagg><kommentar>")
            .replacing("Kroppsfunktion<", with: "Annan funktion<")
            .replacing("<arbetsformaga>", with: "<arbetsformaga>Också det här")
        let certificate = try RIVCertificateTests.certificate(odd)
        let rest = certificate.answers.filter { $0.question == "ovrigt" }.map { $0.parts[0].value.text }
        let lines = rest.joined(separator: "\n").split(separator: "\n")
        #expect(rest.count == 1 && lines.dropLast() == ["Det ej viktiga", "S47 Sår", "Mer", "Annan funktion"])
        // With what it stands beside.
        #expect(lines.last?.hasPrefix("Också det här Aterstallas_delvis Snickare") == true)
        #expect(certificate.answers.contains { $0.part("1.3") == .text("Från ortopeden") })
        #expect(certificate.periods == (try RIVCertificateTests.certificate(Self.xml)).periods)
        for (field, element) in [
            (.extent, "<nedsattningsgrad>Helt_nedsatt</nedsattningsgrad>"),
            (.period, "<varaktighetTom>2014-02-28</varaktighetTom>"),
            (.diagnosis, "<tillstandskod code=\"S62\" codeSystemName=\"ICD-10\"/>"),
            (.activity, "<aktivitetskod>Planerad_eller_pagaende_annan_atgard</aktivitetskod>"),
        ] as [(RIVField, String)] {
            #expect(RIVHeadTests.reason(Self.xml.replacing(element, with: element + element)) == .repeated(field))
        }
    }
}
