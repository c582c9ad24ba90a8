import Interchange
import SickLeave

/// Reads a whole CSV file from memory, handed over in chunks of any size, so that tests can cut anywhere.
struct CSVRun {
    var entries: [CSVEntry] = []
    var raws: [[UInt8]] = []
    var format: CSVFormat
    var encoding: CSVEncoding

    static let today = Day(iso: "2026-11-21")!

    init(_ bytes: [UInt8], chunk: Int = 1 << 20, limits: CSVLimits = CSVLimits()) throws {
        var offset = 0
        let reader = try CSVReader(today: CSVRun.today, limits: limits) { buffer in
            let count = min(chunk, buffer.count, bytes.count - offset)
            bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + count)])) }
            offset += count
            return count
        }
        while let entry = try reader.next() {
            entries.append(entry)
            raws.append(reader.rawRow)
        }
        format = reader.format
        encoding = reader.encoding
    }

    init(_ text: String, chunk: Int = 1 << 20, limits: CSVLimits = CSVLimits()) throws {
        try self.init(Array(text.utf8), chunk: chunk, limits: limits)
    }

    var records: [CSVRecord] { entries.compactMap { try? $0.result.get() } }
    var faults: [CSVFault] { entries.compactMap { if case .failure(let fault) = $0.result { fault } else { nil } } }
    var certificates: [Certificate] { records.compactMap { if case .certificate(let value) = $0 { value } else { nil } } }
    var units: [CareUnit] { records.compactMap { if case .unit(let value) = $0 { value } else { nil } } }
}

/// A row of the certificates format by column name, so that a test says only what it is about.
struct CertificateLine {
    var cells: [(String, String)] = [
        ("intygs_id", "a-1"), ("typ", "FK7804"), ("personnummer", "19121212-1212"), ("lakare_hsa_id", "SE1-DR"),
        ("enhet_hsa_id", "SE1-VE"), ("vardgivare_hsa_id", "SE1-VG"), ("signerat", "2026-01-02T10:00:00"),
        ("perioder", "2026-01-01..2026-01-14:100"),
    ]

    func with(_ column: String, _ value: String) -> CertificateLine {
        var copy = self
        if let index = cells.firstIndex(where: { $0.0 == column }) {
            copy.cells[index].1 = value
        } else {
            copy.cells.append((column, value))
        }
        return copy
    }

    var text: String {
        cells.map(\.0).joined(separator: ";") + "\n" + cells.map(\.1).joined(separator: ";") + "\n"
    }

    func certificate() throws -> Certificate? { try CSVRun(text).certificates.first }
    func fault() throws -> String? { try CSVRun(text).faults.first?.description }
}

/// The same numbers on every machine.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
