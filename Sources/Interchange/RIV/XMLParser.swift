import CLibXML2

/// libxml2's event parser, filling an `XMLTree`. Not for sharing between threads: each reading makes its own.
///
/// Safe against hostile input: no network, no external or declared entities (a DOCTYPE stops the parser), libxml2's own
/// limits kept (no XML_PARSE_HUGE), and ours on depth and number of elements. Says nothing on standard error.
final class XMLParser {
    private let context: xmlParserCtxtPtr
    private let complaint = UnsafeMutablePointer<sakkunnig_xml_complaint>.allocate(capacity: 1)
    /// Behind a pointer so that libxml2's calls reach it without reference counting.
    private let builder = UnsafeMutablePointer<XMLTreeBuilder>.allocate(capacity: 1)

    /// libxml2 must be set up once, before several threads use it.
    private static let setUp: Void = xmlInitParser()

    init(limits: RIVLimits) {
        _ = XMLParser.setUp
        guard let context = xmlNewParserCtxt() else { fatalError("out of memory") }
        self.context = context
        complaint.initialize(to: sakkunnig_xml_complaint())
        builder.initialize(to: XMLTreeBuilder(limits: limits, context: context))
        sakkunnig_xml_prepare(
            context, self.builder, complaint,
            { user, local, _, _, _, _, count, _, attributes in
                guard let user, let local else { return }
                user.assumingMemoryBound(to: XMLTreeBuilder.self).pointee.start(local, attributes, Int(count))
            },
            { user, _, _, _ in user?.assumingMemoryBound(to: XMLTreeBuilder.self).pointee.end() },
            { user, characters, count in
                guard let user, let characters else { return }
                user.assumingMemoryBound(to: XMLTreeBuilder.self).pointee.append(characters, Int(count))
            },
            { user, _, _, _ in user?.assumingMemoryBound(to: XMLTreeBuilder.self).pointee.refuse(.documentType) })
    }

    deinit {
        xmlFreeParserCtxt(context)
        complaint.deallocate()
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    /// Parses one element in UTF-8. Lines are counted from its first byte. The tree is lent until the next document.
    func parse<T>(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (XMLTree) throws(RIVFault) -> T) throws(RIVFault) -> T {
        builder.pointee.reset()
        complaint.pointee = sakkunnig_xml_complaint()
        guard let base = bytes.baseAddress, bytes.count > 0, let count = Int32(exactly: bytes.count) else {
            throw RIVFault(.empty)
        }
        // A NUL ends libxml2's view of the text, so it would hide what follows.
        if let nul = bytes.firstIndex(ofByte: 0, from: 0) { throw RIVFault(.nul, line: 1 + bytes.lineBreaks(in: 0..<nul)) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let read = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            xmlCtxtReadMemory(context, $0, count, nil, nil, Int32(options))
        }
        // Our handlers build no document of libxml2's own; should a version make one all the same, it is ours to free.
        if let read { xmlFreeDoc(read) }
        if let refusal = builder.pointee.refusal { throw refusal }
        if complaint.pointee.code != 0 || context.pointee.wellFormed == 0 {
            let line = complaint.pointee.line > 0 ? Int(complaint.pointee.line) : nil
            // libxml2 calls bytes that are no UTF-8 by several names, depending on where they stand.
            let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
            throw RIVFault(isUTF8 ? .malformed(Int(complaint.pointee.code)) : .notEncodedAs("UTF-8"), line: line)
        }
        guard !builder.pointee.tree.nodes.isEmpty else { throw RIVFault(.notXML) }
        return try body(builder.pointee.tree)
    }
}

extension UnsafeBufferPointer<UInt8> {
    func lineBreaks(in range: Range<Int>) -> Int {
        var count = 0
        for index in range where self[index] == 0x0A { count += 1 }
        return count
    }
}
