/// Why the program has no connection to its database server. Names no password and no person.
package enum ConnectionFault: Error, Sendable, Hashable {
    /// The address itself cannot be read.
    case badAddress
    case noSuchHost
    /// Nothing listens there.
    case refused
    case timedOut
    /// Wrong password, or none where one is asked for.
    case wrongPassword
    case noSuchUser
    /// The server's rules (pg_hba.conf) do not let this user in from here.
    case notLetIn
    case noSuchDatabase
    /// The address asks for TLS and the server has none.
    case tlsNotOffered
    /// The server asks for TLS and the address forbids it.
    case tlsDemanded
    /// The server's certificate is not trusted, or is another host's.
    case tlsNotTrusted
    case tooManyConnections
    /// The server is starting, or being shut down.
    case notReady
    /// A standby, or a database that is set to be read only.
    case readOnly
    /// The server's version, as 140005: older than this program knows.
    case tooOld(Int)
    /// The database keeps text in this encoding, not in UTF-8.
    case wrongEncoding(String)
    /// It was there and broke off.
    case lost
    /// All of this program's own connections are at work, for as long as one is waited for.
    case allBusy
    /// The server's own code (SQLSTATE).
    case other(String)

    /// It may be over in a moment: worth another try.
    package var isPassing: Bool {
        switch self {
        case .refused, .timedOut, .tooManyConnections, .notReady, .readOnly, .lost, .noSuchHost: true
        case .badAddress, .wrongPassword, .noSuchUser, .notLetIn, .noSuchDatabase, .tlsNotOffered, .tlsDemanded, .tlsNotTrusted,
            .tooOld, .wrongEncoding, .allBusy, .other:
            false
        }
    }
}
