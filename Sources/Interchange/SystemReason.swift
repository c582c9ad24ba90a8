import Foundation

/// The system's codes for what it cannot do (`errno`), in Swedish as they go after a colon. The one place for them: a sentence that ends in
/// another language says to whom it was not written.
package enum SystemReason {
    private static let known: [Int32: String] = [
        EACCES: "behörighet saknas", EPERM: "behörighet saknas", ENOENT: "filen eller mappen finns inte",
        EEXIST: "något annat har redan det namnet", ENOTDIR: "en del av sökvägen är en fil, ingen mapp", EISDIR: "det är en mapp",
        ENOSPC: "disken är full", EDQUOT: "disken är full", EROFS: "disken är skrivskyddad", EIO: "disken svarar med ett fel",
        ELOOP: "sökvägens länkar leder runt till sig själva, eller får inte följas", ENAMETOOLONG: "namnet är för långt",
        EMFILE: "för många filer är öppna", ENFILE: "för många filer är öppna", EBUSY: "något annat använder den",
        EFBIG: "filen blir för stor", EINVAL: "systemet godtar det inte", ENOMEM: "minnet räcker inte",
    ]

    /// - Parameter code: `errno` right after the system's own call: Foundation's calls leave another's there.
    package static func words(_ code: Int32) -> String { known[code] ?? String(cString: strerror(code)) }

    /// Of what has been told in the system's words already, by a part of the program that may not know this one. Other words stay as
    /// they are.
    package static func words(for text: String) -> String {
        known.first { String(cString: strerror($0.key)) == text }?.value ?? text
    }
}
