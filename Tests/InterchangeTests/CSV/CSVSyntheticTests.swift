import Interchange
import SickLeave
import Testing

/// Certificates as others build them, written as CSV and read again.
@Suite("CSV and the synthetic region") struct CSVSyntheticTests {
    /// What an answer says, without the display text, which is ours on reading.
    private func said(_ certificate: Certificate) -> Set<String> {
        var said: Set<String> = []
        for answer in certificate.answers {
            for part in answer.parts {
                switch part.value {
                case .code(let value): said.insert("\(answer.question) \(part.id) \(value.code) \(value.system)")
                case .text, .period: said.insert("\(answer.question) \(part.id) \(part.value.text)")
                }
            }
        }
        return said
    }

    @Test("every certificate comes back with all that it said", arguments: [CSVWriter.Flavour.standard, .excel])
    func certificates(_ flavour: CSVWriter.Flavour) throws {
        let region = SyntheticRegion(seed: 3, certificates: 600, endDay: CSVRun.today, defects: false)
        var written: [Certificate] = []
        region.forEachPatient { written += $0.certificates }
        var writer = CSVWriter(.certificates, flavour: flavour)
        for certificate in written { try writer.write(certificate) }
        let run = try CSVRun(writer.take())
        #expect(run.faults == [])
        #expect(run.certificates.count == written.count)
        for (before, after) in zip(written, run.certificates) {
            #expect(said(after) == said(before))
            var typed = after
            typed.answers = before.answers
            #expect(typed == before)
        }
    }
}
