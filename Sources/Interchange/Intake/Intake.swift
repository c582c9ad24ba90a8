/// What a user points at, as a sequence of files to import: files, folders with all below them, zip archives and
/// standard input (`-`). Kinds are told by content. Nothing that cannot be read stops the rest.
///
/// ```swift
/// for entry in Intake(paths: paths) {
///     let source = try entry.source.get()
///     switch source.kind {
///     case .xml: for try reading in xml.stream(nextChunk: { try source.nextChunk() }) { … }
///     case .csv: let reader = try CSVReader(today: today, fill: source.read)
///     }
/// }
/// ```
package struct Intake: Sequence {
    private let found: [FolderWalk.Found]
    private let limits: IntakeLimits

    /// Names and sizes are gathered at once; contents are opened one by one while iterating.
    package init(paths: [String], limits: IntakeLimits = IntakeLimits()) {
        var walk = FolderWalk(limits: limits)
        var hasInput = false
        for path in paths {
            if path != "-" {
                walk.add(path)
            } else if !hasInput {
                hasInput = true
                walk.addStandardInput()
            }
        }
        self.limits = limits
        found = walk.found
    }

    /// Files found; an archive counts as one.
    package var fileCount: Int { found.count }

    /// Bytes of all files as they lie on disk; nil when standard input is among them.
    package var totalBytes: Int64? { found.contains { $0.path == "-" } ? nil : found.reduce(0) { $0 + $1.size } }

    package func makeIterator() -> IntakeIterator { IntakeIterator(found: found, limits: limits) }
}

/// Opens one file after the other.
package struct IntakeIterator: IteratorProtocol {
    private struct OpenArchive {
        let archive: ZipArchive
        let name: String
        let start: Int64
        let packedSize: Int64
        let unpackedSize: Int64
        var next = 0
        var unpackedBefore: Int64 = 0

        /// The part of the archive's own size that so much of its contents stands for.
        func share(of unpacked: Int64) -> Int64 {
            // Sizes are the archive's own claims: a claim out of bounds must not become a number out of bounds.
            unpackedSize > 0 ? Int64(Double(packedSize) * min(1, max(0, Double(unpacked) / Double(unpackedSize)))) : 0
        }
    }

    private let found: [FolderWalk.Found]
    private let limits: IntakeLimits
    private var index = 0
    private var doneBefore: Int64 = 0
    private var open: OpenArchive?

    init(found: [FolderWalk.Found], limits: IntakeLimits) {
        self.found = found
        self.limits = limits
    }

    package mutating func next() -> IntakeEntry? {
        while true {
            if let entry = nextInArchive() { return entry }
            guard index < found.count else { return nil }
            let file = found[index]
            index += 1
            defer { doneBefore += file.size }
            let name = file.path == "-" ? "standard in" : IntakeIterator.printable(file.path)
            if let fault = file.fault { return IntakeEntry(name: name, source: .failure(fault)) }
            var bytes: PeekedBytes?
            do throws(IntakeFault) {
                let opened = PeekedBytes(file.path == "-" ? FileBytes.standardInput() : try FileBytes(path: file.path))
                bytes = opened
                if let source = try source(of: file, name: name, opened) {
                    return IntakeEntry(name: name, source: .success(source))
                }
            } catch {
                return IntakeEntry(name: name, source: .failure(error), refused: bytes.map(RefusedBytes.init))
            }
        }
    }

    /// Nil when the file is an archive, which is then open.
    private mutating func source(
        of file: FolderWalk.Found, name: String, _ bytes: PeekedBytes
    ) throws(IntakeFault) -> IntakeSource? {
        let isInput = file.path == "-"
        switch ContentSniffer.sniff(try bytes.peek(ContentSniffer.window)) {
        case .kind(let kind):
            return IntakeSource(
                name: name, kind: kind, size: file.size > 0 ? file.size : nil, path: isInput ? nil : file.path,
                doneBefore: doneBefore, share: file.size, bytes: bytes)
        case .fault(let fault):
            throw fault
        case .zip:
            if isInput { throw .zipFromStandardInput }
            let archive = try ZipArchive(path: file.path, packedSize: file.size, limits: limits)
            if archive.isOfficeDocument {
                throw .unknownContent("Filen är ett Office-dokument. Öppna den i Excel och spara som ”CSV UTF-8”.")
            }
            guard !archive.entries.isEmpty else { throw .empty }
            open = OpenArchive(
                archive: archive, name: name, start: doneBefore, packedSize: file.size,
                unpackedSize: archive.entries.reduce(0) { $0.addingReportingOverflow($1.size).partialValue })
            return nil
        }
    }

    private mutating func nextInArchive() -> IntakeEntry? {
        guard let current = open else { return nil }
        guard current.next < current.archive.entries.count else {
            open = nil
            return nil
        }
        let entry = current.archive.entries[current.next]
        open?.next += 1
        open?.unpackedBefore &+= entry.size
        let name = "\(current.name) › \(IntakeIterator.printable(entry.name))"
        var opened: PeekedBytes?
        do throws(IntakeFault) {
            let bytes = PeekedBytes(try current.archive.open(entry))
            opened = bytes
            switch ContentSniffer.sniff(try bytes.peek(ContentSniffer.window)) {
            case .kind(let kind):
                return IntakeEntry(
                    name: name,
                    source: .success(
                        IntakeSource(
                            name: name, kind: kind, size: entry.size, path: nil,
                            doneBefore: current.start + current.share(of: current.unpackedBefore),
                            share: current.share(of: entry.size), bytes: bytes)))
            case .zip: throw .nestedZip
            case .fault(let fault): throw fault
            }
        } catch {
            // After a bomb nothing more is taken out of this archive.
            if error == .zipBomb { open = nil }
            return IntakeEntry(name: name, source: .failure(error), refused: opened.map(RefusedBytes.init))
        }
    }

    /// Names come from others: no control characters, which could write over a terminal, and not too long.
    private static func printable(_ name: String) -> String {
        var printable = ""
        for scalar in name.unicodeScalars.suffix(300) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let turnsText = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            printable.unicodeScalars.append(isControl || turnsText ? "\u{FFFD}" : scalar)
        }
        return printable
    }
}
