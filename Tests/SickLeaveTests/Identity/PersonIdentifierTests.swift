import SickLeave
import Testing

private let today = Day(iso: "2026-11-21")!

private func fault(_ text: String, on day: Day = today) -> PersonIdentifier.Fault? {
    do throws(PersonIdentifier.Fault) {
        _ = try PersonIdentifier(swedish: text, on: day)
        return nil
    } catch {
        return error
    }
}

@Suite("PersonIdentifier")
struct PersonIdentifierTests {
    /// Numbers of the tax agency's test series; century and sex after two independent libraries.
    @Test(
        "twelve and ten digits, with minus and plus, give the century and sex that other libraries give",
        arguments: [
            ("050504+9817", "190505049817", LegalSex.male), ("19021205-9802", "190212059802", .female),
            ("080419+9800", "190804199800", .female), ("19100820-9817", "191008209817", .male),
            ("950831-2387", "199508312387", .female), ("19940829-2390", "199408292390", .male),
            ("420701-6835", "194207016835", .male), ("19950320-2385", "199503202385", .female),
            ("300220-9082", "193002209082", .female), ("19930128-2399", "199301282399", .male),
            ("040229+9812", "190402299812", .male), ("19080229-9800", "190802299800", .female),
            ("021201-2397", "200212012397", .male), ("20020819-2393", "200208192393", .male),
            ("020226-2382", "200202262382", .female),
        ])
    func vectors(text: String, canonical: String, sex: LegalSex) throws {
        let person = try PersonIdentifier(swedish: text, on: today)
        #expect(person.canonical == canonical)
        #expect(person.legalSex == sex)
        #expect(person.kind == .personal)
        #expect(person.birthDay == Day(iso: String(canonical.prefix(8))))
        #expect(try PersonIdentifier(swedish: person.formatted, on: today) == person)
    }

    @Test(
        "numbers published as right are accepted, with white space around",
        arguments: ["191212121212", "190905271474", "200002292399", "195704289999", " 19121212-1212 ", "\n191212121212\t"])
    func accepted(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(
        "a wrong check digit is refused",
        arguments: [
            "197004289895", "19810821-7575", "19630879-8638", "20240213-1111", "250512+5445", "591186-5787",
            "19121212-1213", "19121212-1221",
        ])
    func checkDigit(text: String) {
        #expect(fault(text) == .checkDigit)
    }

    @Test("birth number 000 is refused though its check digit is right")
    func birthNumber() {
        #expect(fault("201509160006") == .form)
    }

    @Test("any single wrong digit is refused", arguments: 2..<12)
    func singleErrors(position: Int) {
        let right = Array("191212121212".utf8)
        for digit in UInt8(0x30)...0x39 where digit != right[position] {
            var wrong = right
            wrong[position] = digit
            #expect(fault(String(decoding: wrong, as: UTF8.self)) != nil)
        }
    }

    @Test(
        "what is not a number of the right form is refused",
        arguments: [
            "-", "1212121", "19121212121", "1912121212123", "191212-121212", "19121212-12", "1912121212-12",
            "121212--1212", "12-12121212",
            "19121212+1212", "19121212 1212", "121212 -1212", "19121212-T212", "990101-A123", "191212121212x",
            "１９１２１２１２１２１２", "+1212121212", "121212-1212-",
        ])
    func form(text: String) {
        #expect(fault(text) == (text == "-" ? .empty : .form))
    }

    @Test("nothing is told as missing", arguments: ["", "   ", "\t\n"])
    func empty(text: String) {
        #expect(fault(text) == .empty)
    }

    @Test(
        "a birth date that does not exist is refused",
        arguments: ["19230229-0000", "190013010000", "197004310000", "197004920000"])
    func birthDate(text: String) {
        #expect(fault(text) == .birthDate)
    }

    @Test("a birth after the day asked about is refused, and accepted when the day has come")
    func future() throws {
        let birth = try #require(Day(iso: "2020-02-29"))
        #expect(fault("202002290004", on: birth - 1) == .future)
        #expect(fault("202002290004", on: birth) != .future)
    }

    @Test("minus and plus tell a newborn from a person of a hundred years, from the year of the birthday")
    func centuries() throws {
        let day = try #require(Day(iso: "2012-12-12"))
        #expect(try PersonIdentifier(swedish: "121212-1212", on: day).canonical == "201212121212")
        #expect(try PersonIdentifier(swedish: "1212121212", on: day).canonical == "201212121212")
        #expect(try PersonIdentifier(swedish: "121212+1212", on: day).canonical == "191212121212")
        // The day before, nobody can be born on the 12th; whoever has the number turns a hundred this year.
        #expect(try PersonIdentifier(swedish: "121212-1212", on: day - 1).canonical == "191212121212")
        let firstDayOfTheYear = try #require(Day(iso: "2012-01-01"))
        #expect(try PersonIdentifier(swedish: "121212+1212", on: firstDayOfTheYear).canonical == "191212121212")
        let yearBefore = try #require(Day(iso: "2011-12-31"))
        #expect(try PersonIdentifier(swedish: "121212+1212", on: yearBefore).canonical == "181212121212")
        #expect(try PersonIdentifier(swedish: "121212-1212", on: yearBefore).canonical == "191212121212")
    }

    @Test("a coordination number has a birth day, and is of its own kind")
    func coordination() throws {
        let person = try PersonIdentifier(swedish: "701063-2391", on: today)
        #expect(person.kind == .coordination)
        #expect(person.canonical == "197010632391")
        #expect(person.birthDay == Day(iso: "1970-10-03"))
        #expect(person.legalSex == .male)
        #expect(person.age(on: today) == 56)
    }

    @Test("age rises on the birthday, and on 1 March for one born on a leap day")
    func age() throws {
        let person = try PersonIdentifier(swedish: "200002292399", on: today)
        #expect(person.age(on: try #require(Day(iso: "2026-02-28"))) == 25)
        #expect(person.age(on: try #require(Day(iso: "2026-03-01"))) == 26)
        #expect(person.age(on: try #require(Day(iso: "2000-02-29"))) == 0)
        #expect(person.age(on: try #require(Day(iso: "2000-02-28"))) == nil)
    }
}

@Suite("Reserve numbers")
struct ReserveNumberTests {
    @Test(
        "a reserve number is kept in upper case without separators",
        arguments: [("19700101-A12b", "19700101A12B"), ("990101-99TF", "99010199TF"), ("  22 123456-7 ", "221234567")])
    func kept(text: String, canonical: String) throws {
        let person = try PersonIdentifier(reserve: text)
        #expect(person.kind == .reserve && person.canonical == canonical)
        #expect(person.birthDay == nil && person.legalSex == nil && person.age(on: today) == nil)
    }

    @Test(
        "too short, too long or other characters are refused",
        arguments: ["", "--", "12345", "12345678901234567", "1234å6", "123456;7"])
    func refused(text: String) {
        #expect(throws: PersonIdentifier.Fault.self) { try PersonIdentifier(reserve: text) }
    }

    @Test("a reserve number that looks like a personal identity number is never taken for that person")
    func lookalike() throws {
        let reserve = try PersonIdentifier(root: "1.2.752.97.3.1.3", number: "191212121212", on: today)
        let person = try PersonIdentifier(root: "1.2.752.129.2.1.3.1", number: "191212121212", on: today)
        #expect(reserve != person && reserve.kind == .reserve && person.kind == .personal)
        #expect(try PersonIdentifier(root: "1.2.752.74.9.1", number: "191212121213", on: today).kind == .reserve)
    }

    @Test("a coordination number sent with the root of personal numbers is told by its day")
    func mixedRoots() throws {
        let sent = try PersonIdentifier(root: PersonIdentifier.Root.personal, number: "197010632391", on: today)
        #expect(sent.kind == .coordination)
        let personal = try PersonIdentifier(root: PersonIdentifier.Root.coordination, number: "191212121212", on: today)
        #expect(personal.kind == .personal)
    }
}

@Suite("Masked printing")
struct MaskedPrintingTests {
    @Test("no way of printing an identifier shows the number")
    func masked() throws {
        let person = try PersonIdentifier(swedish: "191212121212", on: today)
        var dumped = ""
        dump(person, to: &dumped)
        let printed = [
            "\(person)", String(describing: person), String(reflecting: person), String(describing: [person: 1]), dumped,
        ]
        for text in printed {
            #expect(!text.contains("1212"))
            #expect(text.contains("1912••••-••••"))
        }
        let reserve = try PersonIdentifier(reserve: "990101-99TF")
        #expect("\(reserve)" == "••••••")
        #expect(reserve.formatted == "99010199TF")
    }

    @Test("a damaged identifier from a store gives no birth day and does not stop the program")
    func damaged() {
        let person = PersonIdentifier(kind: .personal, canonical: "1912")
        #expect(person.birthDay == nil && person.legalSex == nil)
    }

    @Test(
        "no message about a fault holds a digit",
        arguments: [PersonIdentifier.Fault.empty, .form, .birthDate, .checkDigit, .future])
    func messages(fault: PersonIdentifier.Fault) {
        #expect(!fault.message.contains { $0.isNumber })
        #expect(fault.message.hasSuffix("."))
    }
}

@Suite("The tax agency's test numbers")
struct TestNumberSeriesTests {
    @Test(
        "every number of the series is accepted and comes back as written",
        .enabled(if: SharedData.exists("testpersonnummer.csv"), "\(SharedData.missing)"))
    func series() throws {
        let numbers = try SharedData.lines("testpersonnummer.csv").dropFirst()
        var refused: [Substring] = []
        for number in numbers {
            let person = try? PersonIdentifier(swedish: number, on: today)
            if person?.formatted != String(number) || person?.age(on: today) == nil { refused.append(number) }
        }
        #expect(refused.isEmpty)
        #expect(numbers.count > 13_000)
    }
}
