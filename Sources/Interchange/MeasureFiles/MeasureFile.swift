package import Foundation
import SickLeave
package import Statistics

/// Measures as files: one YAML file a measure, strict, without code.
package enum MeasureFile {
    /// What is wrong, where, and what to do about it.
    package struct Fault: Error, Hashable, Comparable, Sendable, CustomStringConvertible {
        /// The file's name without folder.
        package let file: String
        /// 1 for the first; 0 when the fault is the whole file's.
        package let line: Int
        /// In Swedish.
        package let message: String

        package init(file: String, line: Int, message: String) {
            self.file = file
            self.line = line
            self.message = message
        }

        /// `deltid.yaml:12: Okänt fält …`
        package var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
        package static func < (a: Fault, b: Fault) -> Bool { (a.file, a.line, a.message) < (b.file, b.line, b.message) }
    }

    /// All faults of a folder of measures, so that a writer sees them at once and not one a day.
    package struct Faults: Error, Hashable, Sendable {
        package let faults: [Fault]
    }

    /// Reads one measure.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - name: the file's name, as `deltid-vid-start.yaml`; the measure's id must be the same without extension.
    package static func measure(from text: String, named name: String) throws(Faults) -> Measure {
        var reader = MeasureFileReader(file: name)
        let measure = reader.read(text)
        guard let measure, reader.faults.isEmpty else { throw Faults(faults: reader.faults.sorted()) }
        return measure
    }

    /// Every measure of a folder, by goal, place and id.
    package static func measures(in directory: URL) throws(Faults) -> [Measure] {
        let (measures, faults) = readAll(in: directory)
        guard faults.isEmpty else { throw Faults(faults: faults) }
        return measures
    }

    /// Every fault of a folder, in order of file and line; empty when all is well.
    package static func check(_ directory: URL) -> [Fault] { readAll(in: directory).faults }

    private static func readAll(in directory: URL) -> (measures: [Measure], faults: [Fault]) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".yaml") }.sorted()
        } catch {
            let message = "Mappen kan inte läsas. Kontrollera att den finns och att du har rätt att läsa den."
            return ([], [Fault(file: directory.lastPathComponent, line: 0, message: message)])
        }
        guard !names.isEmpty else {
            let message = "Mappen har inga mått. Lägg en fil per mått i den, med ändelsen .yaml."
            return ([], [Fault(file: directory.lastPathComponent, line: 0, message: message)])
        }
        var measures: [Measure] = []
        var faults: [Fault] = []
        var balancingLines: [Measure.ID: Int] = [:]
        for name in names {
            guard let bytes = FileManager.default.contents(atPath: directory.appendingPathComponent(name).path),
                let text = String(validatingUTF8Bytes: bytes)
            else {
                faults.append(Fault(file: name, line: 0, message: "Filen kan inte läsas som text. Spara den som UTF-8."))
                continue
            }
            var reader = MeasureFileReader(file: name)
            let measure = reader.read(text)
            faults += reader.faults
            guard let measure, reader.faults.isEmpty else { continue }
            measures.append(measure)
            balancingLines[measure.id] = reader.balancingLine
        }
        let known = Set(names.map { String($0.dropLast(".yaml".count)) })
        for measure in measures {
            guard let balancing = measure.balancing?.measure, !known.contains(balancing.rawValue) else { continue }
            let message = "Måttet ”\(balancing)” finns inte i mappen. Ange id för ett mått som finns, eller ta bort fältet."
            faults.append(Fault(file: "\(measure.id).yaml", line: balancingLines[measure.id] ?? 0, message: message))
        }
        return (measures.sorted(by: isBefore), faults.sorted())
    }

    /// Goals first and in their order; measures without a goal last.
    private static func isBefore(_ a: Measure, _ b: Measure) -> Bool {
        func key(_ measure: Measure) -> (UInt8, Int, Measure.ID) { (measure.goal?.rawValue ?? .max, measure.order, measure.id) }
        return key(a) < key(b)
    }
}

extension String {
    /// Nil when the bytes are not UTF-8.
    fileprivate init?(validatingUTF8Bytes bytes: Data) {
        self.init(data: bytes, encoding: .utf8)
    }
}
