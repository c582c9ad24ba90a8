import CLibPQ
import Foundation
import Storage
import Synchronization

/// Making a connection, step by step, so that its time is limited and the server's own code for a refusal is known.
///
/// libpq's blocking call would do with less here, but tells a refusal in words only, in the language of the server.
extension Link {
    /// The same with the store's error.
    static func opened(
        _ address: PostgresAddress, limit: Duration, session: String = "", silence: Duration = longestSilence
    ) throws(StorageError) -> Link {
        do { return try open(address, limit: limit, session: session, silence: silence) } catch { throw .unreachable(error) }
    }

    /// - Parameters:
    ///   - limit: for each place where the server may be, until it has been told all that a session needs.
    ///   - silence: how long what is sent may be without a sign that it has come, before the connection is taken for lost.
    ///   - resolve: the addresses of a host's name.
    static func open(
        _ address: PostgresAddress, limit: Duration, session: String = "", silence: Duration = longestSilence,
        resolve: (String) -> [String] = Place.addresses
    ) throws(ConnectionFault) -> Link {
        let first = try start(address, [], silence)
        guard let options = PQconninfo(first) else {
            PQfinish(first)
            throw .badAddress
        }
        let values = PostgresAddress.values(options)
        PQconninfoFree(options)
        // Several hosts are tried one by one, each with its own time. The primary is the one that takes writes.
        let places = Place.all(values, resolve: resolve)
        guard places.count > 1 else { return try finish(first, limit, session, values) }
        PQfinish(first)
        var fault = ConnectionFault.refused
        for place in address.reached.first(of: places) {
            do {
                let link = try finish(try start(address, place.options, silence), limit, session, values)
                address.reached.place.withLock { $0 = place }
                return link
            } catch {
                // A host that answers says more than one that does not.
                if fault == .refused || fault == .timedOut { fault = error }
            }
        }
        throw fault
    }

    static let longestSilence = Duration.seconds(10)

    private static func start(
        _ address: PostgresAddress, _ place: [(String, String)], _ silence: Duration
    ) throws(ConnectionFault) -> OpaquePointer {
        // Later ones win: what stands before the address are defaults.
        let options =
            [
                ("fallback_application_name", "sakkunnig"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
                ("keepalives_count", "3"), ("tcp_user_timeout", "\(silence.milliseconds)"), ("dbname", address.text),
                ("client_encoding", "UTF8"),
                ("target_session_attrs", "any"),
            ] + place
        var names = options.map { UnsafePointer(strdup($0.0)) }
        var texts = options.map { UnsafePointer(strdup($0.1)) }
        defer { for pointer in names + texts { free(UnsafeMutablePointer(mutating: pointer)) } }
        names.append(nil)
        texts.append(nil)
        guard let pointer = PQconnectStartParams(names, texts, 1) else { throw .badAddress }
        PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
        return pointer
    }

    private static func finish(
        _ pointer: OpaquePointer, _ limit: Duration, _ session: String, _ values: [String: String]
    ) throws(ConnectionFault) -> Link {
        let link = Link(pointer)
        let asked = values["connect_timeout"].flatMap(Int.init).map { Duration.seconds(max(2, $0)) }
        let deadline = ContinuousClock.now + (asked ?? limit)
        var step = PQstatus(pointer) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step != PGRES_POLLING_FAILED else { throw OpeningFault.read(pointer, sslMode: values["sslmode"] ?? "prefer") }
            try wait(pointer, for: step == PGRES_POLLING_READING ? POLLIN : POLLOUT, until: deadline)
            step = PQconnectPoll(pointer)
        }
        try link.prepareSession(session, until: deadline)
        return link
    }

    private static func wait(_ pointer: OpaquePointer, for event: Int32, until deadline: ContinuousClock.Instant)
        throws(ConnectionFault)
    {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw .timedOut }
            var entry = pollfd(fd: PQsocket(pointer), events: Int16(event), revents: 0)
            if poll(&entry, 1, left.milliseconds) > 0 { return }
        }
    }

    private func prepareSession(_ session: String, until deadline: ContinuousClock.Instant) throws(ConnectionFault) {
        PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
        guard serverVersion >= 150_000 else { throw .tooOld(serverVersion) }
        // Another cannot hold every name: what it lacks would be refused row by row, as if the certificates were wrong.
        let encoding = PQparameterStatus(pointer, "server_encoding").map { String(cString: $0) } ?? ""
        guard encoding == "UTF8" else { throw .wrongEncoding(encoding) }
        func isOn(_ name: String) -> Bool { PQparameterStatus(pointer, name).map { String(cString: $0) } == "on" }
        guard !isOn("in_hot_standby"), !isOn("default_transaction_read_only") else { throw .readOnly }
        // One that lets us in and then stands still would be waited for without end.
        answersWithin = max(ContinuousClock.now.duration(to: deadline), .milliseconds(1))
        defer { answersWithin = nil }
        do {
            // A server that is gone must not keep its locks for hours; nobody reads just the first rows of a scan.
            try run(
                """
                SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
                SET cursor_tuple_fraction = 1; SET jit = off; SET work_mem = '32MB'; \(session)
                """)
        } catch StorageError.unreachable(let fault) {
            throw fault
        } catch {
            throw .other("\(error)")
        }
    }
}

/// Why a connection was not made.
enum OpeningFault {
    static func read(_ pointer: OpaquePointer, sslMode: String) -> ConnectionFault {
        classify(PQerrorMessage(pointer).map { String(cString: $0) } ?? "", sslMode: sslMode)
    }

    /// - Parameter words: libpq's account in its verbose form, one line for each attempt. They may quote names from the address, and
    ///   are read here and shown nowhere.
    static func classify(_ words: String, sslMode: String) -> ConnectionFault {
        if let code = code(in: words) { return fault(code: code, words: words, sslMode: sslMode) }
        // Its own words, which are always English: the program never asks the C library for another language.
        func says(_ texts: String...) -> Bool { texts.contains { words.contains($0) } }
        if says("could not translate host name", "could not parse network address") { return .noSuchHost }
        if says("server does not support SSL") { return .tlsNotOffered }
        if says(
            "certificate verify failed", "does not match host name", "root certificate file", "could not read root certificate")
        {
            return .tlsNotTrusted
        }
        if says("no password supplied") { return .wrongPassword }
        if says("Connection refused", "No such file or directory") { return .refused }
        if says("timeout expired", "Connection timed out") { return .timedOut }
        if says("invalid", "missing") { return .badAddress }
        return .lost
    }

    private static func fault(code: String, words: String, sslMode: String) -> ConnectionFault {
        switch code {
        case "28P01": .wrongPassword
        // One code for several refusals; the name of the server's own function tells them apart in every language.
        case "28000" where words.contains("InitializeSessionUserId"): .noSuchUser
        case "28000": sslMode == "disable" || sslMode == "allow" ? .tlsDemanded : .notLetIn
        case "42501": .notLetIn
        case "3D000": .noSuchDatabase
        case "53300": .tooManyConnections
        case "57P01", "57P02", "57P03": .notReady
        case "25006": .readOnly
        default: .other(code)
        }
    }

    /// The five characters between `:  ` and `: `, as in `FATAL:  28P01: …`.
    private static func code(in words: String) -> String? {
        for part in words.split(separator: ":  ").dropFirst() {
            let code = part.prefix(5)
            if code.utf8.count == 5, part.dropFirst(5).hasPrefix(":"),
                code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
            {
                return String(code)
            }
        }
        return nil
    }
}

extension Duration {
    /// For `poll`: at least one, at most an hour.
    var milliseconds: Int32 {
        Int32(min(max(components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000, 1), 3_600_000))
    }
}
