import FuzzKit
import Testing

@testable import SickLeave

@Suite("Judging one certificate after the other")
struct CertificateJudgeTests {
    /// Right in some parts, nearly right or wrong in others.
    private static let values: [AnswerValue] = [
        .text(""), .text(" \n"), .text(" ja"), .text("true"), .text("0"), .text("2026-02-30"), .text("2026-10-01Z"),
        .text("2026-10-01"),
        .text("2027-03-01"), .text("50.0 %"), .text("0.0 %"), .text("7"), .text(String(repeating: "å", count: 5_000)),
        .code(CodedValue(code: "HALFTEN", system: "KV_FKMU_0003")), .code(CodedValue(code: " HALFTEN ", system: "KV_FKMU_0003")),
        .code(CodedValue(code: "ANNAT", system: "KV_FKMU_0001")), .code(CodedValue(code: "ANNAT", system: "KV_FKMU_0003")),
        .code(CodedValue(code: "EJ_AKTUELLT", system: "KV_FKMU_0004")),
        .code(CodedValue(code: "NUVARANDE_ARBETE", system: "KV_FKMU_0002")),
        .code(CodedValue(code: "F32", system: "1.2.752.116.1.1.1.1.3")),
        .code(CodedValue(code: "M545", system: "1.2.752.116.1.3.1.4.1")),
        // The sign for kelvin is equal to a K as text, and has other bytes.
        .code(CodedValue(code: "HALFTEN", system: "\u{212A}V_FKMU_0003")),
        .code(CodedValue(code: "F322", system: " 1.2.752.116.1.1.1.1.3")),
        .code(CodedValue(code: "M54-5K", system: "1.2.752.116.1.1.1.1.8")), .code(CodedValue(code: "5", system: "")),
        .period(start: "2026-10-01", end: "2026-10-14"), .period(start: "2026-10-14", end: "2026-10-01"),
        .period(start: "", end: "2026-10-01"), .period(start: "2026-02-30", end: "2046-10-01"),
    ]

    /// Spoils the structure and the values: what the shapes of questions and parts are about.
    private func spoiled(_ certificate: Certificate, _ chance: inout FuzzRandom) -> Certificate {
        var certificate = certificate
        for _ in 0..<Int.random(in: 0...3, using: &chance) where !certificate.answers.isEmpty {
            let place = Int.random(in: certificate.answers.indices, using: &chance)
            let part = certificate.answers[place].parts.indices.randomElement(using: &chance)
            switch Int.random(in: 0..<12, using: &chance) {
            case 0: certificate.answers.remove(at: place)
            case 1: certificate.answers.append(certificate.answers[place])
            case 2: certificate.answers[place].instance = Int.random(in: -1...3, using: &chance)
            case 3:
                certificate.answers[place].question = [
                    "1", "6", "26", "27", "28", "29", "32", "33", "40", "44", "99", "103", "9000", "9001", "x", "128", "",
                ].randomElement(
                    using: &chance)!
            case 4: certificate.answers.shuffle(using: &chance)
            case 5: if let part { certificate.answers[place].parts.remove(at: part) }
            case 6: if let part { certificate.answers[place].parts.append(certificate.answers[place].parts[part]) }
            case 7:
                if let part {
                    certificate.answers[place].parts[part].id = [
                        "1.1", "6.7", "32.2", "0.1", "9001.1", "27.1", "28.1", "40.1", "39.3", "y",
                    ]
                    .randomElement(using: &chance)!
                }
            default:
                if let part { certificate.answers[place].parts[part].value = Self.values.randomElement(using: &chance)! }
            }
        }
        return certificate
    }

    @Test("passing over rules that cannot fail changes no verdict", arguments: CertificateForm.allCases)
    func shapes(form: CertificateForm) {
        var chance = FuzzRandom(state: 7)
        let entry = CertificateRules.rules(of: form)
        let (fast, slow) = (CertificateJudge(), CertificateJudge())
        var rejected = 0
        for _ in 0..<4_000 {
            let certificate = spoiled(FormSamples.certificate(form), &chance)
            let verdict = fast.judge(certificate, on: FormSamples.today)
            let all = slow.judge(
                certificate, on: FormSamples.today, entry.all, periodPart: entry.periodPart, shapes: .none)
            #expect(verdict == all, "\(certificate.answers)")
            #expect(
                fast.judge(certificate, on: FormSamples.today, scope: .answersGiven)
                    == slow.judge(
                        certificate, on: FormSamples.today, entry.ofAnswersGiven, periodPart: entry.periodPart, shapes: .none))
            if verdict.outcome == .rejected { rejected += 1 }
        }
        #expect((400...3_980).contains(rejected))
    }

    @Test("what the one before left behind is never seen")
    func reuse() {
        var chance = FuzzRandom(state: 8)
        let judge = CertificateJudge()
        for _ in 0..<2_000 {
            let certificate = spoiled(FormSamples.certificate(CertificateForm.allCases.randomElement(using: &chance)!), &chance)
            let fresh = CertificateRules.judge(certificate, on: FormSamples.today)
            #expect(judge.judge(certificate, on: FormSamples.today) == fresh)
        }
    }
}
