import SickLeave
import Storage
import TestKit

@testable import UseCases

/// What the suites of the log's review and of its extracts have in common: who has looked at whom.
protocol LogWorld {}

extension LogWorld {
    /// Karin has looked at the list, Anna at Tova; Olle at the next unit's patient, Ove elsewhere.
    func world() async throws -> TestSite {
        let site = try TestSite()
        // The next unit's manager has decided that its physicians see all its patients.
        try await site.database.write { connection in
            try UnitSettingRepository(connection).set(
                "physiciansSeeUnit", to: "ja", provider: 1, unit: 2, by: 1, at: site.clock.now)
        }
        for (person, path) in [
            (Cast.karin, "/sjukfall"), (.anna, "/patient/\(Patients.tova.publicID)"), (.olle, "/sjukfall?vems=enhetens"),
            (.ove, "/sjukfall"),
        ] { _ = try await site.browser(person).get(path) }
        return site
    }

    /// The unit's manager, at another unit or provider when said.
    func manager(_ site: TestSite, like person: Cast = .mats) throws -> Viewer {
        let viewer = try site.viewer(person)
        return Viewer(
            account: viewer.account, name: viewer.name, hsaID: nil, role: .unitManager, assignment: viewer.assignment,
            provider: viewer.provider, unit: viewer.unit)
    }
}
