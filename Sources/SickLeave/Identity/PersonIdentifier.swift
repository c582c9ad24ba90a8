/// A patient's identity: personal identity number (personnummer), coordination number (samordningsnummer) or a
/// region's reserve number (reservnummer).
///
/// Numbers with a check digit are held as twelve digits. The description is masked: the full number is printed only by
/// asking for `formatted`, so that an identifier that slips into a log says nothing.
/// Source: Skatteverket SKV 704 and SKV 707.
package struct PersonIdentifier: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// Personnummer.
        case personal = 0
        /// Samordningsnummer: the day of birth is raised by 60.
        case coordination = 1
        /// Reservnummer: regional, may lack a check digit, sex and birth date not to be trusted.
        case reserve = 2
    }

    package let kind: Kind
    /// Twelve digits for personal and coordination numbers; upper-case letters and digits for a reserve number.
    package let canonical: String

    /// For identifiers that this type has validated before (the store).
    package init(kind: Kind, canonical: String) {
        self.kind = kind
        self.canonical = canonical
    }
}

extension PersonIdentifier {
    /// Whether the two cannot be one person's: two numbers of the same kind that differ. Somebody may have a reserve or coordination number
    /// before the personal identity number, and several reserve numbers. The century does not count: of a number that was sent with ten
    /// digits it is a guess.
    package func isAnotherPerson(than other: PersonIdentifier) -> Bool {
        kind == other.kind && kind != .reserve && canonical.suffix(10) != other.canonical.suffix(10)
    }

    /// The birth date that the number states; nil for a reserve number.
    package var birthDay: Day? {
        guard kind != .reserve, canonical.utf8.count == 12, let number = Int(canonical.prefix(8)) else { return nil }
        let day = number % 100
        return Day(year: number / 10_000, month: number / 100 % 100, day: kind == .coordination ? day - 60 : day)
    }

    /// Nil for a reserve number. For a coordination number it is what the number says, which may be unreliable.
    package var legalSex: LegalSex? {
        guard kind != .reserve, canonical.utf8.count == 12, let digit = canonical.utf8.dropLast().last else { return nil }
        return digit % 2 == 0 ? .female : .male
    }

    /// Whole years on the day; nil when the birth date is unknown or later.
    package func age(on day: Day) -> Int? {
        guard let birth = birthDay, birth <= day else { return nil }
        let (birthYear, birthMonth, birthDayOfMonth) = birth.components
        let (year, month, dayOfMonth) = day.components
        return year - birthYear - ((month, dayOfMonth) < (birthMonth, birthDayOfMonth) ? 1 : 0)
    }

    /// `19121212-1212`, for the eyes of those who may see the patient.
    package var formatted: String {
        kind == .reserve ? canonical : "\(canonical.prefix(8))-\(canonical.suffix(4))"
    }
}

extension PersonIdentifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Masked: `1912••••-••••`.
    package var description: String { kind == .reserve ? "••••••" : "\(canonical.prefix(4))••••-••••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
