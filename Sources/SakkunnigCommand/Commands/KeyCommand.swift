import ArgumentParser
import UseCases

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Gör ett nyckelpar för krypterade säkerhetskopior, i samma form som programmet age.",
        discussion: """
            Den hemliga halvan behövs bara vid en återställning. Förvara den där servern inte kommer åt den, och på mer än ett ställe:
            utan den är kopiorna värdelösa.

            Exempel:
              sakkunnig key nyckel.txt
            """)

    @Argument(help: ArgumentHelp("Filen att skriva den hemliga nyckeln i. Den får inte finnas.", valueName: "fil")) var file:
        String

    func run() throws {
        let identity = AgeIdentity()
        try PrivateFile.create(file, "# public key: \(identity.recipient.text)\n\(identity.text)\n")
        print(identity.recipient.text)
    }
}
