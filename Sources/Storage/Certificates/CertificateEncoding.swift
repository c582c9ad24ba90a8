package import SickLeave

/// The canonical bytes of a certificate: every field, length-prefixed, in a fixed order.
///
/// Two certificates are the same when their bytes are equal; that is how the same certificate twice is told from the same id
/// with other content. The first byte is the version of the encoding: a change needs a new version, and old bytes stay readable.
package enum CertificateEncoding {
    private static let version: UInt8 = 1

    package enum Fault: Error, Equatable { case unreadable }

    package static func encode(_ certificate: Certificate) -> [UInt8] {
        var out = ByteWriter(capacity: 600)
        out.byte(version)
        out.string(certificate.id.rawValue)
        out.byte(certificate.kind.rawValue)
        out.string(certificate.formVersion)
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
        out.list(certificate.periods) {
            $0.signed($1.days.first.number)
            $0.unsigned($1.days.count)
            $0.unsigned($1.extent.percent)
        }
        out.list(certificate.occupations) { $0.byte($1.rawValue) }
        out.byte(certificate.isInfectionCarrier ? 1 : 0)
        out.list(certificate.relations) {
            $0.byte($1.kind.rawValue)
            $0.string($1.certificate.rawValue)
        }
        out.list(certificate.answers, answer)
        return out.bytes
    }

    private static func answer(_ out: inout ByteWriter, _ answer: Answer) {
        out.string(answer.question)
        out.unsigned(answer.instance)
        out.list(answer.parts) { out, part in
            out.string(part.id)
            switch part.value {
            case .text(let text):
                out.byte(0)
                out.string(text)
            case .code(let value):
                out.byte(1)
                out.string(value.code)
                out.string(value.system)
                out.string(value.display)
            case .period(let start, let end):
                out.byte(2)
                out.string(start)
                out.string(end)
            }
        }
    }

    package static func decode(_ bytes: [UInt8]) throws(Fault) -> Certificate {
        var input = ByteReader(bytes)
        guard try input.byte() == version else { throw .unreadable }
        let certificate = Certificate(
            id: .init(rawValue: try input.string()),
            kind: try value(CertificateKind(rawValue: try input.byte())),
            formVersion: try input.string(),
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
            periods: try input.list { (input: inout ByteReader) throws(Fault) in
                let first = try input.day()
                guard let count = Int32(exactly: try input.unsigned()),
                    case (let last, false) = first.rawValue.addingReportingOverflow(count - 1)
                else { throw .unreadable }
                let extent = try value(Extent(percent: try input.unsigned()))
                return SickLeavePeriod(days: try value(DayRange(first, through: Day(rawValue: last))), extent: extent)
            },
            occupations: try input.list { (input: inout ByteReader) throws(Fault) in
                try value(Occupation(rawValue: try input.byte()))
            },
            isInfectionCarrier: try input.bool(),
            relations: try input.list { (input: inout ByteReader) throws(Fault) in
                CertificateRelation(
                    kind: try value(CertificateRelation.Kind(rawValue: try input.byte())),
                    certificate: .init(rawValue: try input.string()))
            },
            answers: try input.list { (input: inout ByteReader) throws(Fault) in try answer(&input) })
        guard input.isAtEnd else { throw .unreadable }
        return certificate
    }

    private static func answer(_ input: inout ByteReader) throws(Fault) -> Answer {
        Answer(
            question: try input.string(), instance: try input.unsigned(),
            parts: try input.list { (input: inout ByteReader) throws(Fault) in
                let id = try input.string()
                switch try input.byte() {
                case 0: return Answer.Part(id, .text(try input.string()))
                case 1:
                    return Answer.Part(
                        id,
                        .code(CodedValue(code: try input.string(), system: try input.string(), display: try input.string())))
                case 2: return Answer.Part(id, .period(start: try input.string(), end: try input.string()))
                default: throw .unreadable
                }
            })
    }

    private static func value<T>(_ value: T?) throws(Fault) -> T {
        guard let value else { throw .unreadable }
        return value
    }
}
