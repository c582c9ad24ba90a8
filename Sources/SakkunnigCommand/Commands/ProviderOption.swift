import ArgumentParser
import SickLeave

/// Whose unit is meant.
struct ProviderOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Vårdgivarens HSA-id, om flera vårdgivare har en enhet med samma HSA-id.", valueName: "hsa-id"))
    var provider: String?

    var hsaID: HSAID? { provider.flatMap(HSAID.init(typed:)) }

    func validate() throws { try HSAID.check(provider, "--provider") }
}

extension HSAID {
    /// - Parameter option: what can be left out.
    static func check(_ text: String?, _ option: String) throws {
        guard let text, HSAID(typed: text) == nil else { return }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("Ange ett HSA-id, eller utelämna \(option).")
        }
        throw ValidationError("\(text) är inget HSA-id. Det ska vara bara A–Z, siffror och bindestreck, högst 31 tecken.")
    }
}
