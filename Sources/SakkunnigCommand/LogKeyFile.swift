import Foundation
import PostgresDatabase
import UseCases

/// The file of the key that signs the access log's checkpoints.
enum LogKeyFile {
    /// Where the server looks when nothing else is said: beside the database's file, never in it. Nil for a database on a server, which has
    /// no place of its own here.
    static func standard(databasePath: String) -> String? {
        PostgresAddress.isAddress(databasePath) ? nil : URL(fileURLWithPath: databasePath).path + ".log-key.pem"
    }

    /// - Throws: a sentence when others than the owner can read it: who has the key can sign a false log.
    static func key(_ path: String) throws -> LogKey {
        guard let key = LogKey(pem: try PrivateFile.read(path)) else {
            throw CommandFault("I \(path) finns ingen hemlig nyckel. Gör en med ”sakkunnig log key”.")
        }
        try PrivateFile.requireOwnerOnly(path)
        return key
    }

    /// The key in the file, which is made when there is none.
    static func made(_ path: String) throws -> LogKey {
        if FileManager.default.fileExists(atPath: path) { return try key(path) }
        let key = LogKey()
        try PrivateFile.create(path, key.pem)
        return key
    }

    /// The public half, of either kind of file.
    static func publicKey(_ path: String) throws -> LogKey.Public {
        guard let key = LogKey.Public(pem: try PrivateFile.read(path)) else {
            throw CommandFault("I \(path) finns ingen nyckel av typen Ed25519 i PEM-form.")
        }
        return key
    }

    static func notes(_ path: String) throws -> [LogCheckpoint.Note] {
        let (notes, brokenAt) = LogCheckpoint.Note.all(in: try PrivateFile.read(path))
        if let brokenAt { throw CommandFault("Rad \(brokenAt) i \(path) är ingen kontrollpunkt.") }
        return notes
    }
}
