package import SickLeave

/// The canonical bytes of a certificate: every field, length-prefixed, in a fixed order. What the forms themselves say (numbers of
/// questions, codes with their words, yes, no, days) stands as numbers, which makes half the bytes of the text.
///
/// Two certificates are the same when their bytes are equal; that is how the same certificate twice is told from the same id
/// with other content. The first byte is the version of the encoding: a change needs a new version, and old bytes stay readable.
package enum CertificateEncoding {
    private static let version: UInt8 = 2

    package enum Fault: Error, Equatable { case unreadable }

    package static func encode(_ certificate: Certificate) -> [UInt8] {
        var out = ByteWriter(capacity: 1000)
        out.byte(version)
        out.string(certificate.id.rawValue)
        out.byte(certificate.kind.rawValue)
        name(&out, certificate.formVersion)
        out.byte(certificate.patient.kind.rawValue)
        out.string(certificate.patient.canonical)
        out.string(certificate.patientName)
        out.string(certificate.issuer.hsaID.rawValue)
        out.string(certificate.issuer.name)
        out.list(certificate.issuer.positions) { $0.string($1) }
        out.string(certificate.careUnit.hsaID.rawValue)
        out.string(certificate.careUnit.name)
        out.string(certificate.careProvider.hsaID.rawValue)
        out.string(certificate.careProvider.name)
        out.localTime(certificate.signedAt)
        out.optional(certificate.sentAt) { $0.localTime($1) }
        out.list(certificate.diagnoses) {
            $0.byte($1.code.system.rawValue)
            $0.string($1.code.code)
            $0.string($1.text)
        }
        out.list(certificate.periods) { PeriodEncoding.append($1, to: &$0) }
        out.list(certificate.occupations) { $0.byte($1.rawValue) }
        out.byte(certificate.isInfectionCarrier ? 1 : 0)
        out.list(certificate.relations) {
            $0.byte($1.kind.rawValue)
            $0.string($1.certificate.rawValue)
        }
        AnswerEncoding.append(certificate.answers, diagnoses: certificate.diagnoses, to: &out)
        return out.bytes
    }

    /// By number when it is one that we know.
    static func name(_ out: inout ByteWriter, _ name: String) {
        let place = FormWords.place(of: name)
        out.byte(UInt8((place ?? -1) + 1))
        if place == nil { out.string(name) }
    }

    static func name(_ input: inout ByteReader) throws(Fault) -> String {
        let place = Int(try input.byte()) - 1
        guard place >= 0 else { return try input.string() }
        guard place < FormWords.names.count else { throw .unreadable }
        return FormWords.names[place]
    }

    package static func decode(_ bytes: [UInt8]) throws(Fault) -> Certificate {
        var input = ByteReader(bytes)
        guard try input.byte() == version else { throw .unreadable }
        var certificate = Certificate(
            id: .init(rawValue: try input.string()),
            kind: try value(CertificateKind(rawValue: try input.byte())),
            formVersion: try name(&input),
            patient: PersonIdentifier(
                kind: try value(PersonIdentifier.Kind(rawValue: try input.byte())), canonical: try input.string()),
            patientName: try input.string(),
            issuer: Issuer(
                hsaID: HSAID(rawValue: try input.string()), name: try input.string(),
                positions: try input.list { (input: inout ByteReader) throws(Fault) in try input.string() }),
            careUnit: CareUnitReference(hsaID: HSAID(rawValue: try input.string()), name: try input.string()),
            careProvider: CareProviderReference(hsaID: HSAID(rawValue: try input.string()), name: try input.string()),
            signedAt: try input.localTime(),
            sentAt: try input.optional { (input: inout ByteReader) throws(Fault) in try input.localTime() },
            diagnoses: try input.list { (input: inout ByteReader) throws(Fault) in
                let system = try value(DiagnosisCode.System(rawValue: try input.byte()))
                return Diagnosis(code: DiagnosisCode(try input.string(), system: system), text: try input.string())
            },
            periods: try input.list { (input: inout ByteReader) throws(Fault) in try PeriodEncoding.period(&input) },
            occupations: try input.list { (input: inout ByteReader) throws(Fault) in
                try value(Occupation(rawValue: try input.byte()))
            },
            isInfectionCarrier: try input.bool(),
            relations: try input.list { (input: inout ByteReader) throws(Fault) in
                CertificateRelation(
                    kind: try value(CertificateRelation.Kind(rawValue: try input.byte())),
                    certificate: .init(rawValue: try input.string()))
            },
            answers: [])
        certificate.answers = try AnswerEncoding.answers(&input, diagnoses: certificate.diagnoses)
        guard input.isAtEnd else { throw .unreadable }
        return certificate
    }

    private static func value<T>(_ value: T?) throws(Fault) -> T {
        guard let value else { throw .unreadable }
        return value
    }
}
