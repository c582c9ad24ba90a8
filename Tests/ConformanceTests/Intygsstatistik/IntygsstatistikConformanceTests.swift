import Foundation
import Testing

/// The acceptance pages of the national service for sick-leave statistics (Intygsstatistik), put to our engine. Each page gives
/// certificates, a day and users, and says what figures the reports have. One line of output a page.
@Suite("IntygsstatistikConformance") struct IntygsstatistikConformance {
    private static let folder =
        (ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"] ?? "../shared/conformance") + "/intygsstatistik"

    @Test("the reports have the figures that the national service's acceptance pages expect")
    func pages() throws {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/pages").sorted()
        guard let names = names?.filter({ $0.hasSuffix(".wiki") }), !names.isEmpty else {
            print("Intygsstatistik: inga sidor i \(Self.folder), prövas inte")
            return
        }
        let runner = WikiRunner(files: "\(Self.folder)/files")
        var passed = 0
        var listed = 0
        for name in names {
            let page = try WikiPage(path: "\(Self.folder)/pages/\(name)")
            let result = runner.run(page)
            // A page on the list whose figures agree all the same is no exception.
            let agrees = result.failures.isEmpty && result.passed > 0
            let reason = agrees ? nil : WikiExceptions.reason(page)
            print(result.line + (reason.map { " – \($0)" } ?? ""))
            if reason != nil {
                listed += 1
                for failure in result.failures { print("  \(failure)") }
            } else if result.failures.isEmpty {
                passed += 1
            } else {
                Issue.record("\(page.name): \(result.failures.prefix(12).joined(separator: "\n  "))")
            }
        }
        print(
            "Intygsstatistik: \(passed) sidor stämmer, \(listed) undantagna med skäl, \(names.count - passed - listed) stämmer inte"
        )
    }
}
