import Foundation
import PostgresDatabase
import UseCases

/// The socket beside a database's file, on which the server that has it listens to its own user.
struct ServerSocket {
    let path: String

    /// Nil for a database on a server, which anybody with the right may open, and when the path is longer than the kernel takes.
    init?(databasePath: String) {
        guard !PostgresAddress.isAddress(databasePath) else { return nil }
        path = URL(fileURLWithPath: databasePath).path + ".socket"
        if path.utf8.count >= MemoryLayout.size(ofValue: sockaddr_un().sun_path) { return nil }
    }

    /// Asks the server to write a backup, and waits until it has.
    func backup(to file: String, recipients: [String]) throws -> BackupReport {
        let answer = try post("/backup", [("path", URL(fileURLWithPath: file).path)] + recipients.map { ("recipient", $0) })
        return try JSONDecoder().decode(BackupReport.self, from: Data(answer.utf8))
    }

    /// Asks the server to sign a checkpoint over each access log.
    func checkpoint() throws -> String { try post("/checkpoint", []) }

    private func post(_ path: String, _ fields: [(String, String)]) throws -> String {
        let form = fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }.joined(
            separator: "&")
        let (status, body) = try exchange(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: \(form.utf8.count)\r\nConnection: close\r\n\r\n\(form)")
        guard status == 200 else {
            throw Refusal(sentence: body.isEmpty ? "Servern svarade med felet \(status). Se i dess logg varför." : body)
        }
        return body
    }

    struct Refusal: Error { let sentence: String }

    private func exchange(_ request: String) throws -> (status: Int, body: String) {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw unreachable }
        let handle = FileHandle(fileDescriptor: socket, closeOnDealloc: true)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) == 0 }
        }
        guard isConnected else { throw unreachable }
        try handle.write(contentsOf: Data(request.utf8))
        let answer = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
        guard let end = answer.range(of: "\r\n\r\n"),
            let status = answer.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw unreachable }
        return (status, String(answer[end.upperBound...]))
    }

    private var unreachable: Refusal {
        Refusal(
            sentence:
                "Databasen används av en annan process, som inte svarar på \(path). Är det servern: kör som dess användare. "
                + "Är det något annat: vänta tills det är klart.")
    }
}
