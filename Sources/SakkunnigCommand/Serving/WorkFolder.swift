import Foundation

/// A folder that the server is to work in, made and tried before any work is begun: found out later it would be the system's own words
/// among those of jobs that had to stop.
enum WorkFolder {
    /// - Parameters:
    ///   - option: that names the folder in a command.
    ///   - make: makes what is missing.
    static func mustBeUsable(_ path: String, option: String, _ make: () throws -> Void) throws {
        let isMade = (try? make()) != nil
        guard isMade, access(path + "/.", R_OK | W_OK | X_OK) == 0 else {
            throw CommandFault(
                "Mappen \(path) går inte att göra, eller inte att läsa och skriva i. Kontrollera sökvägen och rättigheterna, eller välj en "
                    + "annan med \(option).")
        }
    }
}
