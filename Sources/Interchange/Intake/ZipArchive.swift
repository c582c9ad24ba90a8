import CLibZip

/// An open zip archive. Names in it are shown and never used as paths; nothing is unpacked to disk.
///
/// A class, because it holds the archive open; entries keep it alive. Not for several threads.
final class ZipArchive {
    struct Entry {
        let index: UInt64
        let name: String
        /// Unpacked, as the archive claims.
        let size: Int64
    }

    fileprivate let handle: OpaquePointer
    let limits: IntakeLimits
    let entries: [Entry]
    /// Unpacked bytes that the whole archive may give.
    let allowance: Int64
    fileprivate var given: Int64 = 0

    init(path: String, packedSize: Int64, limits: IntakeLimits) throws(IntakeFault) {
        var code: Int32 = 0
        guard let handle = zip_open(path, ZIP_RDONLY, &code) else { throw ZipArchive.openingFault(code) }
        self.handle = handle
        self.limits = limits
        allowance = max(limits.zipFreeBytes, min(packedSize, Int64.max / limits.zipRatio) * limits.zipRatio)

        let count = zip_get_num_entries(handle, 0)
        guard count <= limits.zipEntries else {
            zip_discard(handle)
            throw .tooManyEntries(limit: limits.zipEntries)
        }
        var entries: [Entry] = []
        for index in 0..<UInt64(max(0, count)) {
            var stat = zip_stat_t()
            guard zip_stat_index(handle, index, 0, &stat) == 0, let cName = stat.name else { continue }
            let name = String(cString: cName)
            guard !name.hasSuffix("/"), !ZipArchive.isHidden(name) else { continue }
            entries.append(Entry(index: index, name: name, size: Int64(clamping: stat.size)))
        }
        self.entries = entries.sorted { $0.name < $1.name }
    }

    deinit { zip_discard(handle) }

    /// An Office document is a zip; its content list tells.
    var isOfficeDocument: Bool { zip_name_locate(handle, "[Content_Types].xml", 0) >= 0 }

    func open(_ entry: Entry) throws(IntakeFault) -> ZipEntryBytes { try ZipEntryBytes(self, entry) }

    /// Files that archive programs add, and hidden ones.
    private static func isHidden(_ name: String) -> Bool {
        name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." || $0 == "__MACOSX" }
    }

    private static func openingFault(_ code: Int32) -> IntakeFault {
        .brokenZip(reason: reason(code))
    }

    /// What libzip says, in Swedish.
    fileprivate static func reason(_ code: Int32) -> String {
        switch code {
        case ZIP_ER_NOZIP: "filen är inget zip-arkiv"
        // The file was opened a moment ago: what libzip misses is something in it.
        case ZIP_ER_NOENT: "uppgifter om filerna i det saknas"
        case ZIP_ER_EOF: "slutet saknas"
        case ZIP_ER_CRC, ZIP_ER_ZLIB, ZIP_ER_COMPRESSED_DATA: "innehållet går inte att packa upp"
        case ZIP_ER_INCONS: "uppgifterna om filerna i det stämmer inte med innehållet"
        case ZIP_ER_COMPNOTSUPP: "det är packat på ett sätt som inte läses"
        case ZIP_ER_MULTIDISK: "det är en del av ett delat arkiv"
        default: "fel \(code) när det lästes"
        }
    }
}

/// The unpacked bytes of one file in an archive. What comes out is counted, whatever the archive claims.
final class ZipEntryBytes: ByteSource {
    private let archive: ZipArchive
    private let file: OpaquePointer
    private var given: Int64 = 0

    fileprivate init(_ archive: ZipArchive, _ entry: ZipArchive.Entry) throws(IntakeFault) {
        guard entry.size <= archive.limits.zipEntryBytes else { throw .entryTooLarge(limit: archive.limits.zipEntryBytes) }
        guard let file = zip_fopen_index(archive.handle, entry.index, 0) else {
            let code = zip_error_code_zip(zip_get_error(archive.handle))
            switch code {
            case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP: throw .encryptedEntry
            default: throw .brokenZip(reason: ZipArchive.reason(code))
            }
        }
        self.archive = archive
        self.file = file
    }

    deinit { zip_fclose(file) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeFault) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        let count = zip_fread(file, base, UInt64(buffer.count))
        guard count >= 0 else {
            throw .brokenZip(reason: ZipArchive.reason(zip_error_code_zip(zip_file_get_error(file))))
        }
        given += count
        archive.given += count
        guard given <= archive.limits.zipEntryBytes else { throw .entryTooLarge(limit: archive.limits.zipEntryBytes) }
        guard archive.given <= archive.allowance else { throw .zipBomb }
        return Int(count)
    }
}
