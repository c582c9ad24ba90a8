/// Where a code stands in the classification: chapter (kapitel), block (avsnitt), category (kategori).
///
/// KSH97-P cuts the same letter and number ranges, so both systems are placed alike.
extension DiagnosisCode {
    /// The category as a number: 100 × letter (A = 0) + the two digits; `F43` is 543. Nil without letter and two digits.
    package var categoryNumber: UInt16? {
        var bytes = code.utf8.makeIterator()
        guard let letter = bytes.next(), let tens = bytes.next(), let ones = bytes.next(),
            (0x41...0x5A).contains(letter), (0x30...0x39).contains(tens), (0x30...0x39).contains(ones)
        else { return nil }
        return UInt16(letter - 0x41) * 100 + UInt16(tens - 0x30) * 10 + UInt16(ones - 0x30)
    }

    /// The three-position category (kategori), as `F43`; nil when the code does not start with a letter and two digits.
    package var category: String? { categoryNumber == nil ? nil : String(code.prefix(3)) }

    /// Nil when the code falls outside every chapter.
    package var chapter: DiagnosisChapter? { categoryNumber.flatMap(DiagnosisChapter.init(categoryNumber:)) }

    /// Nil when the code falls outside every block.
    package var block: DiagnosisBlock? { categoryNumber.flatMap(DiagnosisBlock.init(categoryNumber:)) }

    /// `withoutValidCode` when the code falls outside every block.
    package var group: DiagnosisGroup { DiagnosisGroup(of: self) }
}

/// `F43` for 543.
func categoryName(_ number: UInt16) -> String {
    let letter = Unicode.Scalar(UInt8(0x41 + number / 100))
    return "\(letter)\(number % 100 < 10 ? "0" : "")\(number % 100)"
}
