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
        let isFirstCutOff = Atomic(false)
    }

    var calls: Int { callers.count.load(ordering: .relaxed) }

    /// From now on nothing passes between the first caller and the server, though both lines stay open.
    func fallSilent() { callers.isFirstCutOff.store(true, ordering: .relaxed) }

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
        /// A refusal as the server sends it: code, the function that refused, words in Swedish.
        case refusal(code: String, routine: String)
    }

    init(_ answer: Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = FakeServer.local(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileNoSuchFile) }
        port = Int(UInt16(bigEndian: address.sin_port))
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

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

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
            let isFirst = callers.count.load(ordering: .relaxed) == 1
            join(caller, unixSocket(socket), milliseconds: -1) {
                !isFirst || !callers.isFirstCutOff.load(ordering: .relaxed)
            }
            return false
        default: break
        }
        var count = read(caller, &question, question.count)
        switch answer {
        case .silence, .late, .relay, .hangUp: break
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

    /// Passes bytes both ways until either end closes, or neither says anything for a while.
    private static func join(
        _ caller: Int32, _ server: Int32, milliseconds: Int32 = 5_000, isOpen: () -> Bool = { true }
    ) {
        defer { close(server) }
        var ends = [pollfd(fd: caller, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while poll(&ends, 2, milliseconds) > 0 {
            for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
                let count = read(ends[from].fd, &bytes, bytes.count)
                guard count > 0, !isOpen() || write(ends[to].fd, bytes, count) == count else { return }
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

    private static func local(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
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
