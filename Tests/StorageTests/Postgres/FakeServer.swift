import Foundation
import Synchronization

/// Something that listens where a database server should, and answers each caller with the given bytes: refusals that a real server
/// gives only in certain moments, or in another language.
final class FakeServer: Sendable {
    let port: Int
    private let listener: Int32
    private let callers = Callers()

    private final class Callers: Sendable {
        let count = Atomic(0)
        /// So many of them, the first ones, are cut off.
        let cutOff = Atomic(0)
        /// Pieces of what those have said since.
        let unheard = Atomic(0)
        let isHeardNoMore = Atomic(false)
        let isOver = Atomic(false)
    }

    var calls: Int { callers.count.load(ordering: .relaxed) }

    /// From now on nothing passes between those who have called and the server, though both lines stay open: for a minute, so that who
    /// waits without end is known by it and still comes to one.
    func fallSilent() { callers.cutOff.store(calls, ordering: .relaxed) }

    /// Grows when somebody speaks into the silence.
    var unheard: Int { callers.unheard.load(ordering: .relaxed) }

    /// From now on nothing is even taken from the lines, which fill up; for ten seconds. A server in the midst of taking in rows keeps every
    /// database from being dropped meanwhile, and with that the threads of those who would end it earlier.
    func stopReading() {
        fallSilent()
        callers.isHeardNoMore.store(true, ordering: .relaxed)
    }

    /// Lets go of the one who is being served.
    func hangUp() { callers.isOver.store(true, ordering: .relaxed) }

    enum Answer: Sendable {
        /// Says nothing, and keeps the caller waiting.
        case silence
        case hangUp
        /// To the question about TLS: no.
        case noTLS
        /// To the question about TLS: yes, from the server at the port.
        case tls(port: Int)
        /// What the server at the unix socket says, after some seconds.
        case late(socket: String, seconds: TimeInterval)
        /// What the server at the unix socket says, to one caller at a time, until `fallSilent`.
        case relay(socket: String)
        /// The server at the unix socket hears how the caller presents itself, and nothing of what it asks then.
        case deaf(socket: String)
        /// A refusal as the server sends it: code, the function that refused, words in Swedish.
        case refusal(code: String, routine: String)
    }

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - host: the last number of its address.
    init(_ answer: Answer, port: Int = 0, host: UInt32 = 1) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = FakeServer.local(port, host: host)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileNoSuchFile) }
        self.port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        let thread = Thread { [callers] in
            var kept: [Int32] = []
            while true {
                let caller = accept(listener, nil, nil)
                guard caller >= 0 else { break }
                callers.count.add(1, ordering: .relaxed)
                if FakeServer.answer(caller, answer, callers) { kept.append(caller) } else { close(caller) }
            }
            kept.forEach { _ = close($0) }
            // By nobody else: a number that is free again is given to the next server, whose callers this thread would then take.
            close(listener)
        }
        thread.start()
    }

    deinit {
        hangUp()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// True when the caller is to be kept waiting.
    private static func answer(_ caller: Int32, _ answer: Answer, _ callers: Callers) -> Bool {
        var question = [UInt8](repeating: 0, count: 4_096)
        switch answer {
        case .silence: return true
        case .late(let socket, let seconds):
            Thread.sleep(forTimeInterval: seconds)
            join(caller, unixSocket(socket))
            return false
        case .relay(let socket):
            relay(caller, unixSocket(socket), number: callers.count.load(ordering: .relaxed), callers)
            return false
        case .deaf(let socket):
            var said = 0
            let passes = { (isFromCaller: Bool) in
                if isFromCaller { said += 1 }
                return !isFromCaller || said == 1
            }
            join(caller, unixSocket(socket), passes: passes)
            return false
        default: break
        }
        var count = read(caller, &question, question.count)
        switch answer {
        case .silence, .late, .relay, .deaf, .hangUp: break
        case .noTLS: _ = write(caller, "N", 1)
        case .tls(let port):
            _ = write(caller, "S", 1)
            join(caller, tcp(port))
        case .refusal(let code, let routine):
            // Eight bytes are the question about TLS; who gets no asks the real thing.
            if count == 8 {
                _ = write(caller, "N", 1)
                count = read(caller, &question, question.count)
            }
            let fields = ["SFATALT", "C\(code)", "Mlösenordsautentisering misslyckades", "Fauth.c", "L1", "R\(routine)"]
            let body: [UInt8] = fields.reduce(into: []) { $0 += Array($1.utf8) + [0] } + [0]
            let size = UInt32(body.count + 4).bigEndian
            let message = [UInt8(ascii: "E")] + withUnsafeBytes(of: size, Array.init) + body
            _ = write(caller, message, message.count)
        }
        return false
    }

    private static func relay(_ caller: Int32, _ server: Int32, number: Int, _ callers: Callers) {
        func isCutOff() -> Bool { callers.cutOff.load(ordering: .relaxed) >= number }
        var silentSince: ContinuousClock.Instant?
        func isResting() -> Bool { callers.isHeardNoMore.load(ordering: .relaxed) }
        func isAtEnd() -> Bool {
            if silentSince == nil, isCutOff() { silentSince = .now }
            let longest = isResting() ? Duration.seconds(10) : .seconds(60)
            return callers.isOver.load(ordering: .relaxed) || (silentSince.map { $0.duration(to: .now) > longest } ?? false)
        }
        join(caller, server, milliseconds: 50, isAtEnd: isAtEnd, isResting: isResting) { isFromCaller in
            if isFromCaller, isCutOff() { callers.unheard.add(1, ordering: .relaxed) }
            return !isCutOff()
        }
    }

    /// Passes bytes both ways until either end closes, or it is over: asked whenever neither has said anything for a while.
    ///
    /// - Parameters:
    ///   - isResting: reads nothing, though there may be something.
    ///   - passes: whether a piece from the caller, or to it, does.
    private static func join(
        _ caller: Int32, _ server: Int32, milliseconds: Int32 = 5_000, isAtEnd: () -> Bool = { true },
        isResting: () -> Bool = { false }, passes: (_ isFromCaller: Bool) -> Bool = { _ in true }
    ) {
        defer { close(server) }
        var ends = [pollfd(fd: caller, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = isResting() ? poll(nil, 0, milliseconds) : poll(&ends, 2, milliseconds)
            guard count > 0 else {
                if isAtEnd() { return }
                continue
            }
            for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
                let count = read(ends[from].fd, &bytes, bytes.count)
                guard count > 0, !passes(from == 0) || write(ends[to].fd, bytes, count) == count else { return }
            }
        }
    }

    /// A connection to a port here; to nobody, if nobody is there: then the first byte passed on fails.
    private static func tcp(_ port: Int) -> Int32 {
        let end = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        return connected(end, to: local(port))
    }

    private static func unixSocket(_ path: String) -> Int32 {
        let end = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return connected(end, to: address)
    }

    private static func connected<Address>(_ end: Int32, to address: Address) -> Int32 {
        let isConnected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(end, $0, socklen_t(MemoryLayout<Address>.size)) == 0 }
        }
        guard isConnected else {
            close(end)
            return -1
        }
        return end
    }

    private static func local(_ port: Int, host: UInt32 = 1) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = (0x7F00_0000 | host).bigEndian
        return address
    }
}

/// A TLS server with a certificate that it has signed itself.
final class SelfSignedServer {
    let port: Int
    let certificate: String
    private let folder: URL
    private let process = Process()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = folder.appendingPathComponent("key.pem").path
        certificate = folder.appendingPathComponent("cert.pem").path
        // A port that was free a moment ago.
        port = try FakeServer(.hangUp).port
        try SelfSignedServer.openssl(
            Process(),
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-subj", "/CN=db.example.org"]
        ).waitUntilExit()
        try SelfSignedServer.openssl(
            process, ["s_server", "-quiet", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key])
        Thread.sleep(forTimeInterval: 1)
    }

    deinit {
        // A child of one of these threads may have inherited deaf ears for SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    private static func openssl(_ process: Process, _ arguments: [String]) throws -> Process {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
