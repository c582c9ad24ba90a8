import SickLeave

/// The words that certificates are full of, by number. The numbers stand in databases: a new word goes last, and none is taken away.
package enum FormWords {
    package struct Code: Sendable {
        package let code: String
        package let system: String
        package let display: String
    }

    /// The forms' code lists, with our own words beside each code.
    package static let codes: [Code] = [
        CodeList.groundsV1, .groundsV2, .occupations, .extents, .measures, .prognosesV1, .prognosesV2, .daysToWork,
    ].flatMap { list in list.entries.map { Code(code: $0.code, system: list.system, display: $0.text) } }

    /// Code systems of diagnoses, and versions of forms.
    package static let names = [
        "1.2.752.116.1.1.1.1.3", "1.2.752.116.1.1.1.1.8", "1.2.752.116.1.3.1.4.1", "1.0", "1.1", "1.2", "1.3", "2.0",
    ]

    /// Places in `codes` by the code's bytes: an open table of twice the room, so that a search ends at once.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: .max, count: 128)
        for (place, entry) in codes.enumerated() {
            var slot = hash(entry.code)
            while table[slot] != .max { slot = (slot + 1) & 127 }
            table[slot] = UInt8(place)
        }
        return table
    }()

    private static func hash(_ code: String) -> Int {
        let bytes = code.utf8
        guard let first = bytes.first, let last = bytes.last else { return 0 }
        // Tells all of the forms' codes apart.
        return (bytes.count &+ Int(first) &* 5 &+ Int(last) &* 3) & 127
    }

    /// The place of exactly these words, byte for byte; nil when there is none.
    static func place(of value: CodedValue) -> Int? {
        var slot = hash(value.code)
        while table[slot] != .max {
            let place = Int(table[slot])
            if isSame(codes[place].code, value.code), isSame(codes[place].system, value.system),
                isSame(codes[place].display, value.display)
            {
                return place
            }
            slot = (slot + 1) & 127
        }
        return nil
    }

    static func place(of name: String) -> Int? { names.firstIndex { isSame($0, name) } }

    /// Equal in every byte: strings that are equal as text may be written in several ways.
    static func isSame(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        let isSame = a.utf8.withContiguousStorageIfAvailable { a in
            b.utf8.withContiguousStorageIfAvailable { b in
                // Most are the forms' own words: the very same bytes.
                guard a.baseAddress != b.baseAddress else { return true }
                // The last byte first: the forms' codes and systems begin alike.
                for place in a.indices.reversed() where a[place] != b[place] { return false }
                return true
            }
        }
        return (isSame ?? nil) ?? a.utf8.elementsEqual(b.utf8)
    }
}
