/// A block (avsnitt) of ICD-10-SE: a run of categories within a chapter, such as F40-F48.
package struct DiagnosisBlock: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// As `DiagnosisCode.categoryNumber`.
    package let first: UInt16
    package let last: UInt16

    /// Nil for numbers between blocks.
    package init?(categoryNumber: UInt16) {
        guard categoryNumber < 2600 else { return nil }
        let position = DiagnosisBlock.positions[Int(categoryNumber)]
        guard position >= 0 else { return nil }
        self = DiagnosisBlock.all[Int(position)]
    }

    private init(first: UInt16, last: UInt16) {
        self.first = first
        self.last = last
    }

    package var chapter: DiagnosisChapter { DiagnosisChapter(categoryNumber: first)! }
    package var categories: ClosedRange<UInt16> { first...last }
    /// `F40-F48`.
    package var description: String { "\(categoryName(first))-\(categoryName(last))" }
    package static func < (a: DiagnosisBlock, b: DiagnosisBlock) -> Bool { a.first < b.first }

    /// All of them, in order of code.
    package static let all: [DiagnosisBlock] = named.map(\.block)

    /// The classification's name: `Förstämningssyndrom`.
    package var title: String { DiagnosisBlock.named[Int(DiagnosisBlock.positions[Int(first)])].title }

    private static let named: [(block: DiagnosisBlock, title: String)] = list.split(separator: "\n").compactMap { line in
        guard let first = DiagnosisCode(line.prefix(3)).categoryNumber,
            let last = DiagnosisCode(line.dropFirst(4).prefix(3)).categoryNumber
        else { return nil }
        return (DiagnosisBlock(first: first, last: last), String(line.dropFirst(8)))
    }

    /// For each category number its block's place in `all`, −1 between blocks: statistics ask this for every certificate.
    private static let positions: [Int16] = {
        var positions = [Int16](repeating: -1, count: 2600)
        for (position, block) in all.enumerated() {
            for category in block.categories { positions[Int(category)] = Int16(position) }
        }
        return positions
    }()
}
