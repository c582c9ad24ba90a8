import Interchange
import SickLeave
import Statistics

/// Region lists, read by the same reader as any region's.
extension WikiWorld {
    func upload(_ row: WikiRow) throws -> [String: String] {
        try row.check(["användare", "filnamn", "statusmeddelande?"])
        let user = try WikiUser(row["användare"] ?? "")
        do throws(ListedPatientsFile.Fault) {
            let list = try ListedPatientsFile(path: "\(files)/\(row["filnamn"] ?? "")").list
            regionLists[user.provider] = WikiRegionList(uploaded: today, list: list)
            return ["statusmeddelande?": "Data updated ok"]
        } catch {
            return ["statusmeddelande?": Self.words(error)]
        }
    }

    /// The service's words for the same fault.
    private static func words(_ fault: ListedPatientsFile.Fault) -> String {
        switch fault {
        case .notASpreadsheet: "Felaktigt filformat"
        case .unreadable, .noHeadings, .tooMany, .tooManyUnits: fault.description
        case .notWhole(let row, nil): "Rad \(row): Kolumn “Antal listade patienter” innehåller inte ett heltal"
        case .notWhole(let row, let written?):
            "Rad \(row): Kolumn “Antal listade patienter” innehåller inte ett heltal: \(written)"
        case .negative(let row): "Rad \(row): Kolumn “Antal listade patienter” innehåller ett negativt tal"
        case .repeated(let row): "Rad \(row): Vårdenheten förekommer mer än en gång"
        case .characters(let row): "Rad \(row): Kolumn “HSA-id” innehåller otillåtna tecken"
        }
    }
}
