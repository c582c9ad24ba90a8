import ArgumentParser
import SickLeave

/// Whose unit is meant.
struct ProviderOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Vårdgivarens HSA-id, om flera vårdgivare har en enhet med samma HSA-id.", valueName: "hsa-id"))
    var provider: String?

    var hsaID: HSAID? { provider.flatMap { HSAID($0) } }

    func validate() throws {
        if let provider, HSAID(provider) == nil { throw ValidationError("Ange vårdgivarens HSA-id efter --provider.") }
    }
}

extension HSAID {
    /// What is said of a typed text that is none.
    static func objection(to text: String) -> String {
        "\(text) är inget HSA-id. Det ska vara bara A–Z, siffror och bindestreck, högst 31 tecken."
    }
}
