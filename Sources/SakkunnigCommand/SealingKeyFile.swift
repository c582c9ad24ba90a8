import Foundation
import PostgresDatabase
import Storage
import UseCases

/// The file of the key that seals the secrets of people's code apps.
enum SealingKeyFile {
    /// - Parameters:
    ///   - path: nil for the place beside the database's file. A database on a server has no place of its own here: there it must be said.
    /// - Returns: the key, which is made when nothing has been sealed yet.
    /// - Throws: a sentence when the key is missing or another than the one that people's secrets are sealed with: better no server than one
    ///   that calls every right code wrong.
    static func key(_ path: String?, databasePath: String, _ database: any Database) throws -> SealingKey {
        let path = try path ?? standard(databasePath)
        guard FileManager.default.fileExists(atPath: path) else {
            let key = SealingKey()
            guard try key.opensSecrets(of: database) == nil else {
                throw CommandFault(
                    "Nyckeln \(path) saknas, och den behövs för de engångskoder som finns. Kopiera den från den förra servern, "
                        + "eller därifrån den förvaras. Är den borta: ta bort allas andra steg med ”sakkunnig user remove-second-factor”."
                )
            }
            try PrivateFile.create(path, key.text + "\n")
            return key
        }
        guard let key = SealingKey(text: try PrivateFile.read(path)) else {
            throw CommandFault("I \(path) finns ingen nyckel som kan försluta hemligheter.")
        }
        try PrivateFile.requireOwnerOnly(path)
        guard try key.opensSecrets(of: database) != false else {
            throw CommandFault(
                "Nyckeln i \(path) är inte den som engångskodernas hemligheter är förslutna med. Kopiera rätt nyckel dit.")
        }
        return key
    }

    /// What whoever has made a database of a backup or of another database has to bring to it; nil when nothing in it is sealed.
    static func reminder(databasePath: String, _ database: any Database) throws -> String? {
        guard try SealingKey().opensSecrets(of: database) != nil else { return nil }
        let place =
            PostgresAddress.isAddress(databasePath)
            ? "Ange filen med --sealing-key" : "Kopiera den till \(try standard(databasePath)), eller ange den med --sealing-key"
        return "Servern behöver nyckeln till engångskoderna, som inte ligger i databasen. \(place), innan du startar servern."
    }

    private static func standard(_ databasePath: String) throws -> String {
        guard !PostgresAddress.isAddress(databasePath) else {
            throw CommandFault(
                "Ange med --sealing-key var nyckeln till engångskodernas hemligheter ligger; den görs om den saknas.")
        }
        return URL(fileURLWithPath: databasePath).path + ".sealing-key"
    }
}
