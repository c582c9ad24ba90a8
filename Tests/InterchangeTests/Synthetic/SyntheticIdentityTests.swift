import Interchange
import SickLeave
import Testing

@Suite("Synthetic person identifiers belong to nobody")
struct SyntheticIdentityTests {
    private static let today = SyntheticCast.endDay

    @Test("each is valid, in the series for test persons, and agrees with the patient")
    func demo() throws {
        for patient in SyntheticCast.demoPatients where patient.identifier.kind == .personal {
            let read = try PersonIdentifier(swedish: patient.identifier.formatted, on: Self.today)
            #expect(read == patient.identifier)
            #expect(read.legalSex == patient.sex)
            let individual = try #require(Int(read.canonical.dropFirst(8).prefix(3)))
            let birth = try #require(read.birthDay)
            #expect(birth.year < 1990 ? (980...999).contains(individual) : (238...239).contains(individual))
            // A later date of birth is taken when the drawn one has no number left.
            #expect((0..<120).contains(birth - patient.born))
        }
    }

    @Test("no two patients share one, and few have a reserve number")
    func unique() {
        let patients = SyntheticCast.demoPatients
        #expect(Set(patients.map(\.identifier)).count == patients.count)
        let reserve = patients.share { $0.identifier.kind == .reserve }
        #expect(reserve.share > 0.0005 && reserve.share < 0.01)
    }

    @Test("when the series runs out, reserve numbers follow that say that they are synthetic")
    func exhausted() throws {
        let day = try #require(Day(iso: "1995-05-05"))
        var identities = SyntheticIdentities(firstBirthDay: day, lastBirthDay: day + 200)
        let given = (0..<150).map { _ in identities.next(born: day, sex: .male) }
        #expect(Set(given).count == 150)
        #expect(given.prefix(120).allSatisfy { $0.kind == .personal && $0.legalSex == .male })
        let reserve = given.suffix(30)
        #expect(reserve.allSatisfy { $0.kind == .reserve && $0.canonical.hasPrefix("SYNT") })
        #expect(try PersonIdentifier(reserve: reserve.first!.canonical) == reserve.first)
    }

    @Test("ten of each sex and date before 1990")
    func olderSeries() throws {
        let day = try #require(Day(iso: "1975-02-28"))
        var identities = SyntheticIdentities(firstBirthDay: day, lastBirthDay: day)
        let women = (0..<11).map { _ in identities.next(born: day, sex: .female) }
        #expect(
            women.prefix(10).map { $0.canonical.dropFirst(8).prefix(3) } == [
                "980", "982", "984", "986", "988", "990", "992", "994", "996", "998",
            ])
        #expect(women[10].kind == .reserve)
    }
}
