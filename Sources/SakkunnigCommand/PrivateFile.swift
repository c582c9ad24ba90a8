import Foundation
import Interchange

/// A file with a secret in it: only its owner reads it, and it is never written over.
enum PrivateFile {
    static func create(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFault(
                "\(path) går inte att skriva: \(SystemReason.words(errno)). En fil som finns skrivs inte över.")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }

    /// - Throws: a sentence when others than the owner can read it.
    static func requireOwnerOnly(_ path: String) throws {
        let mode = (try FileManager.default.attributesOfItem(atPath: path))[.posixPermissions] as? Int ?? 0
        guard mode & 0o077 == 0 else {
            throw CommandFault("Andra än ägaren kommer åt \(path). Kör chmod 600 på filen.")
        }
    }

    static func read(_ path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFault("\(path) går inte att läsa. Kontrollera sökvägen och rättigheterna.")
        }
        return text
    }
}
