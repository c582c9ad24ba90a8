import ArgumentParser
import Foundation
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
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ValidationError(
                "\(file) går inte att skriva: \(String(cString: strerror(errno))). En fil som finns skrivs inte över.")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data("# public key: \(identity.recipient.text)\n\(identity.text)\n".utf8))
        try handle.synchronize()
        print(identity.recipient.text)
    }
}
