/// The users of the acceptance pages, as their environment describes them.
struct WikiUser {
    let provider: String
    /// Care units with a commission.
    let units: [String]

    init(_ name: String) throws {
        switch name {
        case "user1": self.init("FVG1", ["ENHET1"])
        case "user2": self.init("FVG1", ["ENHET1", "ENHET2"])
        case "user3": self.init("FVG3", ["ENHET3"])
        case "user4": self.init("FVG1", ["ENHET2"])
        case "user5_vg1": self.init("FVG1", ["ENHET1", "ENHET2", "ENHET3", "ENHET4"])
        case "user5_vg3": self.init("FVG3", ["ENHET1", "ENHET2", "ENHET3", "ENHET4"])
        case "user6": self.init("FVG3", ["ENHET4"])
        // Has a role in the provider's system and no commission.
        case "user8": self.init("FVG1", [])
        default: throw WikiUnknown("okänd användare \(name)")
        }
    }

    private init(_ provider: String, _ units: [String]) {
        self.provider = provider
        self.units = units
    }

    /// The name that a commission gives a unit.
    func commissionName(_ unit: String) -> String? { units.contains(unit) ? "Enhet \(unit.lowercased())" : nil }

    static func providerName(_ hsaID: String) -> String {
        switch hsaID {
        case "FVG1": "Fitnessetestvårdgivare1"
        case "FVG3": "Fitnessetestvårdgivare3"
        default: hsaID
        }
    }
}
