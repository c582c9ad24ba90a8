import Storage
import UseCases

/// What a command found that it could not do once it ran: told in a sentence, with exit code 1. The parser's `ValidationError`, which
/// shows the usage and ends with 64, is for what `validate()` can see of the command line alone.
struct CommandFault: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// Runs what may be refused, and says in a sentence why.
///
/// - Parameter name: of the file or database that it is about.
func explaining<T>(_ name: String, _ work: () throws -> T) throws -> T {
    do { return try work() } catch let error as ServerSocket.Refusal {
        throw CommandFault(error.sentence)
    } catch StorageError.unreachable(.badAddress) {
        throw CommandFault(DatabaseOpening.sentence(.unreachable(.badAddress), name: DatabaseOpening.shown(name)))
    } catch let error where error is BackupFault || error is StorageError {
        throw CommandFault(StoreFault.sentence(error, path: DatabaseOpening.shown(name)))
    }
}
