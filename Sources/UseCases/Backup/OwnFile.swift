import Foundation
import Interchange

/// A file that this program alone works in. One that a killed program left is nobody's: its lock went with it.
package enum OwnFile {
    package enum Fault: Error {
        case taken
        case system(code: Int32)

        package func reason(whenTaken words: String) -> String {
            switch self {
            case .taken: words
            case .system(let code): SystemReason.words(code)
            }
        }
    }

    /// - Returns: a descriptor to write with. The file is one's own until it is closed.
    package static func open(_ path: String) throws(Fault) -> Int32 {
        while true {
            let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw .system(code: errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw .taken
            }
            // Whoever had it may have finished since it was opened, and taken it away or given it another name: that one must not be
            // written in.
            var (opened, named) = (stat(), stat())
            if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino,
                opened.st_dev == named.st_dev
            {
                return descriptor
            }
            close(descriptor)
        }
    }
}
