/// Finds the documents in a stream of bytes: elements of known names, under any wrapper, in any number of XML texts.
///
/// Splitting before parsing keeps one broken document from taking the others with it, bounds memory to one document, and
/// gives each its own bytes. It works on a window that the caller moves; positions are relative to the window.
///
/// Wrappers between the documents are passed over with all that stands in them. What is neither document nor wrapper (text
/// outside every element, markup that never ends) is a piece of its own, so that nothing is lost in silence.
struct RIVSplitter {
    private enum State {
        case outside
        /// In a document that started at the index; its root's local name.
        case inside(start: Int, name: String)
        /// In an XML text with a DOCTYPE, which is refused up to the next XML declaration.
        case refused(start: Int)
        /// The same, already reported.
        case skipped
    }

    /// What stands between documents: wrappers, the rest of a document that lost its beginning, or what is neither.
    private struct Gap {
        /// The end of the piece or declaration before, or what is held since.
        var start: Int
        /// The first byte of what is neither document nor wrapper.
        var stray: Int?
        /// Bytes before the start were let go of.
        var isCut = false
        /// What was given up as too large goes on here: its name, empty when it is no document.
        var givenUp: String?
        /// Nothing but end tags since a certificate that had no registration around it.
        var followsCertificate = false
    }

    /// The input was converted to UTF-8 already, so declarations say nothing.
    let isConverted: Bool
    private var state = State.outside
    private var position = 0
    private var encoding = RIVEncoding.utf8
    private var gap = Gap(start: 0)
    /// Wrappers that are open. Only tells text in a wrapper from text outside all: a damaged input may make it wrong until the
    /// next XML declaration.
    private var depth = 0
    private var hasFound = false
    /// The first element's local name, when there was one.
    private(set) var firstElement: String?

    init(isConverted: Bool) { self.isConverted = isConverted }

    /// The caller dropped this many bytes from the window's start.
    mutating func shift(by count: Int) {
        position -= count
        switch state {
        case .inside(let start, let name): state = .inside(start: start - count, name: name)
        case .refused(let start): state = .refused(start: start - count)
        case .outside, .skipped: break
        }
        gap.start -= count
        gap.stray = gap.stray.map { $0 - count }
    }

    /// Gives up on what the window holds: it is larger than a document may be. Nil when it was enough to let go of wrappers,
    /// which are held because they could be the rest of a document.
    mutating func abandon(_ window: UnsafeBufferPointer<UInt8>) -> Piece? {
        var piece = Piece(shape: .tooLarge, range: 0..<window.count, name: "", encoding: encoding, isComplete: false)
        switch state {
        case .inside(_, let name):
            piece.name = name
            state = .outside
        case .refused:
            piece.shape = .documentType
            state = .skipped
        case .outside where gap.givenUp == nil:
            let held = gap.stray ?? position
            if gap.start < held {
                gap.start = held
                gap.isCut = true
                return nil
            }
            if gap.stray != nil {
                piece.shape = .stray
                piece.encoding = .utf8
            }
        case .outside, .skipped:
            position = window.count
            return nil
        }
        position = window.count
        gap = Gap(start: position, givenUp: piece.name)
        hasFound = true
        return piece
    }

    mutating func next(in window: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Step {
        let step = advance(in: window, isFinal: isFinal)
        if case .piece = step { hasFound = true }
        return step
    }

    private mutating func advance(in window: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Step {
        while true {
            switch state {
            case .refused, .skipped:
                if let step = passRefused(window, isFinal: isFinal) { return step }
                continue
            case .outside, .inside: break
            }
            let bracket = window.firstIndex(ofByte: UInt8(ascii: "<"), from: position)
            noteText(window, position..<(bracket ?? window.count))
            guard let open = bracket else {
                position = window.count
                return isFinal ? finish(window) : .more(keepFrom: keptStart ?? position)
            }
            switch window.markup(at: open) {
            case .incomplete:
                if let step = unfinished(window, open: open, isFinal: isFinal) { return step }
            case .opaque(let end): position = end
            case .nothing:
                noteText(window, open..<open + 1)
                position = open + 1
            case .declaration(let range):
                if let piece = cut(at: open) {
                    position = open
                    return .piece(piece)
                }
                position = range.upperBound
                gap = Gap(start: position)
                depth = 0
                encoding = isConverted ? .utf8 : RIVEncoding(declaration: UnsafeBufferPointer(rebasing: window[range]))
            case .documentType:
                if case .outside = state {
                    if let piece = cut(at: open) {
                        position = open
                        return .piece(piece)
                    }
                    // From here on: the window may have left the text's start behind, and what came before has been read.
                    state = .refused(start: open)
                }
                position = open + 1
            case .startTag(let local):
                if let step = startTag(window, open: open, local: local, isFinal: isFinal) { return step }
            case .endTag(let local):
                if let step = endTag(window, open: open, local: local, isFinal: isFinal) { return step }
            }
        }
    }

    /// Text in a wrapper is the wrapper's; outside all of them it is nobody's.
    private mutating func noteText(_ window: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard case .outside = state, depth == 0, gap.stray == nil, gap.givenUp == nil else { return }
        gap.stray = window[range].firstIndex { !window.isBlankByte($0) }
    }

    /// Markup whose end the window does not hold.
    private mutating func unfinished(_ window: UnsafeBufferPointer<UInt8>, open: Int, isFinal: Bool) -> Step? {
        guard isFinal else {
            position = open
            return .more(keepFrom: keptStart ?? open)
        }
        if case .outside = state, gap.stray == nil, gap.givenUp == nil { gap.stray = open }
        // An unclosed comment or section must not swallow the next XML text.
        guard let next = window.nextDeclaration(from: open + 1) else {
            position = window.count
            return finish(window)
        }
        position = next
        return cut(at: next).map { .piece($0) }
    }

    private var keptStart: Int? {
        switch state {
        case .inside(let start, _), .refused(let start): start
        case .outside: gap.givenUp == nil ? gap.start : nil
        case .skipped: nil
        }
    }

    /// Ends the open document, if any, at the index.
    private mutating func close(_ shape: Piece.Shape, at end: Int) -> Piece? {
        guard case .inside(let start, let name) = state else { return nil }
        state = .outside
        gap = Gap(start: end, followsCertificate: shape == .whole && name == "intyg")
        return Piece(shape: shape, range: start..<end, name: name, encoding: encoding)
    }

    /// Ends at the index what has no end of its own: a document that lacks its end tag, or what is no document.
    private mutating func cut(at end: Int) -> Piece? {
        guard case .outside = state, let stray = gap.stray else { return close(.endMissing, at: end) }
        gap = Gap(start: end)
        return Piece(shape: .stray, range: stray..<end, name: "", encoding: .utf8)
    }

    private mutating func finish(_ window: UnsafeBufferPointer<UInt8>) -> Step {
        // An input without any document is told as a whole.
        if case .outside = state, !hasFound { return .end }
        return cut(at: window.count).map { .piece($0) } ?? .end
    }

    private mutating func startTag(
        _ window: UnsafeBufferPointer<UInt8>, open: Int, local: Range<Int>, isFinal: Bool
    ) -> Step? {
        if firstElement == nil { firstElement = String(decoding: window[local], as: UTF8.self) }
        guard let name = RIVSplitter.documentName(window, local) ?? bareCertificate(window, local) else {
            return pass(window, open: open, local: local, isStart: true, isFinal: isFinal)
        }
        // No document holds another one: the one before lacks its end.
        if let piece = cut(at: open) {
            position = open
            return .piece(piece)
        }
        gap = Gap(start: open)
        guard let tagEnd = window.tagEnd(from: local.upperBound) else {
            if isFinal { state = .inside(start: open, name: name) }
            return unfinished(window, open: open, isFinal: isFinal)
        }
        state = .inside(start: open, name: name)
        position = tagEnd + 1
        guard window[tagEnd - 1] == UInt8(ascii: "/") else { return nil }
        return close(.whole, at: tagEnd + 1).map { .piece($0) }
    }

    private mutating func endTag(_ window: UnsafeBufferPointer<UInt8>, open: Int, local: Range<Int>, isFinal: Bool) -> Step? {
        guard let name = RIVSplitter.documentName(window, local) ?? bareCertificateEnd(window, local) else {
            return pass(window, open: open, local: local, isStart: false, isFinal: isFinal)
        }
        guard let end = window.firstIndex(ofByte: UInt8(ascii: ">"), from: local.upperBound) else {
            return unfinished(window, open: open, isFinal: isFinal)
        }
        position = end + 1
        if case .inside(_, let opened) = state {
            return opened == name ? close(.whole, at: end + 1).map { .piece($0) } : nil
        }
        let before = gap
        gap = Gap(start: end + 1)
        // The end of what was given up, or of the registration around a certificate that has been read, says nothing new.
        guard before.givenUp == nil, !before.followsCertificate || before.stray != nil else { return nil }
        let start = window[before.start..<open].firstIndex { !window.isBlankByte($0) } ?? open
        return .piece(
            Piece(
                shape: .startMissing, range: start..<end + 1, name: name, encoding: encoding, isComplete: !before.isCut))
    }

    /// A tag that is no document's. Between documents it is a wrapper's.
    private mutating func pass(
        _ window: UnsafeBufferPointer<UInt8>, open: Int, local: Range<Int>, isStart: Bool, isFinal: Bool
    ) -> Step? {
        guard case .outside = state, gap.givenUp == nil else {
            position = local.upperBound
            return nil
        }
        guard let end = window.wrapperTagEnd(from: local.upperBound) else {
            return unfinished(window, open: open, isFinal: isFinal)
        }
        position = end
        if isStart {
            gap.followsCertificate = false
            if !window.hasPrefix("/>", at: end - 2) { depth += 1 }
        } else {
            depth = max(0, depth - 1)
        }
        return nil
    }

    /// A certificate that no registration is around, as in an answer to GetCertificate.
    private func bareCertificate(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        // Not in a registration that was given up.
        guard case .outside = state, gap.givenUp ?? "" == "", RIVSplitter.isCertificate(window, local) else { return nil }
        return "intyg"
    }

    private func bareCertificateEnd(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        guard RIVSplitter.isCertificate(window, local) else { return nil }
        if case .inside(_, "intyg") = state { return "intyg" }
        return gap.givenUp == "intyg" ? "intyg" : nil
    }

    private mutating func passRefused(_ window: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Step? {
        let next = window.nextDeclaration(from: position)
        guard let end = next ?? (isFinal ? window.count : nil) else {
            // A declaration may straddle the window's end.
            position = max(position, window.count - 6)
            return .more(keepFrom: keptStart ?? position)
        }
        position = end
        gap = Gap(start: end)
        depth = 0
        guard case .refused(let start) = state else {
            state = .outside
            return nil
        }
        state = .outside
        return .piece(Piece(shape: .documentType, range: start..<end, name: "", encoding: encoding))
    }
}
