import Foundation
import Interchange

/// How many files the process may have open, connections among them. At the limit whoever comes next waits without an answer, also on the
/// private address.
enum OpenFiles {
    /// A hundred connections that are being refused, those on the private addresses, the database, the log and the files that are read.
    private static let others = 300

    /// Raises the limit as far as a process may by itself: what it begins with on Debian, 1 024, is for programs of another kind.
    ///
    /// - Throws: a sentence when that does not suffice.
    static func mustSuffice(for connections: Int) throws {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        let (needed, highest) = (rlim_t(connections + others), limit.rlim_max)
        guard highest >= needed else {
            throw CommandFault(
                "\(connections) anslutningar kräver \(needed) öppna filer, och programmet får ha högst \(highest). Höj gränsen "
                    + "(LimitNOFILE i systemd, annars ulimit -Hn), eller välj färre med --max-connections.")
        }
        limit.rlim_cur = highest
        guard setrlimit(resource, &limit) == 0 else {
            throw CommandFault("Gränsen för öppna filer går inte att höja: \(SystemReason.words(errno)).")
        }
    }
}
