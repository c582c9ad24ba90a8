import FuzzKit
import SickLeave
import Testing

@Suite("Damaged numbers, days and codes")
struct IdentityFuzzTests {
    private let today = Day(iso: "2026-11-26")!

    @Test("a number is refused, or read as one that is written and read again as the same", .timeLimit(.minutes(10)))
    func numbers() {
        let sound = [
            "19121212-1212", "191212121212", "121212-1212", "121212+1212", "19701063-2391", "T14002D3F5G6",
            "SE2321000131-E000000000100",
        ]
        Fuzz(sound: sound, tokens: ["-", "+", " ", "60", "99", "TF"], largest: 200).run("identity") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let person = try? PersonIdentifier(swedish: text, on: today) {
                #expect(person.canonical.utf8.count == 12 && person.canonical.utf8.allSatisfy { (0x30...0x39).contains($0) })
                #expect((try? PersonIdentifier(swedish: person.formatted, on: today)) == person)
            }
            if let reserve = try? PersonIdentifier(reserve: text) {
                #expect((try? PersonIdentifier(reserve: reserve.canonical)) == reserve)
            }
            if let id = HSAID(text) { #expect(HSAID(id.rawValue) == id && !id.rawValue.contains(" ")) }
        }
    }

    @Test("a day or a code is refused, or is written as it was read", .timeLimit(.minutes(10)))
    func daysAndCodes() {
        Fuzz(
            sound: ["2026-11-26", "1970-01-01", "9999-12-31", "F43.8A", "M545", "Z73"], tokens: ["-", ".", "02-29", "0000"],
            largest: 60
        ).run("day") {
            bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let day = Day(iso: text) { #expect("\(day)" == text) }
            let code = DiagnosisCode(text)
            #expect(DiagnosisCode(code.code) == code && DiagnosisCode(code.description) == code)
        }
    }
}
