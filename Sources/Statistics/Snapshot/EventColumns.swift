/// Registered measures (KVÅ), by person, day and number.
package struct ProcedureColumns: Sendable, Equatable {
    /// The store's number.
    package internal(set) var number: [Int32] = []
    package internal(set) var person: [Int32] = []
    /// Row of `units`: the care unit.
    package internal(set) var careUnit: [Int32] = []
    package internal(set) var day: [Int32] = []
    /// Index in `codes`.
    package internal(set) var code: [Int32] = []
    /// Codes that occur, upper case, in order.
    package internal(set) var codes: [String] = []

    package var count: Int { person.count }
    /// The person's registrations, by day.
    package func rows(person: PersonIndex) -> Range<Int> { self.person.equalRange(person.rawValue) }
    /// Index of a code; nil when it does not occur.
    package func index(code: String) -> Int32? { codes.firstIndex(of: code).map(Int32.init) }

    /// Those of the codes that the rows name, in order, and the rows by their new indices.
    static func dictionary(of codes: [String], _ rows: [Int32]) -> ([String], [Int32]) {
        let named = Set(rows).sorted { codes[Int($0)] < codes[Int($1)] }
        var index = [Int32](repeating: Snapshot.none, count: codes.count)
        for (place, code) in named.enumerated() { index[Int(code)] = Int32(place) }
        return (named.map { codes[Int($0)] }, rows.mapped(by: index))
    }
}

/// Messages between the agency and care, by certificate and day.
package struct MessageColumns: Sendable, Equatable {
    /// Row of `certificates`.
    package internal(set) var certificate: [Int32] = []
    /// `CaseMessage.Subject.rawValue`; 0 for a subject that this program does not know.
    package internal(set) var subject: [UInt8] = []
    /// `CaseMessage.Direction.rawValue`.
    package internal(set) var direction: [UInt8] = []
    package internal(set) var day: [Int32] = []
    package internal(set) var isAnswered: [Bool] = []
    /// `LegalSex.rawValue` of the patient that the message names; of the certificate's when it names none.
    package internal(set) var sex: [UInt8] = []
    /// What a completion is about: message `m` owns the rows `questionStart[m]..<questionStart[m + 1]` of `question`.
    package internal(set) var questionStart: [Int32] = [0]
    /// `CompletionQuestion.rawValue`; the same question can stand several times.
    package internal(set) var question: [UInt8] = []

    package var count: Int { certificate.count }
    package func questions(_ row: Int) -> ArraySlice<UInt8> { question[Int(questionStart[row])..<Int(questionStart[row + 1])] }
    /// The certificate's messages, by day.
    package func rows(certificate row: Int) -> Range<Int> { certificate.equalRange(Int32(row)) }
}

/// Visits and listed patients, by care unit and month.
package struct VolumeColumns: Sendable, Equatable {
    /// Row of `units`: the care unit.
    package internal(set) var careUnit: [Int32] = []
    /// `Month.rawValue`.
    package internal(set) var month: [Int32] = []
    /// `Snapshot.none` when not given.
    package internal(set) var visits: [Int32] = []
    /// `Snapshot.none` when not given.
    package internal(set) var listedPatients: [Int32] = []

    package var count: Int { careUnit.count }
    /// The care unit's months, in order.
    package func rows(careUnit: UnitIndex) -> Range<Int> { self.careUnit.equalRange(careUnit.rawValue) }
}

extension Array where Element == Int32 {
    /// The positions of a value in an ascending column.
    func equalRange(_ value: Int32) -> Range<Int> {
        func lowerBound(_ isBefore: (Int32) -> Bool) -> Int {
            var low = 0
            var high = count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return lowerBound { $0 < value }..<lowerBound { $0 <= value }
    }
}
