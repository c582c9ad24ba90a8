import Interchange
import SickLeave
import Testing

@Suite("A synthetic region has the shapes of a real one")
struct SyntheticShapeTests {
    private static let certificates = SyntheticCast.demoPatients.flatMap(\.certificates)
    private static let messages = SyntheticCast.demoPatients.flatMap(\.messages)

    @Test("every certificate passes the rules of its form")
    func rules() {
        for certificate in Self.certificates {
            let verdict = CertificateRules.judge(certificate, on: SyntheticCast.endDay)
            #expect(verdict.outcome != .rejected, "\(verdict.findings.map(\.rule))")
        }
    }

    @Test("the answers say what the facts say")
    func answersAgree() {
        for certificate in Self.certificates {
            let facts = Certificate.facts(kind: certificate.kind, answers: certificate.answers)
            #expect(facts.periods == certificate.periods)
            #expect(facts.diagnoses == certificate.diagnoses)
            #expect(facts.occupations == certificate.occupations)
        }
    }

    @Test("about two thirds of a care centre's spells are women's, a quarter and more are stress")
    func sexAndDiagnosis() throws {
        let spells = SyntheticCast.plainPatients.flatMap { patient in patient.spells.map { (patient.sex, $0) } }
        let women = spells.share { $0.0 == .female }.share
        #expect(women > 0.60 && women < 0.74)
        let stress = try #require(DiagnosisProfile.index("F43"))
        let share = spells.share { $0.1.profile == stress }.share
        #expect(share > 0.20 && share < 0.40)
    }

    @Test("lengths fall in the bands of their diagnosis")
    func lengths() throws {
        // Drawn from the profile itself: what the region shows is that, plus longer spells met on the first day.
        var random = SplitMix64(4)
        let stress = try #require(DiagnosisProfile.index("F43"))
        let wrist = try #require(DiagnosisProfile.index("S52"))
        func bands(_ profile: Int) -> [Double] {
            let lengths = (0..<20_000).map { _ in DiagnosisProfile.of(profile).length.draw(&random) }
            return LengthDistribution.bands.map { band in lengths.share { band.contains($0) }.share }
        }
        // Short 8 %, the others 92 % in the proportions 19, 34, 18, 18, 12.
        for (seen, expected) in zip(bands(stress), [0.08, 0.173, 0.310, 0.164, 0.164, 0.109]) {
            #expect(abs(seen - expected) < 0.01)
        }
        for (seen, expected) in zip(bands(wrist), [0.08, 0.149, 0.595, 0.130, 0.037, 0.009]) {
            #expect(abs(seen - expected) < 0.01)
        }
    }

    @Test("a spell has some three certificates, the first one to four weeks long")
    func certificatesPerSpell() {
        let spells = SyntheticCast.demoPatients.reduce(0) { $0 + $1.spells.count }
        let perSpell = Double(Self.certificates.count) / Double(spells)
        #expect(perSpell > 2.4 && perSpell < 4.2)
    }

    @Test("seven to ten percent of certificates sent are asked about, most on impairment and limitation")
    func completions() {
        let sent = Self.certificates.count { $0.sentAt != nil }
        let completions = Self.messages.filter { $0.subject == .completion && $0.direction == .fromAgency }
        let share = Double(completions.count) / Double(sent)
        #expect(share > 0.07 && share < 0.10)
        let questions = completions.flatMap(\.questions)
        #expect(questions.share { $0.question == "35" || $0.question == "17" }.share > 0.5)
        let answered = Set(Self.messages.compactMap(\.answers))
        let unanswered = completions.filter { !answered.contains($0.id) }
        #expect(!unanswered.isEmpty)
        #expect(unanswered.count < completions.count / 5)
        #expect(Self.messages.contains { $0.subject == .reminder && $0.remindsOf != nil })
    }

    @Test("the seldom but real: replaced, complemented, revoked, two units, three physicians, gaps, overlaps, employer forms")
    func rarities() {
        let relations = Self.certificates.flatMap(\.relations)
        #expect(relations.contains { $0.kind == .replaces })
        #expect(relations.contains { $0.kind == .complements })
        #expect(relations.contains { $0.kind == .renews })
        #expect(SyntheticCast.demoPatients.contains { !$0.revocations.isEmpty })
        #expect(SyntheticCast.demoPatients.contains { Set($0.certificates.map(\.careUnit)).count > 1 })
        #expect(
            SyntheticCast.demoPatients.contains { $0.spells.count == 1 && Set($0.certificates.map(\.issuer.hsaID)).count >= 3 })
        for kind in [CertificateKind.fk7804, .ag7804, .ag114] { #expect(Self.certificates.contains { $0.kind == kind }) }
        var gaps: Set<Int> = []
        for patient in SyntheticCast.demoPatients where patient.spells.count == 1 {
            let ranges = patient.certificates.compactMap(\.days)
            for (earlier, later) in zip(ranges, ranges.dropFirst()) { gaps.insert(later.first - earlier.last - 1) }
        }
        #expect(gaps.isSuperset(of: [-1, 0, 4, 5, 6]))
    }

    @Test("fewer spells begin in July than in January")
    func season() {
        let starts = SyntheticCast.demoPatients.flatMap(\.spells).map(\.days.first.month.month)
        #expect(starts.count { $0 == 7 } * 10 < starts.count { $0 == 1 } * 8)
    }

    @Test("patients of the sub-unit, coordination, follow-up of plans, volumes")
    func besideCertificates() {
        let sub = SyntheticCast.demo.careUnits.first { $0.parent != nil }
        #expect(Self.certificates.contains { $0.careUnit.hsaID == sub?.hsaID })
        let codes = Set(SyntheticCast.demoPatients.flatMap(\.procedures).map(\.code))
        #expect(codes == ["DV077", "AW026", "GC001"])
        var months: Set<Month> = []
        SyntheticCast.demo.forEachVolume { months.insert($0.month) }
        #expect(months.count == 37)
        #expect(SyntheticCast.demo.staff.contains { $0.trainedOn != nil && !$0.isPhysician })
    }
}
