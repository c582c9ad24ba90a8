/// The first sheet of an Excel workbook (.xlsx).
struct XLSXFile {
    let rows: [SheetRow]

    /// A list of a region's units is some hundred rows: a file that unpacks to more than this is something else.
    private static let largest = 32 * 1_048_576

    init(path: String, size: Int64) throws(IntakeFault) {
        var limits = IntakeLimits()
        limits.zipEntryBytes = Int64(Self.largest)
        let archive = try ZipArchive(path: path, packedSize: size, limits: limits)
        let strings = try Self.text("xl/sharedStrings.xml", archive).map(Self.strings) ?? []
        guard let sheet = try Self.text(try Self.firstSheet(archive), archive) else {
            throw .unknownContent("Filen har inget kalkylblad.")
        }
        rows = Self.rows(sheet, strings)
    }

    private static func text(_ name: String, _ archive: ZipArchive) throws(IntakeFault) -> String? {
        guard let entry = archive.entries.first(where: { $0.name == name }) else { return nil }
        let bytes = try archive.open(entry)
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            // A typed error cannot leave the closure, so it is carried out.
            let read = buffer.withUnsafeMutableBytes { pointer in
                Result { () throws(IntakeFault) in try bytes.read(into: pointer) }
            }
            let count = try read.get()
            if count == 0 { return String(decoding: all, as: UTF8.self) }
            all.append(contentsOf: buffer[..<count])
        }
    }

    /// The workbook lists its sheets in order, by a name that a second file leads from.
    private static func firstSheet(_ archive: ZipArchive) throws(IntakeFault) -> String {
        let usual = "xl/worksheets/sheet1.xml"
        guard let workbook = try text("xl/workbook.xml", archive),
            let relations = try text("xl/_rels/workbook.xml.rels", archive)
        else { return usual }
        var tags = SheetTags(workbook)
        var id: String?
        while id == nil, let part = tags.next() {
            if case .start("sheet", let attributes, _) = part { id = SheetTags.attribute("r:id", in: attributes) }
        }
        tags = SheetTags(relations)
        while let part = tags.next() {
            guard case .start("Relationship", let attributes, _) = part, SheetTags.attribute("Id", in: attributes) == id,
                let target = SheetTags.attribute("Target", in: attributes)
            else { continue }
            return target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
        }
        return usual
    }

    private static func strings(_ xml: String) -> [String] {
        var tags = SheetTags(xml)
        var strings: [String] = []
        var isText = false
        while let part = tags.next() {
            switch part {
            case .start("si", _, _): strings.append("")
            case .start("t", _, let isEmpty): isText = !isEmpty
            case .end("t"): isText = false
            case .text(let text): if isText, !strings.isEmpty { strings[strings.count - 1] += text }
            case .start, .end: continue
            }
        }
        return strings
    }

    private static func rows(_ xml: String, _ strings: [String]) -> [SheetRow] {
        var tags = SheetTags(xml)
        var rows: [SheetRow] = []
        var column = 0
        var kind = ""
        var value: String?
        func cell() -> SheetCell {
            guard let value, !value.isEmpty else { return .empty }
            if kind == "s" { return Int(value).flatMap { strings.indices.contains($0) ? .text(strings[$0]) : nil } ?? .empty }
            if kind == "" || kind == "n" { return Double(value).map(SheetCell.number) ?? .text(value) }
            return .text(value)
        }
        while let part = tags.next() {
            switch part {
            case .start("row", let attributes, _):
                // A number beyond Excel's last row is no place to count on from.
                let written = SheetTags.attribute("r", in: attributes).flatMap { Int($0) }.flatMap {
                    (1...1_048_576).contains($0) ? $0 : nil
                }
                let number = written ?? (rows.last?.number ?? 0) + 1
                rows.append(SheetRow(number: number))
                column = -1
            case .start("c", let attributes, _):
                column = SheetTags.attribute("r", in: attributes).flatMap(Self.column) ?? column + 1
                kind = SheetTags.attribute("t", in: attributes) ?? ""
                value = nil
            case .start("v", _, let isEmpty), .start("t", _, let isEmpty): value = isEmpty ? nil : value ?? ""
            case .text(let text): value? += text
            case .end("c"):
                if !rows.isEmpty { rows[rows.count - 1].cells[column] = cell() }
                value = nil
            case .start, .end: continue
            }
        }
        return rows
    }

    /// 1 for `B7`.
    private static func column(_ reference: String) -> Int? {
        let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
        guard !letters.isEmpty, letters.count <= 3 else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1
    }
}
