import Foundation

/// A folder that the server is to work in, made and tried before any work is begun: found out later it would be the system's own words
/// among those of jobs that had to stop.
enum WorkFolder {
    /// Makes the folder itself, and none above it: a path that is mistyped, or whose disk is not mounted, must not become a place of its
    /// own where nobody looks.
    ///
    /// - Parameters:
    ///   - option: that names the folder in a command.
    ///   - make: makes what is missing.
    /// - Returns: whether it was not there before.
    static func mustBeUsable(_ path: String, option: String, _ make: () throws -> Void) throws -> Bool {
        let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if access(above, F_OK) != 0, errno == ENOENT {
            throw CommandFault("Mappen \(above) finns inte: gör den, eller rätta sökvägen efter \(option).")
        }
        let isNew = access(path, F_OK) != 0
        let isMade = (try? make()) != nil
        guard isMade, access(path + "/.", R_OK | W_OK | X_OK) == 0 else {
            throw CommandFault(
                "Mappen \(path) går inte att göra, eller inte att läsa och skriva i. Kontrollera sökvägen och rättigheterna, eller välj en "
                    + "annan med \(option).")
        }
        return isNew
    }
}
