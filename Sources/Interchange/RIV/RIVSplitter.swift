/// Finds the documents in a stream of bytes: elements of known names, under any wrapper, in any number of XML texts.
///
/// Splitting before parsing keeps one broken document from taking the others with it, bounds memory to one document, and
/// gives each its own bytes. It works on a window that the caller moves; positions are relative to the window.
struct RIVSplitter {
    struct Piece {
        enum Shape: Equatable {
            case whole
            case endMissing
            case startMissing
            case documentType
            case tooLarge
        }

        var shape: Shape
        var range: Range<Int>
        var name: String
        var encoding: RIVEncoding
    }

    enum Step {
        case piece(Piece)
        /// The window holds no more whole piece; what comes before the index is done with.
        case more(keepFrom: Int)
        case end
    }

    private enum State {
        case outside
        /// In a document that started at the index; its root's local name.
        case inside(start: Int, name: String)
        /// In an XML text with a DOCTYPE, which is refused up to the next XML declaration.
        case refused(start: Int)
        /// The same, already reported.
        case skipped
    }

    /// The input was converted to UTF-8 already, so declarations say nothing.
    let isConverted: Bool
    private var state = State.outside
    private var position = 0
    private var encoding = RIVEncoding.utf8
    /// The document that was too large: its end tag is still to come.
    private var abandoned: String?
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
    }

    /// Gives up on what the window holds: it is larger than a document may be.
    mutating func abandon(_ window: UnsafeBufferPointer<UInt8>, from start: Int) -> Piece {
        var piece = Piece(shape: .tooLarge, range: start..<window.count, name: "", encoding: encoding)
        switch state {
        case .inside(_, let name):
            piece.name = name
            abandoned = name
            state = .outside
        case .refused:
            piece.shape = .documentType
            state = .skipped
        case .outside, .skipped: break
        }
        position = window.count
        return piece
    }

    mutating func next(in window: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Step {
        while true {
            switch state {
            case .refused, .skipped:
                if let step = passRefused(window, isFinal: isFinal) { return step }
                continue
            case .outside, .inside: break
            }
            guard let open = window.firstIndex(ofByte: UInt8(ascii: "<"), from: position) else {
                position = window.count
                return isFinal ? finish(window) : .more(keepFrom: keptStart ?? position)
            }
            switch window.markup(at: open) {
            case .incomplete:
                guard isFinal else {
                    position = open
                    return .more(keepFrom: keptStart ?? open)
                }
                // An unclosed comment or section must not swallow the next XML text.
                guard let next = window.nextDeclaration(from: open + 1) else {
                    position = window.count
                    return finish(window)
                }
                position = next
                if let piece = close(.endMissing, at: next) { return .piece(piece) }
            case .opaque(let end): position = end
            case .nothing: position = open + 1
            case .declaration(let range):
                if let piece = close(.endMissing, at: open) {
                    position = open
                    return .piece(piece)
                }
                position = range.upperBound
                abandoned = nil
                encoding = isConverted ? .utf8 : RIVEncoding(declaration: UnsafeBufferPointer(rebasing: window[range]))
            case .documentType:
                // From here on: the window may have left the text's start behind, and what came before has been read.
                if case .outside = state { state = .refused(start: open) }
                position = open + 1
            case .startTag(let local):
                if let step = startTag(window, open: open, local: local, isFinal: isFinal) { return step }
            case .endTag(let local):
                if let step = endTag(window, open: open, local: local, isFinal: isFinal) { return step }
            }
        }
    }

    private var keptStart: Int? {
        switch state {
        case .inside(let start, _), .refused(let start): start
        case .outside, .skipped: nil
        }
    }

    /// Ends the open document, if any, at the index.
    private mutating func close(_ shape: Piece.Shape, at end: Int) -> Piece? {
        guard case .inside(let start, let name) = state else { return nil }
        state = .outside
        return Piece(shape: shape, range: start..<end, name: name, encoding: encoding)
    }

    private mutating func finish(_ window: UnsafeBufferPointer<UInt8>) -> Step {
        close(.endMissing, at: window.count).map { .piece($0) } ?? .end
    }

    private mutating func startTag(
        _ window: UnsafeBufferPointer<UInt8>, open: Int, local: Range<Int>, isFinal: Bool
    ) -> Step? {
        if firstElement == nil { firstElement = String(decoding: window[local], as: UTF8.self) }
        guard let name = RIVSplitter.documentName(window, local) ?? bareCertificate(window, local) else {
            position = local.upperBound
            return nil
        }
        // No document holds another one: the one before lacks its end.
        if let piece = close(.endMissing, at: open) {
            position = open
            return .piece(piece)
        }
        guard let tagEnd = window.tagEnd(from: local.upperBound) else {
            state = .inside(start: open, name: name)
            if isFinal, let next = window.nextDeclaration(from: open + 1) {
                position = next
                return close(.endMissing, at: next).map { .piece($0) }
            }
            if isFinal {
                position = window.count
                return finish(window)
            }
            state = .outside
            position = open
            return .more(keepFrom: open)
        }
        abandoned = nil
        state = .inside(start: open, name: name)
        position = tagEnd + 1
        guard window[tagEnd - 1] == UInt8(ascii: "/") else { return nil }
        return close(.whole, at: tagEnd + 1).map { .piece($0) }
    }

    private mutating func endTag(_ window: UnsafeBufferPointer<UInt8>, open: Int, local: Range<Int>, isFinal: Bool) -> Step? {
        guard let name = RIVSplitter.documentName(window, local) ?? bareCertificateEnd(window, local) else {
            position = local.upperBound
            return nil
        }
        guard let end = window.firstIndex(ofByte: UInt8(ascii: ">"), from: local.upperBound) else {
            position = isFinal ? window.count : open
            return isFinal ? finish(window) : .more(keepFrom: keptStart ?? open)
        }
        position = end + 1
        if case .inside(_, let opened) = state {
            return opened == name ? close(.whole, at: end + 1).map { .piece($0) } : nil
        }
        if abandoned == name {
            abandoned = nil
            return nil
        }
        return .piece(Piece(shape: .startMissing, range: open..<end + 1, name: name, encoding: encoding))
    }

    /// A certificate that no registration is around, as in an answer to GetCertificate.
    private func bareCertificate(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        guard case .outside = state, abandoned == nil, RIVSplitter.isCertificate(window, local) else { return nil }
        return "intyg"
    }

    private func bareCertificateEnd(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        guard RIVSplitter.isCertificate(window, local) else { return nil }
        if case .inside(_, "intyg") = state { return "intyg" }
        return abandoned == "intyg" ? abandoned : nil
    }

    private mutating func passRefused(_ window: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Step? {
        let next = window.nextDeclaration(from: position)
        guard let end = next ?? (isFinal ? window.count : nil) else {
            // A declaration may straddle the window's end.
            position = max(position, window.count - 6)
            return .more(keepFrom: keptStart ?? position)
        }
        position = end
        guard case .refused(let start) = state else {
            state = .outside
            return nil
        }
        state = .outside
        return .piece(Piece(shape: .documentType, range: start..<end, name: "", encoding: encoding))
    }
}

extension RIVSplitter {
    /// Why an input gave no piece.
    func nothingFound(isBlank: Bool) -> RIVFault {
        if let firstElement { return RIVFault(.noDocument(root: firstElement)) }
        return RIVFault(isBlank ? .empty : .notXML)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Nothing but white space and byte order marks.
    var isBlank: Bool { allSatisfy { isWhite($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF } }
}

extension RIVSplitter {
    /// Documents that are read, and other interactions of the national contracts, which are told apart from wrappers so
    /// that none of them is passed over in silence.
    private static let documents: [StaticString] = [
        "RegisterCertificate", "RegisterMedicalCertificate", "RevokeCertificate", "RevokeMedicalCertificate",
        "SendMessageToCare", "SendMessageToRecipient",
        "CertificateStatusUpdateForCare", "CreateDraftCertificate", "SendCertificateToRecipient", "SendMedicalCertificate",
        "SendMedicalCertificateQuestion", "SendMedicalCertificateAnswer", "ReceiveMedicalCertificateQuestion",
        "ReceiveMedicalCertificateAnswer", "SetCertificateStatus",
    ]

    private static func isCertificate(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> Bool {
        local.count == 5 && window.hasPrefix("intyg", at: local.lowerBound)
    }

    private static func documentName(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        // All of them are longer than 16 letters and begin with C, R or S; nearly nothing else in a certificate does.
        guard local.count > 16, (0x43...0x53).contains(window[local.lowerBound]) else { return nil }
        for name in documents where name.utf8CodeUnitCount == local.count && window.hasPrefix(name, at: local.lowerBound) {
            return name.description
        }
        return nil
    }
}
