import CLibPQ
package import Storage
import Synchronization

/// Where the database is: `postgres://user@host:5432/name?sslmode=verify-full`, in libpq's own form.
///
/// The text may hold a password: it goes to libpq and nowhere else. `shown` is for people and logs. A password can also come from
/// `PGPASSWORD`, a password file or a service file, all of them libpq's.
package struct PostgresAddress: Sendable, CustomStringConvertible, CustomReflectable {
    let text: String
    let reached = ReachedPlace()
    /// Host and name of the database; no user, no password.
    package let shown: String

    /// What is a server's address and no path of a file.
    package static func isAddress(_ text: String) -> Bool { text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") }

    /// - Throws: `ConnectionFault.badAddress`. libpq's own words are not passed on: they may quote the password.
    package init(_ text: String) throws(ConnectionFault) {
        guard PostgresAddress.isAddress(text), let options = PQconninfoParse(text, nil) else { throw .badAddress }
        defer { PQconninfoFree(options) }
        let values = PostgresAddress.values(options)
        guard PostgresAddress.isShowable(values) else { throw .badAddress }
        self.text = text
        let place = [values["service"].map { "service=\($0)" }, values["host"] ?? values["hostaddr"]].compactMap(\.self)
        let port = values["port"].flatMap { $0.contains { $0 != "," } ? ":\($0)" : nil } ?? ""
        shown = "postgres://\(place.first ?? "")\(port)/\(values["dbname"] ?? "")"
    }

    /// An @, / or : in the password that is not written %40, %2F or %3A ends the part about the user too early: pieces of the password
    /// end up in the host, the port and the name of the database, and whoever sees those would see half the password.
    private static func isShowable(_ values: [String: String]) -> Bool {
        func lacks(_ signs: String, _ text: some StringProtocol) -> Bool { !text.utf8.contains { signs.utf8.contains($0) } }
        // The folder of a socket is a path, and an address of IPv6 has colons.
        let hosts = (values["host"] ?? "").split(separator: ",").allSatisfy { host in
            let mayBeIPv6 = host.prefix { $0 != "%" }.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            return host.utf8.allSatisfy { $0 > 0x20 } && lacks(host.hasPrefix("/") ? "@" : mayBeIPv6 ? "@/" : "@/:", host)
        }
        let ports = (values["port"] ?? "").utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") }
        return hosts && ports && lacks("@/:", values["dbname"] ?? "")
    }

    package var description: String { shown }
    package var customMirror: Mirror { Mirror(self, children: ["shown": shown]) }

    /// Which of several places took writes last; shared by all who hold the address. Itself and not its number: a name's addresses come in
    /// any order.
    final class ReachedPlace: Sendable {
        let place = Mutex<Place?>(nil)

        /// It before the others: one that is gone takes its time to say nothing.
        func first(of places: [Place]) -> [Place] {
            let last = place.withLock { $0 }
            return places.filter { $0 == last } + places.filter { $0 != last }
        }
    }

    /// The options that are set, by name.
    static func values(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }
}
