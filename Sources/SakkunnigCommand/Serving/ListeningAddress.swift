import Foundation

/// Whether an address of the server's is free, asked before any work is begun: found out at the end, it would be one line among a dozen
/// from jobs that had to stop.
enum ListeningAddress {
    /// - Parameter option: that names another port in a command.
    static func mustBeFree(host: String, port: Int, option: String) throws {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        // What is wrong with a name the server itself says.
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let address = found?.pointee else { return }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return }
        switch errno {
        case EADDRINUSE:
            throw CommandFault(
                "Port \(port) används redan. Stoppa det andra programmet, eller välj en annan med \(option).")
        case EACCES:
            throw CommandFault(
                "Port \(port) får bara root öppna. Välj en över 1023 med \(option), och låt en proxy stå framför.")
        default: return
        }
    }
}
