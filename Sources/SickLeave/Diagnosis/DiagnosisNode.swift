/// A place in the tree of diagnoses that a report can group or filter by: a chapter, a block, a category or a single code.
package enum DiagnosisNode: Hashable, Sendable {
    case chapter(DiagnosisChapter)
    case block(DiagnosisBlock)
    /// As `DiagnosisCode.categoryNumber`.
    case category(UInt16)
    /// Four positions or more, as `F432`.
    case code(String)
    /// Certificates in the category that state no finer code.
    case unspecified(UInt16)
    /// Certificates whose diagnosis cannot be placed, or that state none.
    case unplaced

    /// Reads `F00-F99`, `F40-F48`, `F43`, `F43.2` or `Ö00-Ö00`; `F40intern` names the unspecified ones. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        let text = String(text.filter { $0 != " " && $0 != "\u{A0}" }).uppercased()
        if text.hasPrefix("Ö00") {
            self = .unplaced
        } else if text.hasSuffix("INTERN"), let number = DiagnosisCode(text.dropLast(6)).categoryNumber {
            self = .unspecified(number)
        } else if text.contains("-") {
            guard let node = DiagnosisNode(range: text) else { return nil }
            self = node
        } else {
            let code = DiagnosisCode(text)
            guard let number = code.categoryNumber else { return nil }
            self = code.code.utf8.count == 3 ? .category(number) : .code(code.code)
        }
    }

    private init?(range text: String) {
        if let chapter = DiagnosisChapter.allCases.first(where: { $0.codeRange == text }) {
            self = .chapter(chapter)
        } else if let block = DiagnosisBlock.all.first(where: { $0.description == text }) {
            self = .block(block)
        } else {
            return nil
        }
    }

    /// What the node is called by its codes: `F00-F99`, `F43`, `F43.2`.
    package var codes: String {
        switch self {
        case .chapter(let chapter): chapter.codeRange
        case .block(let block): block.description
        case .category(let number), .unspecified(let number): categoryName(number)
        case .code(let code): code
        case .unplaced: ""
        }
    }

    /// The node one level down that a diagnosis belongs to, and every such node, are what a report on this node lists.
    package var nextLevel: [DiagnosisNode] {
        switch self {
        case .chapter(let chapter): chapter.blocks.map(DiagnosisNode.block)
        case .block(let block): block.categories.map(DiagnosisNode.category)
        case .category(let number): (0...9).map { .code("\(categoryName(number))\($0)") } + [.unspecified(number)]
        case .code, .unspecified, .unplaced: []
        }
    }
}

/// A code placed at every level of the tree.
package struct PlacedDiagnosis: Hashable, Sendable {
    /// As `DiagnosisCode.categoryNumber`; nil when the code falls outside every block.
    package let category: UInt16?
    /// The code when it is finer than its category: a digit in fourth position and whatever follows.
    package let code: String?

    /// Nil stands for a certificate without diagnosis.
    package init(_ diagnosis: DiagnosisCode?) {
        guard let diagnosis, diagnosis.block != nil, let number = diagnosis.categoryNumber else {
            category = nil
            code = nil
            return
        }
        category = number
        let fourth = diagnosis.code.utf8.dropFirst(3).first
        code = fourth.map { (0x30...0x39).contains($0) } ?? false ? diagnosis.code : nil
    }

    package var isPlaced: Bool { category != nil }

    package func belongs(to node: DiagnosisNode) -> Bool {
        guard let category else { return node == .unplaced }
        switch node {
        case .chapter(let chapter): return chapter.categories.contains(category)
        case .block(let block): return block.categories.contains(category)
        case .category(let number): return number == category
        case .code(let wanted): return code == wanted
        case .unspecified(let number): return number == category && code == nil
        case .unplaced: return false
        }
    }
}

extension DiagnosisNode {
    /// One lies in the other.
    package func overlaps(_ other: DiagnosisNode) -> Bool {
        guard let mine = categories, let theirs = other.categories else { return self == other }
        guard mine.overlaps(theirs) else { return false }
        switch (self, other) {
        case (.code, .code), (.code, .unspecified), (.unspecified, .code), (.unspecified, .unspecified): return self == other
        default: return true
        }
    }

    /// The categories that it lies in or holds; nil for what cannot be placed.
    private var categories: ClosedRange<UInt16>? {
        switch self {
        case .chapter(let chapter): chapter.categories
        case .block(let block): block.categories
        case .category(let number), .unspecified(let number): number...number
        case .code(let code): DiagnosisCode(code).categoryNumber.map { $0...$0 }
        case .unplaced: nil
        }
    }
}
