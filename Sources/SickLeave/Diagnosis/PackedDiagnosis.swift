extension DiagnosisCode {
    /// The code as 24 bits for columns: letter, two digits, fourth and fifth position; 0 for a code that is not a letter,
    /// two digits and at most two more letters or digits.
    ///
    /// Numbers sort as the codes do, and a category with its codes is one run of numbers (`packedCategory`).
    package var packed: UInt32 {
        guard let category = categoryNumber, code.utf8.count <= 5 else { return 0 }
        var rest = code.utf8.dropFirst(3).makeIterator()
        var value = (UInt32(category) + 1) << 12
        for shift: UInt32 in [6, 0] {
            guard let byte = rest.next() else { break }
            switch byte {
            case 0x30...0x39: value |= UInt32(byte - 0x30 + 1) << shift
            case 0x41...0x5A: value |= UInt32(byte - 0x41 + 11) << shift
            default: return 0
            }
        }
        return value
    }

    /// Nil for 0 and for numbers that no code packs to.
    package init?(packed: UInt32, system: System = .icd10SE) {
        let category = packed >> 12
        let tail = [packed >> 6 & 0x3F, packed & 0x3F]
        guard (1...2600).contains(category), tail.allSatisfy({ $0 <= 36 }), tail[0] != 0 || tail[1] == 0 else { return nil }
        var code = categoryName(UInt16(category - 1))
        for position in tail where position != 0 {
            code.unicodeScalars.append(Unicode.Scalar(UInt8(position <= 10 ? 0x30 + position - 1 : 0x41 + position - 11)))
        }
        self.init(code, system: system)
    }

    /// The packed numbers of a category and every code in it.
    package static func packedCategory(_ categoryNumber: UInt16) -> ClosedRange<UInt32> {
        let first = (UInt32(categoryNumber) + 1) << 12
        return first...(first | 0xFFF)
    }

    /// `categoryNumber` of a packed code; nil for 0.
    package static func categoryNumber(packed: UInt32) -> UInt16? {
        packed == 0 ? nil : UInt16(truncatingIfNeeded: (packed >> 12) - 1)
    }
}
