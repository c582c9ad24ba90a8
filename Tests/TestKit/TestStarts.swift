package import SickLeave
import Storage
import UseCases

extension TestSite {
    /// Spells of five days that begin at the unit on the month's third day, some of them part time; nobody's twice.
    package func addStarts(_ month: Month, partTime: Int, of all: Int) async throws {
        let (first, last) = (month.firstDay + 2, month.firstDay + 6)
        try await database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for index in 0..<all {
                let certificate = Fixture.certificate(
                    "start-\(month)-\(index)", patient: Fixture.person(Int(month.rawValue) * 20 + index), from: "\(first)",
                    through: "\(last)", percent: index < partTime ? 50 : 100)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
    }

    /// Two years of months that stand still and then rise step by step, most of all in the last two, which have other spells too.
    package func addRisingMonths() async throws {
        let partTime = (0..<15).map { 4 + $0 % 2 } + [6, 6, 6, 7, 7, 7, 12, 12]
        for (index, count) in partTime.enumerated() {
            try await addStarts(Month(iso: "2024-12")! + index, partTime: count, of: 12)
        }
        try await figures.refresh()
    }
}
