// The table of rights in words: for refusals, for the unit manager's page and for the handbook.

extension Permission {
    /// What the person would do: follows "får" and "får inte".
    package var deed: String {
        switch self {
        case .seePatients: "se patienter"
        case .followUpPatients: "se patienter för att följa upp verksamheten"
        case .seeFigures: "se enhetens siffror"
        case .seePhysicians: "se enskilda läkares siffror"
        case .seeOwnFigures: "se egna siffror"
        case .seeRegionFigures: "se regionens siffror"
        case .setGoals: "välja och följa upp mål"
        case .assignCases: "ge någon ansvar för ett sjukfall"
        case .openBlocked: "öppna spärrade uppgifter i en nödsituation"
        case .blockPatients: "spärra uppgifter och häva spärrar"
        case .recordConsent: "skriva in samtycke till samverkan"
        case .importData: "läsa in och rätta intyg"
        case .seeImports: "se inläsningar"
        case .handOutUnread: "fördela poster som inte har någon ägare"
        case .manageUnit: "ge roller och uppdrag på enheten"
        case .manageAccounts: "se, bjuda in till och stänga av konton"
        case .reviewLog: "granska åtkomstloggen"
        }
    }
}

extension Reach {
    /// In a cell of the table.
    package var words: String {
        switch self {
        case .own: "egna"
        case .treatedOrUnit: "de man behandlar, eller enhetens"
        case .unitByMandate: "enhetens, med uppdrag"
        case .unit: "enhetens"
        case .provider: "vårdgivarens"
        }
    }
}

/// The table of rights as the handbook has it: a line for each permission, a column for each role, how far in each cell.
package enum RightsTable {
    package static var markdown: String {
        let head = "| Får | " + Role.allCases.map(\.title).joined(separator: " | ") + " |"
        let rule = "|---|" + Role.allCases.map { _ in "---|" }.joined()
        let lines = Permission.allCases.map { permission in
            let cells = Role.allCases.map { $0.reach(of: permission)?.words ?? "–" }
            return
                "| \(permission.deed.prefix(1).uppercased() + permission.deed.dropFirst()) | \(cells.joined(separator: " | ")) |"
        }
        return ([head, rule] + lines).joined(separator: "\n")
    }
}
