import Foundation
import Interchange

/// Where the server is to listen. Whether it can is asked before any work is begun: found out at the end, it would be the system's own
/// words among a dozen lines from jobs that had to stop.
struct ListeningAddress {
    let host: String
    let port: Int

    /// - Parameters:
    ///   - hostOption: that names another host in a command.
    ///   - portOption: that names another port.
    func mustBeFree(hostOption: String, portOption: String) throws {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let address = found?.pointee else {
            throw CommandFault(
                "Värden \(host) går inte att slå upp. Kontrollera namnet, eller ange en av datorns egna adresser med \(hostOption), till "
                    + "exempel 127.0.0.1.")
        }
        defer { freeaddrinfo(found) }
        let code = Self.hinder(to: address)
        switch code {
        case 0: return
        case EADDRINUSE:
            throw CommandFault(
                "Port \(port) används redan. Stoppa det andra programmet, eller välj en annan med \(portOption).")
        case EACCES:
            throw CommandFault(
                "Port \(port) får bara root öppna. Välj en över 1023 med \(portOption), och låt en proxy stå framför.")
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            throw CommandFault(
                "Adressen \(host) är inte en av den här datorns. Ange en som är det med \(hostOption), till exempel 127.0.0.1.")
        default:
            throw CommandFault(
                "Servern kan inte lyssna på \(host), port \(port): \(SystemReason.words(code)). Ange en annan adress med \(hostOption)"
                    + (portOption == hostOption ? "." : " eller \(portOption)."))
        }
    }

    /// The system's code; 0 when nothing hinders.
    private static func hinder(to address: addrinfo) -> Int32 {
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno
    }
}
