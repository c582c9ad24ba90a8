import SickLeave

extension PersonIdentifier {
    /// As the store has it, in two columns.
    init(_ row: any Row, kind: Int, identifier: Int) {
        self.init(kind: Kind(rawValue: UInt8(row.int(kind))) ?? .reserve, canonical: row.text(identifier))
    }
}
