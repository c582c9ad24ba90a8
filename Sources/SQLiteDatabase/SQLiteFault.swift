internal import GRDB
internal import GRDBSQLite
internal import Storage

/// SQLite's result codes as the store's errors.
enum SQLiteFault {
    static func current(_ handle: OpaquePointer) -> StorageError {
        storageError(code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }

    static func storageError(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return storageError(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    private static func storageError(code: Int32, message: String) -> StorageError {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: .constraint(message)
        case SQLITE_FULL: .full
        case SQLITE_READONLY: .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
        // SQLITE_IOERR_FSYNC: it flushes by itself when a log begins anew. As after a flush of ours that fails, nobody is told for sure.
        case SQLITE_IOERR where code >> 8 == 4: .outcomeUnknown
        default: .other(code: Int(code), message: message)
        }
    }
}
