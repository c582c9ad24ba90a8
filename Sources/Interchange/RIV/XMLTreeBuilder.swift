import CLibXML2

/// What libxml2's events do: build the tree, within limits.
struct XMLTreeBuilder {
    private let limits: RIVLimits
    private let context: xmlParserCtxtPtr
    private var names = XMLNameCache()
    private(set) var tree = XMLTree()
    private var open: ContiguousArray<Int32> = []
    /// Why the parser was stopped.
    private(set) var refusal: RIVFault?

    init(limits: RIVLimits, context: xmlParserCtxtPtr) {
        self.limits = limits
        self.context = context
    }

    mutating func reset() {
        tree.removeAll()
        open.removeAll(keepingCapacity: true)
        refusal = nil
    }

    mutating func start(_ local: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int) {
        guard refusal == nil else { return }
        guard open.count < limits.depth else { return refuse(.tooDeep(limit: limits.depth)) }
        guard tree.nodes.count < limits.elements else { return refuse(.tooManyElements(limit: limits.elements)) }
        let line = Int32(truncatingIfNeeded: context.pointee.input.pointee.line)
        let index = tree.nodes.count
        tree.nodes.append(
            XMLTree.Node(
                name: names.name(local), isAttribute: false, line: line, end: 0, textStart: Int32(tree.text.count), textEnd: 0))
        open.append(Int32(index))
        guard let attributes, count > 0 else { return }
        for attribute in 0..<count {
            // Five pointers each: local name, prefix, namespace, first byte and end of the value.
            // One with a prefix is of another namespace, as `xml:id`, and no field of the document.
            guard let attributeName = attributes[attribute * 5], attributes[attribute * 5 + 1] == nil,
                let first = attributes[attribute * 5 + 3], let end = attributes[attribute * 5 + 4]
            else { continue }
            let name = names.name(attributeName)
            guard name != .other else { continue }
            let textStart = Int32(tree.text.count)
            appendAttribute(UnsafeBufferPointer(start: first, count: end - first))
            tree.nodes.append(
                XMLTree.Node(
                    name: name, isAttribute: true, line: line, end: Int32(tree.nodes.count + 1), textStart: textStart,
                    textEnd: Int32(tree.text.count)))
        }
        // The element's own text comes after its attributes'.
        tree.nodes[index].textStart = Int32(tree.text.count)
    }

    /// libxml2 writes each `&` of an attribute's value as `&#38;`, since it would read the value once more for a document of its own.
    private mutating func appendAttribute(_ value: UnsafeBufferPointer<UInt8>) {
        var place = 0
        while let ampersand = value.firstIndex(ofByte: UInt8(ascii: "&"), from: place) {
            tree.text.append(contentsOf: value[place...ampersand])
            place = ampersand + 1
            if value.hasPrefix("#38;", at: place) { place += 4 }
        }
        tree.text.append(contentsOf: value[place...])
    }

    mutating func end() {
        guard refusal == nil, let index = open.popLast() else { return }
        tree.nodes[Int(index)].end = Int32(tree.nodes.count)
        tree.nodes[Int(index)].textEnd = Int32(tree.text.count)
    }

    mutating func append(_ characters: UnsafePointer<UInt8>, _ count: Int) {
        guard refusal == nil else { return }
        tree.text.append(contentsOf: UnsafeBufferPointer(start: characters, count: count))
    }

    mutating func refuse(_ reason: RIVFault.Reason) {
        guard refusal == nil else { return }
        refusal = RIVFault(reason, line: Int(context.pointee.input.pointee.line))
        xmlStopParser(context)
    }
}
