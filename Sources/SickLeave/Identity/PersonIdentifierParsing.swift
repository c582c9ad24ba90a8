extension PersonIdentifier {
    package enum Fault: Error, Equatable, Sendable {
        case empty
        /// Not ten or twelve digits with at most one separator before the last four. Interim numbers, with a letter first
        /// of the last four, are refused too: only universities use them. So is the birth number 000.
        case form
        /// The birth date does not exist, or lies outside 1800–2199.
        case birthDate
        case checkDigit
        /// Born after the day asked about.
        case future

        /// What the person who sees the fault can do about it. Never repeats the number.
        package var message: String {
            switch self {
            case .empty: "Personnummer saknas. Fyll i det."
            case .form: "Personnumret är felskrivet. Skriv det som ÅÅÅÅMMDD-NNNN, med bara siffror."
            case .birthDate: "Födelsedatumet i personnumret finns inte. Kontrollera siffrorna."
            case .checkDigit: "Personnumrets sista siffra stämmer inte. Kontrollera siffrorna."
            case .future: "Personnumret har ett födelsedatum som ännu inte har varit. Kontrollera årtalet."
            }
        }
    }

    /// The object identifiers that say what an identity is when it is sent.
    package enum Root {
        package static let personal = "1.2.752.129.2.1.3.1"
        package static let coordination = "1.2.752.129.2.1.3.3"
        /// Nationellt reservnummer.
        package static let nationalReserve = "1.2.752.74.9.1"
    }

    /// Reads an identity that was sent with its object identifier.
    ///
    /// Personal and coordination numbers are told apart by their day, not by the sender's root, since systems mix the
    /// two up. Any other root is a reserve number, even when it looks like a personal identity number: regions build
    /// reserve numbers in that shape, and such a number must never be taken for the person who owns it.
    package init(root: some StringProtocol, number: some StringProtocol, on today: Day) throws(Fault) {
        if root == Root.personal || root == Root.coordination {
            try self.init(swedish: number, on: today)
        } else {
            try self.init(reserve: number)
        }
    }

    /// Reads `YYYYMMDD-NNNN`, `YYYYMMDDNNNN`, `YYMMDD-NNNN` or `YYMMDD+NNNN`; surrounding white space is dropped.
    ///
    /// With ten digits the century is the latest that does not put the birth after `today`; "+" says that the person
    /// turns 100 this year or is older. Ten digits without separator count as "-".
    ///
    /// - Parameters:
    ///   - text: what the sender wrote.
    ///   - today: decides the century of a ten-digit number, and what lies in the future.
    package init(swedish text: some StringProtocol, on today: Day) throws(Fault) {
        let written = try text.withBytes({ bytes in Result { () throws(Fault) in try WrittenNumber(bytes) } }).get()
        let isCoordination = written.day > 60
        let day = isCoordination ? written.day - 60 : written.day
        let year = written.year(day: day, on: today)
        guard (1800...2199).contains(year), let birth = Day(year: year, month: written.month, day: day) else { throw .birthDate }
        guard birth <= today else { throw .future }
        guard written.hasCheckDigit else { throw .checkDigit }
        guard written.hasBirthNumber else { throw .form }

        let century = year / 100
        let canonical = String(unsafeUninitializedCapacity: 12) { buffer in
            buffer[0] = UInt8(0x30 + century / 10)
            buffer[1] = UInt8(0x30 + century % 10)
            for (offset, digit) in written.digits.enumerated() { buffer[2 + offset] = 0x30 + digit }
            return 12
        }
        self.init(kind: isCoordination ? .coordination : .personal, canonical: canonical)
    }

    /// A reserve number as a region gives it: 6–16 letters a–z and digits; hyphens, plus signs and white space are dropped.
    ///
    /// Regions have rules of their own, some with a check digit and many without, so only the form is tested.
    package init(reserve text: some StringProtocol) throws(Fault) {
        var canonical: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A: canonical.append(byte)
            case 0x61...0x7A: canonical.append(byte - 0x20)
            case UInt8(ascii: "-"), UInt8(ascii: "+"), 0x20, 0x09, 0x0A, 0x0D: continue
            default: throw .form
            }
        }
        guard !canonical.isEmpty else { throw .empty }
        guard (6...16).contains(canonical.count) else { throw .form }
        self.init(kind: .reserve, canonical: String(decoding: canonical, as: UTF8.self))
    }
}

/// The ten digits that carry the check digit, and the century when it was written.
private struct WrittenNumber {
    var digits: ArraySlice<UInt8>
    var century: Int?
    var isPlus: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(PersonIdentifier.Fault) {
        var all: [UInt8] = []
        all.reserveCapacity(12)
        var separator: (byte: UInt8, after: Int)?
        var hasEnded = false
        for byte in bytes {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                hasEnded = !all.isEmpty
            case 0x30...0x39 where !hasEnded:
                all.append(byte - 0x30)
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard !hasEnded, separator == nil else { throw .form }
                separator = (byte, all.count)
            default: throw .form
            }
        }
        guard !all.isEmpty else { throw .empty }
        guard all.count == 10 || all.count == 12 else { throw .form }
        isPlus = separator?.byte == UInt8(ascii: "+")
        if let separator, separator.after != all.count - 4 || (isPlus && all.count == 12) { throw .form }
        century = all.count == 12 ? Int(all[0]) * 10 + Int(all[1]) : nil
        digits = all.suffix(10)
    }

    /// The two digits at the offset, as a number.
    private func pair(_ offset: Int) -> Int {
        let index = digits.startIndex + offset
        return Int(digits[index]) * 10 + Int(digits[index + 1])
    }

    var month: Int { pair(2) }
    /// Raised by 60 in a coordination number.
    var day: Int { pair(4) }

    func year(day: Int, on today: Day) -> Int {
        if let century { return century * 100 + pair(0) }
        var year = today.year / 100 * 100 + pair(0)
        if year > today.year { year -= 100 }
        if let birth = Day(year: year, month: month, day: day), birth > today { year -= 100 }
        if isPlus, today.year - year < 100 { year -= 100 }
        return year
    }

    /// The three digits after the birth date are never 000.
    var hasBirthNumber: Bool { digits.dropFirst(6).prefix(3).contains { $0 != 0 } }

    /// The Luhn sum over ten digits, weights 2, 1, 2, 1 …; true when the last digit is the check digit.
    var hasCheckDigit: Bool {
        var sum = 0
        for (offset, digit) in digits.enumerated() {
            let product = offset % 2 == 0 ? Int(digit) * 2 : Int(digit)
            sum += product > 9 ? product - 9 : product
        }
        return sum % 10 == 0
    }
}
