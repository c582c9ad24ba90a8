import Foundation
import TestKit
import Testing
import UseCases

@Suite("The table of rights")
struct RightsTableTests {
    private static let edges = ("<!-- tabellen börjar -->\n", "<!-- tabellen slutar -->")

    /// `RECORD_GOLDENS=1` writes the table into the handbook.
    @Test("stands in the handbook as it is in the program")
    func handbook() throws {
        let file = Repository.root.appendingPathComponent("docs/handbok/behorigheter.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: Self.edges.0)?.upperBound)
        let end = try #require(text.range(of: Self.edges.1)?.lowerBound)
        let table = RightsTable.markdown + "\n"
        guard Golden.isRecording else {
            #expect(text[start..<end] == table, "record it with RECORD_GOLDENS=1")
            return
        }
        try text.replacingCharacters(in: start..<end, with: table).write(to: file, atomically: true, encoding: .utf8)
    }

    @Test("roles that see no patient have no right that needs one")
    func withoutPatients() {
        let ofPatients: Set<Permission> = [
            .seePatients, .followUpPatients, .assignCases, .openBlocked, .blockPatients, .recordConsent, .importData,
        ]
        for role in [Role.regionOfficer, .administrator, .logReviewer] {
            #expect(Permission.of(role).isDisjoint(with: ofPatients), "\(role)")
        }
        for role in [Role.insuranceMedicineLead, .unitManager] {
            #expect(Permission.of(role).intersection(ofPatients) == [.followUpPatients], "\(role)")
            #expect(role.reach(of: .followUpPatients) == .unitByMandate)
        }
    }

    @Test("nobody reaches patients beyond the unit, and whoever does something with a patient sees the patient")
    func withinTheUnit() {
        for role in Role.allCases {
            for (permission, reach) in Permission.rights(of: role) {
                switch permission {
                case .seePatients, .assignCases, .openBlocked, .blockPatients, .recordConsent:
                    #expect([.treatedOrUnit, .unit].contains(reach), "\(role) \(permission)")
                    #expect(role.reach(of: .seePatients) == reach, "\(role) \(permission)")
                case .seePhysicians, .setGoals, .importData, .manageUnit: #expect(reach == .unit, "\(role) \(permission)")
                case .followUpPatients: #expect(reach == .unitByMandate)
                case .seeOwnFigures: #expect(reach == .own)
                case .seeFigures, .seeRegionFigures, .seeImports, .handOutUnread, .reviewLog: break
                case .manageAccounts: #expect(role == .administrator && reach == .provider)
                }
            }
        }
    }

    @Test("every permission is somebody's")
    func used() {
        for permission in Permission.allCases { #expect(Role.allCases.contains { $0.reach(of: permission) != nil }) }
    }
}
