/// Swedish alphabetical order as a stored key: the same in both database engines, whatever their collations.
package enum SwedishOrder {
    /// Lower-cased, accents folded, å ä ö after z; other characters as they are. Compare keys byte by byte.
    package static func key(_ text: some StringProtocol) -> String {
        var key: [UInt8] = []
        key.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                key.append(UInt8(scalar.value) + ((0x41...0x5A).contains(scalar.value) ? 32 : 0))
                continue
            }
            switch scalar {
            case "å", "Å": key += "{a".utf8
            case "ä", "Ä", "æ", "Æ": key += "{b".utf8
            case "ö", "Ö", "ø", "Ø": key += "{c".utf8
            case "é", "É", "è", "È", "ê", "Ê", "ë", "Ë": key += "e".utf8
            case "á", "Á", "à", "À", "â", "Â": key += "a".utf8
            case "ü", "Ü", "ú", "Ú": key += "u".utf8
            case "í", "Í", "ï", "Ï": key += "i".utf8
            case "ó", "Ó", "ô", "Ô": key += "o".utf8
            case "ç", "Ç": key += "c".utf8
            case "ñ", "Ñ": key += "n".utf8
            default: key += scalar.properties.lowercaseMapping.utf8
            }
        }
        return String(decoding: key, as: UTF8.self)
    }
}
