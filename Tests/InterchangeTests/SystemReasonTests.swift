import Foundation
import Interchange
import Testing

@Suite("The system's reasons in Swedish")
struct SystemReasonTests {
    @Test("by code, by the system's own words, and as they are where they are not known")
    func words() {
        #expect(SystemReason.words(EACCES) == "behörighet saknas")
        #expect(SystemReason.words(for: String(cString: strerror(EISDIR))) == "det är en mapp")
        #expect(SystemReason.words(for: "disk I/O error") == "disk I/O error")
        #expect(SystemReason.words(ENOTTY) == String(cString: strerror(ENOTTY)))
        #expect(WritingFault(path: "/a/b", code: ENOENT).reason == "mappen finns inte")
    }
}
