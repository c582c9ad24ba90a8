import Interchange
import SickLeave

/// Turns what a user points at into items, one after the other, with bounded memory.
struct ImportReading {
    let today: Day
    private let xml: RIVReader
    private let judge = CertificateJudge()

    init(today: Day) {
        self.today = today
        xml = RIVReader(today: today)
    }

    /// - Parameters:
    ///   - put: takes each item; returns false to stop.
    ///   - progress: called after each item with the bytes read of the intake's total.
    ///   - hasNoRows: told the name of each table that has a header and nothing more.
    func read(_ intake: Intake, progress: (Int64) -> Void, hasNoRows: (String) -> Void, put: (ImportItem) -> Bool) {
        for entry in intake {
            let goesOn: Bool
            switch entry.source {
            case .failure(let fault):
                goesOn = put(unreadable(entry.name, "\(fault)", KeptFile(entry.refused)))
            case .success(let source):
                switch source.kind {
                case .xml: goesOn = readXML(source, progress: progress, put: put)
                case .csv: goesOn = readCSV(source, progress: progress, hasNoRows: hasNoRows, put: put)
                }
            }
            if !goesOn { return }
        }
    }

    private func unreadable(_ name: String, _ reason: String, _ kept: KeptFile) -> ImportItem {
        ImportItem(
            content: .unreadable(reason),
            origin: .init(
                source: name, place: .wholeFile, format: .unknown, header: [], original: kept.beginning, whole: kept.whole))
    }

    /// The rest of a source that could not be read to its end; what was read of it is in already.
    private func broken(_ source: IntakeSource, _ reason: String) -> ImportItem {
        // A plain file is opened anew and counted whole; of a pipe or a file in an archive only what came out is at hand.
        let again = source.size == nil ? nil : source.path.flatMap(RefusedBytes.init(path:))
        let kept = again.map { KeptFile($0) } ?? KeptFile(beginning: source.beginning)
        return unreadable(source.name, reason, kept)
    }

    /// Small files, the common case, are parsed from memory; large ones are cut into documents as they stream by.
    private static let smallFile: Int64 = 1 << 20

    private func readXML(_ source: IntakeSource, progress: (Int64) -> Void, put: (ImportItem) -> Bool) -> Bool {
        var number = 0
        var beginning: [UInt8] = []
        func item(_ reading: RIVReading) -> ImportItem {
            number += 1
            return self.item(reading, source: source.name, place: .document(number))
        }
        do {
            if let size = source.size, size <= ImportReading.smallFile {
                // The size is what the archive or folder claims: one byte more tells whether it is true.
                beginning = try source.nextChunk(Int(size) + 1)
                var next = beginning
                while !next.isEmpty, beginning.count <= Int(size) {
                    next = try source.nextChunk(Int(size) + 1 - beginning.count)
                    beginning += next
                }
                if beginning.count <= Int(size) {
                    for reading in xml.documents(in: beginning) where !put(item(reading)) { return false }
                    progress(source.position)
                    return true
                }
            }
            var stream = xml.stream {
                guard !beginning.isEmpty else { return try source.nextChunk() }
                defer { beginning = [] }
                return beginning
            }
            while let reading = try stream.next() {
                if !put(item(reading)) { return false }
                progress(source.position)
            }
            return true
        } catch {
            return put(broken(source, "\(error)"))
        }
    }

    private func item(_ reading: RIVReading, source: String, place: ImportItem.Place) -> ImportItem {
        let content: ImportItem.Content =
            switch reading.result {
            case .success(.certificate(let certificate)): ImportItem.judged(certificate, by: judge, on: today, scope: .wholeForm)
            case .success(.message(let message)): dated(message)
            case .success(.revocation(let revocation)): dated(revocation)
            case .failure(let fault): .unreadable(fault.swedish)
            }
        return ImportItem(
            content: content,
            origin: .init(
                source: source, place: place, format: .xml, header: [], original: reading.source.bytes,
                whole: reading.source.isComplete ? nil : .init(length: nil, sha256: "")))
    }

    private func dated(_ message: CaseMessage) -> ImportItem.Content {
        let ids = [message.id.rawValue, message.certificate.rawValue, message.answers?.rawValue, message.remindsOf?.rawValue]
        return ids.lazy.compactMap(ImportItem.tooLong).first ?? dated(.message(message), message.sentAt, "Meddelandet är skickat")
    }

    private func dated(_ revocation: Revocation) -> ImportItem.Content {
        ImportItem.tooLong(revocation.certificate.rawValue)
            ?? dated(.revocation(revocation), revocation.revokedAt, "Makuleringen är gjord")
    }

    /// A day's difference is a clock; more is a mistyped date.
    private func dated(_ content: ImportItem.Content, _ time: LocalTime?, _ happened: String) -> ImportItem.Content {
        guard let day = time?.day, day > today + 1 else { return content }
        return .unreadable("\(happened) \(day), som ligger i framtiden. Kontrollera tidpunkten.")
    }

    private func readCSV(
        _ source: IntakeSource, progress: (Int64) -> Void, hasNoRows: (String) -> Void, put: (ImportItem) -> Bool
    ) -> Bool {
        do {
            let reader = try CSVReader(today: today) { try source.read(into: $0) }
            var count = 0
            while let entry = try reader.next() {
                if !put(item(entry, reader, source: source.name)) { return false }
                count += 1
                if count % 1_000 == 0 { progress(source.position) }
            }
            if count == 0 { hasNoRows(source.name) }
            progress(source.position)
            return true
        } catch {
            return put(broken(source, "\(error)"))
        }
    }

    private func item(_ entry: consuming CSVEntry, _ reader: CSVReader, source: String) -> ImportItem {
        let line = entry.line
        let content: ImportItem.Content =
            switch entry.taken() {
            case .success(.certificate(let certificate)):
                ImportItem.judged(certificate, by: judge, on: today, scope: .answersGiven)
            case .success(.revocation(let revocation)): dated(revocation)
            case .success(.procedure(let procedure)): ImportItem.tooLong(procedure.id) ?? .procedure(procedure)
            case .success(.message(let message)): dated(message)
            case .success(.staff(let member)): .staff(member)
            case .success(.unit(let unit)): .unit(unit)
            case .success(.volume(let volume)): .volume(volume)
            case .success(.protection(let record)): ImportItem.tooLong(record.id) ?? .protection(record)
            case .failure(let fault): .unreadable("\(fault)")
            }
        return ImportItem(
            content: content,
            origin: .init(
                source: source, place: .row(line), format: .csv, header: reader.headerLine, original: reader.rawRow,
                whole: reader.isRawRowTruncated ? .init(length: nil, sha256: "") : nil))
    }

    /// Reads what lay in quarantine once more, perhaps corrected: exactly one document or row.
    func readAgain(_ bytes: [UInt8], format: ImportFormat, header: [UInt8], source: String, place: String) -> ImportItem {
        let origin = ImportItem.Origin(source: source, place: .named(place), format: format, header: header, original: bytes)
        switch format {
        case .xml:
            let readings = xml.documents(in: bytes)
            guard readings.count == 1 else {
                return ImportItem(
                    content: .unreadable("Här ska stå ett enda dokument, men det är \(readings.count)."), origin: origin)
            }
            return ImportItem(
                content: item(readings[0], source: source, place: .named(place)).content, origin: origin)
        case .csv:
            var rest = (header + [0x0A] + bytes)[...]
            do {
                let reader = try CSVReader(today: today) { buffer in
                    let part = rest.prefix(buffer.count)
                    buffer.copyBytes(from: part)
                    rest = rest.dropFirst(part.count)
                    return part.count
                }
                guard let entry = try reader.next() else {
                    return ImportItem(content: .unreadable("Raden är tom."), origin: origin)
                }
                let content = item(entry, reader, source: source).content
                let isOne = try reader.next() == nil
                return ImportItem(
                    content: isOne ? content : .unreadable("Här ska stå en enda rad, men det är flera."), origin: origin)
            } catch {
                return ImportItem(content: .unreadable("\(error)"), origin: origin)
            }
        case .unknown:
            return ImportItem(
                content: .unreadable(
                    "En hel fil kan inte rättas här. Rätta den där den kom ifrån, lägg den i inkorgen, och lägg den här åt sidan."
                ),
                origin: origin)
        }
    }
}
