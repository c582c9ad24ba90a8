import SickLeave

/// What a file holds, told by its first bytes and never by its name alone.
package enum IntakeKind: Hashable, Sendable {
    case xml
    case csv(CSVFormat)
}

enum ContentSniffer {
    /// So many bytes are looked at; a CSV header has to end within them.
    static let window = 64 * 1024

    enum Found {
        case kind(IntakeKind)
        case zip
        case fault(IntakeFault)
    }

    static func sniff(_ start: [UInt8]) -> Found {
        if start.isEmpty { return .fault(.empty) }
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
        if let known = knownStranger(start) { return .fault(.unknownContent(known)) }
        if looksLikeXML(start) {
            if isHTML(start) { return .fault(.unknownContent("Filen är en webbsida.")) }
            return .kind(.xml)
        }
        // A NUL in a row is that row's fault; in the header, or without one, it says that this is no table.
        let isBinary = start.contains(0) && !startsUTF16(start)
        if isBinary, start.prefix(while: { $0 != 0x0A && $0 != 0x0D }).contains(0) {
            return .fault(.unknownContent("Filens innehåll känns inte igen."))
        }
        do {
            var offset = 0
            // Only the header is read; `today` plays no part in it.
            let reader = try CSVReader(today: Day(0)) { buffer in
                let count = min(buffer.count, start.count - offset)
                start.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + count)])) }
                offset += count
                return count
            }
            return .kind(.csv(reader.format))
        } catch let fault as CSVFileFault where !isBinary {
            return .fault(.csv(fault))
        } catch {
            return .fault(.unknownContent("Filens innehåll känns inte igen."))
        }
    }

    private static func startsUTF16(_ start: [UInt8]) -> Bool {
        start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
    }

    /// `<` first, after a byte order mark and white space; also in UTF-16.
    private static func looksLikeXML(_ start: [UInt8]) -> Bool {
        var rest = start[...]
        if startsUTF16(start) {
            let letters = rest.dropFirst(2).prefix(64).filter { $0 != 0 }
            return letters.first { !isSpace($0) } == 0x3C
        }
        if rest.starts(with: [0x3C, 0x00, 0x3F, 0x00]) || rest.starts(with: [0x00, 0x3C, 0x00, 0x3F]) { return true }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return rest.first { !isSpace($0) } == 0x3C
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isHTML(_ start: [UInt8]) -> Bool {
        let letters = start.prefix(512).filter { $0 != 0 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return letters.indices.contains { place in
            letters[place] == 0x3C
                && (letters[place...].starts(with: "<!doctype html".utf8) || letters[place...].starts(with: "<html".utf8))
        }
    }

    /// Kinds of file that people send by mistake, with what to do instead.
    private static func knownStranger(_ start: [UInt8]) -> String? {
        if start.starts(with: Array("%PDF".utf8)) { return "Filen är en PDF." }
        if start.starts(with: [0x1F, 0x8B]) { return "Filen är packad med gzip. Packa upp den och försök igen." }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return "Filen är ett äldre Office-dokument. Öppna den i Excel och spara som ”CSV UTF-8”."
        }
        if start.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) || start.starts(with: Array("Rar!".utf8)) {
            return "Filen är ett arkiv av annat slag än zip. Packa om den som zip."
        }
        if start.starts(with: Array("SQLite format 3".utf8)) { return "Filen är en databas." }
        if start.first(where: { !isSpace($0) }) == 0x7B { return "Filen är JSON." }
        return nil
    }
}
