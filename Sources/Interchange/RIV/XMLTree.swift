/// The elements of one document in document order, flat: three arrays, whatever the document's size.
///
/// An attribute that the reader knows stands as an element of the same name before the content, so that
/// `<id root="a"/>` and `<id><root>a</root></id>` read alike.
struct XMLTree {
    struct Node {
        var name: XMLName
        var isAttribute: Bool
        var line: Int32
        /// Index after the last node inside this one.
        var end: Int32
        var textStart: Int32
        var textEnd: Int32
    }

    var nodes: ContiguousArray<Node> = []
    /// All character data, in document order: the text of an element with that of its descendants is one slice.
    var text: ContiguousArray<UInt8> = []

    var root: XMLNode? { nodes.isEmpty ? nil : XMLNode(index: 0) }

    mutating func removeAll() {
        nodes.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }
}

/// An element of the tree that it is asked of.
struct XMLNode {
    let index: Int32
}

extension XMLTree {
    func name(_ node: XMLNode) -> XMLName { nodes[Int(node.index)].name }
    func line(_ node: XMLNode) -> Int { Int(nodes[Int(node.index)].line) }

    /// The character data inside the element, as written.
    func string(_ node: XMLNode) -> String {
        let node = nodes[Int(node.index)]
        return text.withUnsafeBufferPointer { String(decoding: $0[Int(node.textStart)..<Int(node.textEnd)], as: UTF8.self) }
    }

    /// Without white space around; empty when the element is missing.
    func trimmed(_ node: XMLNode?) -> String {
        guard let node else { return "" }
        let range = nodes[Int(node.index)]
        return text.withUnsafeBufferPointer { text in
            func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
            var first = Int(range.textStart)
            var end = Int(range.textEnd)
            while first < end, isWhite(text[first]) { first += 1 }
            while first < end, isWhite(text[end - 1]) { end -= 1 }
            return String(decoding: text[first..<end], as: UTF8.self)
        }
    }

    /// All that is written inside the element, its attributes too: words of different elements do not run together.
    func words(_ node: XMLNode) -> String {
        let inside = nodes[Int(node.index)..<Int(nodes[Int(node.index)].end)]
        let borders = inside.flatMap { [Int($0.textStart), Int($0.textEnd)] }.sorted()
        let pieces = zip(borders, borders.dropFirst()).map { start, end in
            String(decoding: text[start..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return pieces.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Whether the name stands at more than one place inside.
    func hasSeveral(_ name: XMLName, in parent: XMLNode) -> Bool {
        nodes[Int(parent.index + 1)..<Int(nodes[Int(parent.index)].end)].lazy.filter { $0.name == name }.prefix(2).count > 1
    }

    func child(_ name: XMLName, of parent: XMLNode?) -> XMLNode? {
        guard let parent else { return nil }
        let end = nodes[Int(parent.index)].end
        var index = parent.index + 1
        while index < end {
            let node = nodes[Int(index)]
            if node.name == name { return XMLNode(index: index) }
            index = node.end
        }
        return nil
    }

    /// How many children have the name.
    func count(_ name: XMLName, of parent: XMLNode) -> Int {
        let end = nodes[Int(parent.index)].end
        var index = parent.index + 1
        var count = 0
        while index < end {
            let node = nodes[Int(index)]
            if node.name == name { count += 1 }
            index = node.end
        }
        return count
    }

    /// The text of the child, without white space around; empty when it is missing.
    func text(_ name: XMLName, of parent: XMLNode?) -> String { trimmed(child(name, of: parent)) }

    /// The text of the child as written; empty when it is missing.
    func raw(_ name: XMLName, of parent: XMLNode?) -> String { child(name, of: parent).map(string) ?? "" }

    func forEachChild<Fault>(of parent: XMLNode?, _ body: (XMLNode, XMLName) throws(Fault) -> Void) throws(Fault) {
        guard let parent else { return }
        let end = nodes[Int(parent.index)].end
        var index = parent.index + 1
        while index < end {
            let node = nodes[Int(index)]
            if !node.isAttribute { try body(XMLNode(index: index), node.name) }
            index = node.end
        }
    }

    func hasElements(_ parent: XMLNode) -> Bool {
        let end = nodes[Int(parent.index)].end
        return nodes[Int(parent.index + 1)..<Int(end)].contains { !$0.isAttribute }
    }

    /// Whether other than white space stands in the element before, between or after its elements.
    func hasTextBesideElements(_ parent: XMLNode) -> Bool {
        let whole = nodes[Int(parent.index)]
        var start = whole.textStart
        func isText(through end: Int32) -> Bool { text[Int(start)..<Int(end)].contains { $0 > 0x20 } }
        var index = parent.index + 1
        while index < whole.end {
            let node = nodes[Int(index)]
            if !node.isAttribute {
                // An element's attributes come first, and their text with them.
                let first = index + 1 < node.end && nodes[Int(index + 1)].isAttribute ? nodes[Int(index + 1)] : node
                if isText(through: first.textStart) { return true }
                start = node.textEnd
            }
            index = node.end
        }
        return isText(through: whole.textEnd)
    }

    /// The first element of the name anywhere inside.
    func descendant(_ name: XMLName, of parent: XMLNode?) -> XMLNode? {
        guard let parent else { return nil }
        var index = parent.index + 1
        while index < nodes[Int(parent.index)].end {
            if nodes[Int(index)].name == name { return XMLNode(index: index) }
            index += 1
        }
        return nil
    }
}
