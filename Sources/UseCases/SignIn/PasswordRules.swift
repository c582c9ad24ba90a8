import Storage

/// What a new password must be (ASVS 6.2): long enough and not guessable; of any characters, for as long as the person likes.
package struct PasswordRules: Sendable {
    /// Characters. Fifteen are advised.
    package static let shortest = 8
    package static let advised = 15
    /// Bytes; a hash of more would be a way to keep the server busy.
    static let longest = 1024

    private let common: Set<String>

    /// - Parameter common: passwords that everybody tries, in small letters.
    package init(common: Set<String>) { self.common = common }

    /// - Parameter list: one password a line; lines that begin with `#` are comments.
    package init(list: String) {
        self.init(common: Set(list.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.lowercased() }))
    }

    /// Why the password is refused, and what to do; nil when it may be used.
    /// - Parameter own: words that others connect with the person: name, user name, units.
    package func objection(to password: String, own: [String]) -> String? {
        guard password.count >= PasswordRules.shortest else {
            return "Lösenordet ska ha minst \(PasswordRules.shortest) tecken. Ta gärna fyra slumpade ord i rad."
        }
        guard password.utf8.count <= PasswordRules.longest else {
            return "Lösenordet är längre än \(PasswordRules.longest) byte. Ta ett kortare."
        }
        let whole = password.lowercased()
        let core = PasswordRules.core(whole)
        if common.contains(whole) || common.contains(core) {
            return "Lösenordet hör till dem som alla provar först. Ta gärna fyra slumpade ord i rad."
        }
        if Set(whole).count < 4 {
            return "Lösenordet upprepar samma tecken. Ta gärna fyra slumpade ord i rad."
        }
        let words = PasswordRules.words(of: own + ["sakkunnig", "sjukskrivning", "försäkringsmedicin", "vårdcentral"])
        // Nothing of the password's own is left when such words, figures and signs are taken away.
        var rest = whole
        for word in words.sorted(by: { ($0.count, $0) > ($1.count, $1) }) { rest = rest.replacing(word, with: " ") }
        if rest != whole, rest.filter(\.isLetter).count < 4 {
            return "Lösenordet bygger på ditt namn, din enhet eller programmets namn. Ta andra ord."
        }
        return nil
    }

    /// The words of an account's person: the names, and what the places are called where the person works.
    static func own(of account: Account, _ connection: any Connection) throws -> [String] {
        [account.userName, account.name] + (try AccountRepository(connection).places(of: account))
    }

    /// Without the figures and signs that people put before and after a word.
    private static func core(_ text: String) -> String {
        var part = text[...]
        while let first = part.first, !first.isLetter { part.removeFirst() }
        while let last = part.last, !last.isLetter { part.removeLast() }
        return String(part)
    }

    private static func words(of texts: [String]) -> Set<String> {
        Set(texts.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }.filter { $0.count >= 3 })
    }
}
