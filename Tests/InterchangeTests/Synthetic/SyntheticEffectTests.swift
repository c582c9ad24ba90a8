import Interchange
import SickLeave
import Testing

/// The effects are built in, so they must be found; a report that does not find them is wrong.
@Suite("The true effects of the synthetic region are there")
struct SyntheticEffectTests {
    private let demo = SyntheticCast.demo

    @Test("A: part time and plans step up on the policy day")
    func improves() {
        let policy = demo.effects.policyDay(endDay: demo.endDay)
        let spells = SyntheticCast.patients(of: .improves).flatMap(\.spells)
        let before = spells.filter { $0.days.first < policy }
        let after = spells.filter { $0.days.first >= policy }
        #expect(after.share(where: \.startExtent.isPartTime).share - before.share(where: \.startExtent.isPartTime).share > 0.10)
        func planShare(_ spells: [SyntheticSpell]) -> Double {
            spells.filter { $0.days.count > 28 }.share(where: \.hasPlan).share
        }
        #expect(planShare(after) - planShare(before) > 0.20)
        // The others do not step.
        let others = SyntheticCast.plainPatients.flatMap(\.spells)
        let change =
            others.filter { $0.days.first >= policy }.share(where: \.startExtent.isPartTime).share
            - others.filter { $0.days.first < policy }.share(where: \.startExtent.isPartTime).share
        #expect(abs(change) < 0.06)
    }

    @Test("B: the parameters of every diagnosis are the region's; only the mix differs")
    func caseMixOnly() {
        let unit = demo.units[SyntheticCast.unit(.caseMixOnly)]
        let plain = demo.units.first { $0.role == .none && $0.kind == .careCentre }!
        #expect(unit.mix.weights != plain.mix.weights)
        for index in DiagnosisProfile.keys.indices {
            for sex in LegalSex.allCases {
                for afterPolicy in [false, true] {
                    let profile = DiagnosisProfile.of(index)
                    #expect(
                        demo.effects.partTimePerMille(profile, sex: sex, role: .caseMixOnly, afterPolicy: afterPolicy)
                            == demo.effects.partTimePerMille(profile, sex: sex, role: .none, afterPolicy: afterPolicy))
                }
            }
        }
    }

    @Test("B: what its mix lets expect is what it shows, and it is not what the others show")
    func caseMixExplains() {
        let patients = SyntheticCast.patients(of: .caseMixOnly)
        var expected = 0.0
        var count = 0
        var seen = 0
        for patient in patients {
            for spell in patient.spells {
                let chance = demo.effects.partTimePerMille(
                    DiagnosisProfile.of(spell.profile), sex: patient.sex, role: .none, afterPolicy: false)
                expected += Double(chance) / 1000
                count += 1
                if spell.startExtent.isPartTime { seen += 1 }
            }
        }
        // Four standard errors of a share.
        let share = expected / Double(count)
        let error = 4 * (share * (1 - share) / Double(count)).squareRoot()
        #expect(abs(Double(seen) / Double(count) - share) < error)

        func meanLength(_ patients: [SyntheticPatient]) -> Double {
            let lengths = patients.flatMap(\.spells).map(\.days.count)
            return Double(lengths.reduce(0, +)) / Double(lengths.count)
        }
        #expect(meanLength(patients) < meanLength(SyntheticCast.plainPatients) * 0.9)
    }

    @Test("C: with the same diagnoses women start part-time far less often than men; elsewhere more often")
    func sexDifference() {
        func partTime(_ patients: [SyntheticPatient], _ sex: LegalSex) -> Double {
            patients.filter { $0.sex == sex }.flatMap(\.spells).share(where: \.startExtent.isPartTime).share
        }
        let unit = SyntheticCast.patients(of: .sexDifference)
        #expect(partTime(unit, .female) < partTime(unit, .male) - 0.03)
        #expect(partTime(unit, .female) < partTime(SyntheticCast.plainPatients, .female) - 0.07)
        #expect(partTime(SyntheticCast.plainPatients, .female) > partTime(SyntheticCast.plainPatients, .male))
    }

    @Test("D: one physician has half of the spells; elsewhere nobody has a third")
    func unevenSpread() {
        func largest(_ unit: Int) -> Double {
            let spells = SyntheticCast.demoPatients.filter { $0.homeUnit == unit }.flatMap(\.spells)
            var counts = [Int](repeating: 0, count: demo.units[unit].physicians.count)
            for spell in spells { counts[spell.physician] += 1 }
            return Double(counts.max() ?? 0) / Double(spells.count)
        }
        #expect(largest(SyntheticCast.unit(.unevenSpread)) > 0.45)
        for unit in demo.units.indices where demo.units[unit].kind == .careCentre && demo.units[unit].role != .unevenSpread {
            #expect(largest(unit) < 0.34)
        }
    }

    @Test("E: completion requests fall after training, and the training is recorded")
    func fewerCompletions() {
        let training = demo.effects.trainingDay(endDay: demo.endDay)
        let unit = SyntheticCast.unit(.fewerCompletions)
        let patients = SyntheticCast.demoPatients
        let asked = Set(
            patients.flatMap(\.messages).filter { $0.subject == .completion && $0.direction == .fromAgency }.map(\.certificate))
        let sent = patients.flatMap(\.certificates).filter {
            // Requests come within a month: the last weeks have not had theirs.
            $0.sentAt != nil && $0.careUnit.hsaID == demo.units[unit].careUnit.hsaID && $0.signedAt.day <= demo.endDay - 30
        }
        let before = sent.filter { $0.signedAt.day < training }.share { asked.contains($0.id) }.share
        let after = sent.filter { $0.signedAt.day >= training }.share { asked.contains($0.id) }.share
        #expect(before > 0.10)
        #expect(after < 0.07)
        #expect(demo.units[unit].staff.count { $0.trainedOn.map { $0 >= training } ?? false } > demo.units[unit].staff.count / 2)
    }

    @Test("a region too small to compare in has no effects")
    func smallRegion() {
        let region = SyntheticRegion(seed: 5, certificates: 5_000, endDay: SyntheticCast.endDay)
        #expect(region.units.allSatisfy { $0.role == .none })
    }
}
