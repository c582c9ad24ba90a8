/// Swedish alphabetical order as a stored key: the same in both database engines, whatever their collations.
package enum SwedishOrder {
    /// Lower-cased, accents folded, å ä ö after z; other characters as they are. Compare keys byte by byte.
    package static func key(_ text: some StringProtocol) -> String {
        var key = ""
        key.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                key.unicodeScalars.append(
                    (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
                continue
            }
            switch scalar {
            case "å", "Å": key += "{a"
            case "ä", "Ä", "æ", "Æ": key += "{b"
            case "ö", "Ö", "ø", "Ø": key += "{c"
            case "é", "É", "è", "È", "ê", "Ê", "ë", "Ë": key += "e"
            case "á", "Á", "à", "À", "â", "Â": key += "a"
            case "ü", "Ü", "ú", "Ú": key += "u"
            case "í", "Í", "ï", "Ï": key += "i"
            case "ó", "Ó", "ô", "Ô": key += "o"
            case "ç", "Ç": key += "c"
            case "ñ", "Ñ": key += "n"
            default: key.unicodeScalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return key
    }
}
