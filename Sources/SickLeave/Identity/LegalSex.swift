/// Legal sex (juridiskt kön) as the personal identity number states it.
package enum LegalSex: UInt8, Sendable, CaseIterable {
    case female = 0
    case male = 1
}
