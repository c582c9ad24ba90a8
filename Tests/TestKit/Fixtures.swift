package import SickLeave
package import Storage

/// Small builders for tests: a certificate in one line, a database in memory.
package enum Fixture {
    package static let today = Day(iso: "2026-11-20")!
    package static let provider = CareProviderReference(hsaID: HSAID(rawValue: "SE9900990001-0001"), name: "Region Prov")
    package static let otherProvider = CareProviderReference(hsaID: HSAID(rawValue: "SE9900990002-0001"), name: "Annan Vård AB")
    package static let unit = CareUnitReference(hsaID: HSAID(rawValue: "SE9900990001-1001"), name: "Vårdcentralen Ett")
    package static let otherUnit = CareUnitReference(hsaID: HSAID(rawValue: "SE9900990001-1002"), name: "Vårdcentralen Två")
    package static let outsideUnit = CareUnitReference(hsaID: HSAID(rawValue: "SE9900990002-1001"), name: "Annan mottagning")
    package static let otherDoctor = Issuer(
        hsaID: HSAID(rawValue: "SE9900990001-P002"), name: "Doktor Alm", positions: ["201010"])
    package static let doctor = Issuer(hsaID: HSAID(rawValue: "SE9900990001-P001"), name: "Doktor Ek", positions: ["201010"])

    /// Migrated and empty, on the engine of this run.
    package static func database() throws -> any Database { try TestEngine.ofThisRun.database() }

    /// Nobody's: birth numbers 238 and 239 of the tax agency's test series. Even numbers are women, odd ones men.
    package static func person(_ number: Int = 0) -> PersonIdentifier {
        let birth = Day(iso: "1980-01-01")! + number * 397 % 16_000
        let (year, month, day) = birth.components
        return identity("\(year)" + two(month) + two(day) + (number % 2 == 0 ? "238" : "239"))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Eleven digits and the check digit that they ask for.
    package static func identity(_ digits: String) -> PersonIdentifier {
        let sum = digits.utf8.dropFirst(2).enumerated().reduce(0) { sum, digit in
            let product = Int(digit.element - 0x30) * (digit.offset % 2 == 0 ? 2 : 1)
            return sum + product / 10 + product % 10
        }
        return PersonIdentifier(kind: .personal, canonical: "\(digits)\((10 - sum % 10) % 10)")
    }

    package static func certificate(
        _ id: String, patient: PersonIdentifier = person(), name: String = "Tova Testsson", from first: String = "2026-11-01",
        through last: String = "2026-11-30", percent: Int = 100, kind: CertificateKind = .fk7804, diagnosis: String = "F432",
        issuer: Issuer = doctor, unit: CareUnitReference = unit, provider: CareProviderReference = provider,
        signed: String? = nil,
        relations: [CertificateRelation] = [], text: String = "Reaktion på svår stress"
    ) -> Certificate {
        let days = DayRange(Day(iso: first)!, through: Day(iso: last)!)!
        let extent = Extent(percent: percent)!
        return Certificate(
            id: .init(rawValue: id), kind: kind, formVersion: "1.3", patient: patient, patientName: name, issuer: issuer,
            careUnit: unit,
            careProvider: provider, signedAt: LocalTime(day: Day(iso: signed ?? first)!, second: 36_000), sentAt: nil,
            diagnoses: [Diagnosis(code: DiagnosisCode(diagnosis), text: text)],
            periods: [SickLeavePeriod(days: days, extent: extent)], occupations: [.work], isInfectionCarrier: false,
            relations: relations,
            answers: [
                Answer(
                    question: "28", parts: [.init("28.1", .code(CodedValue(code: "NUVARANDE_ARBETE", system: "KV_FKMU_0002")))]),
                Answer(
                    question: "6",
                    parts: [
                        .init("6.1", .text(text)),
                        .init("6.2", .code(CodedValue(code: diagnosis, system: "1.2.752.116.1.1.1.1.3"))),
                    ]),
                Answer(
                    question: "32",
                    parts: [
                        .init("32.1", .code(CodedValue(code: "HELT_NEDSATT", system: "KV_FKMU_0003"))),
                        .init("32.2", .period(start: first, end: last)),
                    ]),
            ])
    }
}
