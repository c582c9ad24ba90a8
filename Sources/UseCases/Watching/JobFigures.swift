package import SickLeave
import Synchronization

/// How the jobs are doing as far as this server knows: the inbox and the backups.
package final class JobFigures: Sendable {
    package struct State: Sendable {
        /// Files that lie in the inbox, and since when the oldest has lain there.
        package var inboxFiles = 0
        package var oldestInboxFile: Instant?
        package var lastBackup: Instant?
        package var lastBackupBytes = 0
        package var failedBackups = 0
        package var failedInboxFiles = 0

        package init() {}
    }

    private let current = Mutex(State())

    package init() {}

    package var state: State { current.withLock { $0 } }

    package func change(_ body: (inout State) -> Void) { current.withLock { body(&$0) } }
}
