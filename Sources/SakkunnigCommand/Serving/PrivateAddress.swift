import Foundation
import Hummingbird

/// `127.0.0.1:9464`, `[::1]:9464`, or the path of a socket.
enum PrivateAddress {
    case port(host: String, port: Int)
    case socket(path: String)

    init(_ text: String) throws {
        if text.contains("/") {
            self = .socket(path: text)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else {
            throw CommandFault(
                "Skriv adressen för mätvärden som 127.0.0.1:9464, med en port 0–65535, eller som en sökväg till en socket.")
        }
        self = .port(host: text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port: port)
    }

    var address: BindAddress {
        switch self {
        case .port(let host, let port): .hostname(host, port: port)
        case .socket(let path): .unixDomainSocket(path: path)
        }
    }

    func mustBeFree() throws {
        switch self {
        case .port(let host, let port):
            try ListeningAddress(host: host, port: port).mustBeFree(hostOption: "--metrics", portOption: "--metrics")
        case .socket(let path): try PrivateAddress.mustBeFree(socket: path)
        }
    }

    /// A socket that a killed server left gives way to the new one; any other file does not.
    private static func mustBeFree(socket path: String) throws {
        let found = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        let isTaken = found.map { $0 != .typeSocket } ?? false
        let isTooLong = path.utf8.count >= MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !isTaken, !isTooLong, access(folder + "/.", W_OK | X_OK) == 0 else {
            throw CommandFault(
                "Socketen \(path) går inte att göra. Kontrollera att mappen finns och går att skriva i, och att ingen annan fil har "
                    + "namnet, eller välj ett annat, kort namn med --metrics.")
        }
    }
}
