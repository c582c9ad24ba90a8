import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Why a comparison has no figure, and whom it is of")
struct ComparisonWordsTests {
    private static func site(
        _ count: Int, percent: (Int) -> Int = { _ in 100 }, diagnosis: (Int) -> String = { _ in "F432" },
        issuer: (Int) -> Issuer = { _ in Fixture.doctor },
        last: (Int) -> String = { _ in "2026-05-09" }
    ) async throws -> TestSite {
        let site = try TestSite()
        let certificates = (0..<count).map { index in
            // Every second is a woman.
            Fixture.certificate(
                "ord-\(index)", patient: Fixture.person(1_000 + index), from: "2026-05-03", through: last(index),
                percent: percent(index),
                diagnosis: diagnosis(index), issuer: issuer(index))
        }
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for certificate in certificates { _ = try repository.store([NewCertificate(certificate)], importRun: 1) }
        }
        try await site.figures.refresh()
        return site
    }

    private static func text(_ path: String, _ site: TestSite) async throws -> String {
        try await site.browser(.mats).get(path).body.replacing("\u{A0}", with: " ")
    }

    /// What the equity page says of long spells: nobody of the fixture's own has been followed for as long.
    private static func equity(_ site: TestSite) async throws -> Substring {
        let page = try await text("/jamlikhet", site)
        let start = try #require(page.firstRange(of: "/mal/sjukfall-over-90-dagar")).lowerBound
        let end = page[start...].firstRange(of: "</section>")?.lowerBound ?? page.endIndex
        return page[start..<end]
    }

    @Test("without patients alike the ratio says just that, and where nobody is counted that")
    func ratio() async throws {
        let apart = try await Self.equity(
            try await Self.site(60, diagnosis: { ["F432", "M545"][$0 % 2] }, last: { $0 % 3 == 0 ? "2026-09-09" : "2026-05-09" }))
        #expect(apart.contains("inte har några lika patienter.") && apart.contains("Ingen i den ena gruppen har en motsvarighet"))
        #expect(!apart.contains("eftersom ingen räknas i täljaren"))
        let none = try await Self.equity(try await Self.site(60))
        #expect(none.contains("eftersom ingen räknas i täljaren") && !none.contains("inte har några lika patienter"))
    }

    @Test("a group smaller than the measure's least has its count, and no share that looks like a figure")
    func smallGroup() async throws {
        let page = try await Self.equity(try await Self.site(4))
        #expect(page.contains(">0 av 2<") && !page.contains("% (0 av 2)"))
    }

    @Test("with fewer than ten counted there is no figure with equal patients, and it is said that they are few, not unlike")
    func fewCounted() async throws {
        // Five women and four men are long.
        let page = try await Self.equity(try await Self.site(60, last: { $0 % 7 == 0 ? "2026-09-09" : "2026-05-09" }))
        #expect(page.contains("% (5 av 30)") && page.contains("% (4 av 30)"))
        #expect(page.contains("visas inte där färre än 10 räknas i täljaren") && !page.contains("Ingen i den ena gruppen"))
        #expect(!page.contains(", med lika patienter "))
    }

    @Test("a difference within diagnoses without interval says that all or nobody count")
    func adjusted() async throws {
        let page = try await Self.text("/mal/skillnad-deltid", try await Self.site(60))
        #expect(page.contains("Alla eller ingen räknas i täljaren, så ett intervall kan inte räknas"))
    }

    @Test("the funnel holds physicians against those who have enough, and names them in the picture, its key and its table")
    func funnel() async throws {
        let few = Issuer(hsaID: HSAID(rawValue: "SE9900990001-P009"), name: "Doktor Få", positions: [])
        let site = try await Self.site(
            60, percent: { $0 % 3 == 0 ? 50 : 100 },
            issuer: { index in
                index < 4 ? few : [Fixture.doctor, Fixture.otherDoctor][index % 2]
            })
        let page = try await Self.text("/mal/deltid-vid-start", site)
        let least = try #require(page.firstMatch(of: /För få för att bedömas.*?Färre än (\d+ sjukfall)/.dotMatchesNewlines())).1
        for place in [
            "Alla läkare med minst \(least): ", ">alla läkare med minst \(least)</li>", "Mot alla läkare med minst \(least)<",
        ] {
            #expect(page.contains(place), "\(place)")
        }
        #expect(!page.lowercased().contains("alla tillsammans"))
    }
}
