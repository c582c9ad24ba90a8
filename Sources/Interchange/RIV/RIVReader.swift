package import SickLeave

/// Reads RIV-TA XML: RegisterCertificate (FK 7804, AG7804, AG1-14, FK 7263), the old RegisterMedicalCertificate,
/// RevokeCertificate, SendMessageToCare and SendMessageToRecipient; bare, in SOAP envelopes, or several in one file; and the certificate alone
/// (`intyg`), as other services of the national contracts hand it out.
///
/// Reading is not judging: a certificate with missing or impossible answers is read as written. Only when it cannot be known
/// which certificate, patient or unit it is, when a field of its head stands twice or cannot be read, or when something of an answer would
/// be lost, does it become a `RIVFault`. Values may be used from several threads at once.
package struct RIVReader: Sendable {
    package let limits: RIVLimits
    /// Decides the century of ten-digit personal identity numbers, and which birth dates lie in the future.
    package let today: Day

    package init(limits: RIVLimits = .default, today: Day) {
        self.limits = limits
        self.today = today
    }

    package func documents(in bytes: [UInt8]) -> [RIVReading] {
        bytes.withUnsafeBytes { documents(in: $0) }
    }

    /// Never empty: input without any document gives one reading with the reason.
    package func documents(in bytes: UnsafeRawBufferPointer) -> [RIVReading] {
        let input = UnsafeBufferPointer(start: bytes.bindMemory(to: UInt8.self).baseAddress, count: bytes.count)
        guard var decoder = UTF16Decoder(beginning: input) else {
            return documents(inUTF8: input, original: input, isConverted: false)
        }
        let converted = decoder.decode(input, isLast: true)
        return converted.withUnsafeBufferPointer { documents(inUTF8: $0, original: input, isConverted: true) }
    }

    private func documents(
        inUTF8 window: UnsafeBufferPointer<UInt8>, original: UnsafeBufferPointer<UInt8>, isConverted: Bool
    ) -> [RIVReading] {
        var splitter = RIVSplitter(isConverted: isConverted)
        var pieces: [RIVSplitter.Piece] = []
        while case .piece(let piece) = splitter.next(in: window, isFinal: true) { pieces.append(piece) }
        let input = RIVPieceReader(reader: self)
        guard !pieces.isEmpty else {
            let source = RIVSource(bytes: Array(original), offset: 0, isComplete: true)
            return [RIVReading(result: .failure(splitter.nothingFound(isBlank: window.isBlank)), source: source)]
        }
        let whole = pieces.count == 1 ? Array(original) : nil
        return pieces.map { piece in input.read(piece, in: window, windowOffset: 0, linesBefore: 0, whole: whole) }
    }
}

/// Turns the pieces of one input into readings. Holds the parser, so it is used by one thread.
final class RIVPieceReader {
    private let reader: RIVReader
    private let parser: XMLParser

    init(reader: RIVReader) {
        self.reader = reader
        parser = XMLParser(limits: reader.limits)
    }

    /// - Parameter whole: the input's own bytes when this piece is all that it holds.
    func read(
        _ piece: RIVSplitter.Piece, in window: UnsafeBufferPointer<UInt8>, windowOffset: Int, linesBefore: Int, whole: [UInt8]?
    ) -> RIVReading {
        let bytes = UnsafeBufferPointer(rebasing: window[piece.range])
        let result: Result<RIVDocument, RIVFault>
        do throws(RIVFault) {
            result = .success(try document(piece, bytes))
        } catch {
            let before = linesBefore + window.lineBreaks(in: 0..<piece.range.lowerBound)
            // A fault without a line of its own is one of the document.
            result = .failure(error.line == nil ? RIVFault(error.reason, line: before + 1) : error.movedDown(by: before))
        }
        let source = RIVSource(
            bytes: whole ?? RIVPieceReader.standalone(bytes, piece.encoding), offset: windowOffset + piece.range.lowerBound,
            isComplete: piece.isComplete)
        return RIVReading(result: result, source: source)
    }

    /// The bytes with what it takes to read them on their own.
    private static func standalone(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: RIVEncoding) -> [UInt8] {
        switch encoding {
        case .utf8: Array(bytes)
        case .windows1252(let name), .unknown(let name):
            Array("<?xml version=\"1.0\" encoding=\"\(name)\"?>\n".utf8) + bytes
        }
    }

    private func document(_ piece: RIVSplitter.Piece, _ bytes: UnsafeBufferPointer<UInt8>) throws(RIVFault) -> RIVDocument {
        switch piece.shape {
        case .whole: break
        case .endMissing: throw RIVFault(.endMissing(piece.name))
        case .startMissing: throw RIVFault(.startMissing(piece.name))
        case .stray: throw RIVFault(.stray)
        case .documentType: throw RIVFault(.documentType)
        case .tooLarge: throw RIVFault(.tooLarge(limit: reader.limits.bytesPerDocument))
        }
        guard bytes.count <= reader.limits.bytesPerDocument else {
            throw RIVFault(.tooLarge(limit: reader.limits.bytesPerDocument))
        }
        let today = reader.today
        let map = { (tree: XMLTree) throws(RIVFault) in
            try RIVMapping(tree: tree, today: today).document(name: piece.name)
        }
        switch piece.encoding {
        case .utf8: return try parser.parse(bytes, map)
        // Programs that write UTF-8 may name the encoding of an older export. Text in Windows-1252 is never UTF-8 by chance: there a letter
        // outside ASCII would always be followed by signs that no word has.
        case .windows1252 where String(validating: bytes, as: UTF8.self) != nil: return try parser.parse(bytes, map)
        case .windows1252(let name):
            guard let text = Windows1252.decode(bytes) else { throw RIVFault(.notEncodedAs(name)) }
            return try Array(text.utf8).withUnsafeBufferPointer { utf8 throws(RIVFault) in try parser.parse(utf8, map) }
        case .unknown(let name): throw RIVFault(.unknownEncoding(name))
        }
    }
}
