import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("What differs between two certificates of one id")
struct CertificateDifferencesTests {
    private let stored = Fixture.certificate("k-1")

    private func told(_ change: (inout Certificate) -> Void, named: Bool = true) -> [String] {
        var newcomer = stored
        change(&newcomer)
        return CertificateDifferences(stored: stored, newcomer: newcomer).list(named: named)
            .map { "\($0.field): \($0.stored) | \($0.newcomer)" }
    }

    private func answer(_ question: String, _ text: String) -> Answer {
        Answer(question: question, parts: [.init("\(question).1", .text(text))])
    }

    @Test("an answer is named and printed as on the certificate's page, in the form's order, and empty where one says nothing")
    func answers() {
        let told = told {
            $0.answers += [answer("17", "Orkar inte lyfta"), answer("35", "Trött")]
            $0.answers.append(answer("99", "Främmande"))
        }
        #expect(
            told == ["Funktionsnedsättning:  | Trött", "Aktivitetsbegränsning:  | Orkar inte lyfta", "Fråga 99.1:  | Främmande"])
    }

    @Test("what the form's answers tell is told once; where they tell nothing of it the certificate's own words do")
    func once() throws {
        let other = Diagnosis(code: DiagnosisCode("F411"), text: "Ångest")
        let both = told { certificate in
            certificate.diagnoses = [other]
            certificate.answers.removeAll { $0.question == "6" }
            certificate.answers.append(
                Answer(
                    question: "6",
                    parts: [
                        .init("6.1", .text("Ångest")),
                        .init("6.2", .code(CodedValue(code: "F411", system: "1.2.752.116.1.1.1.1.3"))),
                    ]))
        }
        #expect(both == ["Diagnos: F43.2 Reaktion på svår stress | F41.1 Ångest"])
        #expect(told { $0.diagnoses = [other] } == ["Diagnoser: F43.2 Reaktion på svår stress | F41.1 Ångest"])
        #expect(told { $0.occupations = [.studies] } == ["Sysselsättning: Arbete | Studier"])
    }

    @Test("the numbers are the form's own: in AG1-14 question 6 is no diagnosis, and hides none")
    func otherForm() {
        var stored = stored
        stored.kind = .ag114
        stored.answers = [Answer(question: "6", parts: [.init("6.1", .text("false"))])]
        var newcomer = stored
        newcomer.answers = [Answer(question: "6", parts: [.init("6.1", .text("true"))])]
        newcomer.diagnoses = []
        let fields = CertificateDifferences(stored: stored, newcomer: newcomer).list(named: true).map(\.field)
        #expect(fields == ["Diagnoser", "Finns arbetsförmåga trots sjukdom"])
    }

    @Test("what no text tells gives no difference: the page says so instead")
    func numbersOfRows() {
        #expect(told { $0.answers[0].instance = 7 }.isEmpty)
    }

    @Test("relations are in Swedish")
    func relations() {
        #expect(
            told { $0.relations = [.init(kind: .complements, certificate: .init(rawValue: "k-0"))] }
                == ["Relationer:  | Kompletterar k-0"])
    }

    @Test("who the patient is comes first, is personal, and a protected name is told by neither")
    func patient() {
        var newcomer = stored
        newcomer.patientName = "Nytt Namn"
        newcomer.issuer.positions = ["Överläkare"]
        let differences = CertificateDifferences(stored: stored, newcomer: newcomer)
        #expect(differences.list(named: true).map(\.isPersonal) == [true, false])
        #expect(differences.list(named: true).first?.newcomer == "Nytt Namn")
        let hidden = differences.list(named: false)
        #expect(hidden.map(\.field) == ["Patientens namn", "Befattningar"])
        #expect(!hidden.contains { $0.stored.contains(stored.patientName) || $0.newcomer.contains("Nytt") })
    }

    @Test("certificates whose bytes differ are never told to be alike", arguments: 0..<12)
    func all(field: Int) {
        let told = told { certificate in
            switch field {
            case 0: certificate.kind = .ag7804
            case 1: certificate.formVersion = "2.0"
            case 2: certificate.patient = Fixture.person(5)
            case 3: certificate.patientName = "X"
            case 4: certificate.issuer.positions.append("X")
            case 5: certificate.careProvider.name = "X"
            case 6: certificate.sentAt = certificate.signedAt
            case 7: certificate.diagnoses = []
            case 8: certificate.periods = []
            case 9: certificate.occupations = []
            case 10: certificate.isInfectionCarrier = true
            default: certificate.careUnit.name = "X"
            }
        }
        #expect(!told.isEmpty)
    }
}
