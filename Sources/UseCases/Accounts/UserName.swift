/// What a local account may be called.
enum UserName {
    static let longest = 100

    /// Why the name is refused; nil for one that is not.
    static func objection(to name: String) -> String? {
        guard name.count <= longest else { return "Användarnamnet är längre än \(longest) tecken. Skriv ett kortare." }
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
            return "Skriv ett användarnamn utan mellanslag, till exempel eva.lind."
        }
        // HSA-id, @ and the issuer's address is what an identity provider's person gets: nobody here takes it first.
        guard !name.contains("://") else {
            return "Användarnamnet får inte innehålla ”://”: så heter konton från identitetstjänsten. Skriv ett annat."
        }
        return nil
    }
}
