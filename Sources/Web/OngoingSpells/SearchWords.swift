import SickLeave

/// What a person typed to search for, parted by what may stand in an address: diagnosis codes and days may. An identity number may
/// not, and any other word may be a name.
struct SearchWords {
    /// Ten or twelve digits, without separator.
    let identityNumber: String?
    /// Diagnosis codes, whole or begun, and days.
    let plain: String
    let others: String

    /// Longer than any name with its diagnosis.
    private static let limit = 100

    init(_ text: String) {
        var number: String?
        var plain: [Substring] = []
        var others: [Substring] = []
        for word in text.prefix(SearchWords.limit).split(separator: " ") {
            if let digits = SearchWords.identityNumber(word) {
                number = digits
            } else if SearchWords.isCode(word) || SearchWords.isDay(word) {
                plain.append(word)
            } else {
                others.append(word)
            }
        }
        identityNumber = number
        self.plain = plain.joined(separator: " ")
        self.others = others.joined(separator: " ")
    }

    private static func identityNumber(_ word: Substring) -> String? {
        let digits = word.filter { $0 != "-" && $0 != "+" }
        let isNumber = (digits.utf8.count == 10 || digits.utf8.count == 12) && digits.utf8.allSatisfy(isDigit)
        return isNumber ? digits : nil
    }

    /// A letter and then digits, with a dot, and a letter last in the finest codes: `F`, `F43`, `f43.8A`.
    private static func isCode(_ word: Substring) -> Bool {
        let bytes = Array(word.utf8)
        guard let first = bytes.first, isLetter(first), bytes.count <= 7 else { return false }
        let last = bytes.count > 3 && isLetter(bytes[bytes.count - 1]) ? 1 : 0
        return bytes.dropFirst().dropLast(last).allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    }

    /// As the list writes days: `19900101` begins an identity number.
    private static func isDay(_ word: Substring) -> Bool { word.utf8.count == 10 && Day(iso: word) != nil }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
