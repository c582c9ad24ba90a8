// Invented certificates and messages for the reader's tests: people, units and texts that do not exist.

enum RIVFixture {
    static let names3 = """
        xmlns:r="urn:riv:clinicalprocess:healthcond:certificate:RegisterCertificateResponder:3" \
        xmlns:c="urn:riv:clinicalprocess:healthcond:certificate:3" xmlns:t="urn:riv:clinicalprocess:healthcond:certificate:types:3"
        """

    static func identity(_ name: String, _ root: String, _ number: String) -> String {
        "<c:\(name)><t:root>\(root)</t:root><t:extension>\(number)</t:extension></c:\(name)>"
    }

    static func code(_ part: String, _ code: String, _ system: String, _ display: String = "") -> String {
        let name = display.isEmpty ? "" : "<t:displayName>\(display)</t:displayName>"
        return """
            <c:delsvar id="\(part)"><t:cv><t:code>\(code)</t:code><t:codeSystem>\(system)</t:codeSystem>\(name)</t:cv></c:delsvar>
            """
    }

    static func period(_ part: String, _ start: String, _ end: String) -> String {
        "<c:delsvar id=\"\(part)\"><t:datePeriod><t:start>\(start)</t:start><t:end>\(end)</t:end></t:datePeriod></c:delsvar>"
    }

    static func answer(_ question: String, row: Int? = nil, _ parts: String...) -> String {
        let instance = row.map { "<c:instans>\($0)</c:instans>" } ?? ""
        return "<c:svar id=\"\(question)\">\(instance)\(parts.joined())</c:svar>"
    }

    static let answers = [
        answer("28", row: 1, code("28.1", "NUVARANDE_ARBETE", "KV_FKMU_0002", "Nuvarande arbete")),
        answer("29", "<c:delsvar id=\"29.1\">Bagare på nattskift &amp; helg</c:delsvar>"),
        answer(
            "6", "<c:delsvar id=\"6.1\">Värk i ryggen</c:delsvar>", code("6.2", "M54.5", "1.2.752.116.1.1.1.1.8"),
            code("6.4", "G43", "1.2.752.116.1.1.1.1.3", "Migrän")),
        answer("32", row: 1, code("32.1", "HALFTEN", "KV_FKMU_0003"), period("32.2", "2026-03-16", "2026-03-31")),
        answer("32", row: 2, code("32.1", "HELT_NEDSATT", "KV_FKMU_0003"), period("32.2", "2026-03-02", "2026-03-15")),
    ].joined()

    /// A whole RegisterCertificate element, without XML declaration.
    static func certificate(
        id: String = "intyg-1", type: String = "LISJP", version: String = "1.3", patient: String = "191212121212",
        patientRoot: String = "1.2.752.129.2.1.3.1", signed: String = "2026-03-02T08:30:00", unit: String = "SE999-ENHET1",
        provider: String = "SE999-GIVARE", extra: String = "", answers: String = RIVFixture.answers, namespaces: String = names3
    ) -> String {
        """
        <r:RegisterCertificate \(namespaces)><r:intyg>
        \(id.isEmpty ? "" : identity("intygs-id", unit, id))
        <c:typ><t:code>\(type)</t:code><t:codeSystem>b64ea353</t:codeSystem></c:typ>
        <c:version>\(version)</c:version>
        \(signed.isEmpty ? "" : "<c:signeringstidpunkt>\(signed)</c:signeringstidpunkt>")
        <c:skickatTidpunkt>2026-03-02T08:31:00</c:skickatTidpunkt>
        <c:patient>\(identity("person-id", patientRoot, patient))
        <c:fornamn>Tolvan</c:fornamn><c:efternamn>Påhittad</c:efternamn></c:patient>
        <c:skapadAv>\(identity("personal-id", "1.2.752.129.2.1.4.1", "SE999-LAKARE"))
        <c:fullstandigtNamn>Östen Exempel</c:fullstandigtNamn><c:befattning><t:code>203090</t:code></c:befattning>
        <c:enhet>\(unit.isEmpty ? "" : identity("enhets-id", "1.2.752.129.2.1.4.1", unit))<c:enhetsnamn>Åsens vårdcentral</c:enhetsnamn>
        <c:vardgivare>\(provider.isEmpty ? "" : identity("vardgivare-id", "1.2.752.129.2.1.4.1", provider))
        <c:vardgivarnamn>Region Påhitt</c:vardgivarnamn></c:vardgivare></c:enhet></c:skapadAv>
        \(extra)\(answers)</r:intyg></r:RegisterCertificate>
        """
    }

    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    static func message(
        subject: String, root: String = "SendMessageToCare", patient: String = "191212121212", extra: String = ""
    ) -> String {
        """
        <m:\(root) xmlns:m="urn:riv:clinicalprocess:healthcond:certificate:\(root)Responder:2" \
        xmlns:t="urn:riv:clinicalprocess:healthcond:certificate:types:3">
        <m:meddelande-id>m-1</m:meddelande-id><m:skickatTidpunkt>2026-03-09T10:00:00</m:skickatTidpunkt>
        <m:intygs-id><t:root>x</t:root><t:extension>intyg-1</t:extension></m:intygs-id>
        <m:patientPerson-id><t:root>1.2.752.129.2.1.3.1</t:root><t:extension>\(patient)</t:extension></m:patientPerson-id>
        <m:logiskAdressMottagare>SE999-ENHET1</m:logiskAdressMottagare>
        <m:amne><t:code>\(subject)</t:code></m:amne><m:rubrik>Om ryggen</m:rubrik>
        <m:meddelande>Beskriv arbetet.
        Tack.</m:meddelande>\(extra)</m:\(root)>
        """
    }
}
