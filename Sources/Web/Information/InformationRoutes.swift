import HTTPTypes
import Hummingbird
import NIOCore
import UseCases

/// What everybody may see: assets, health, the accessibility statement, and the gallery of parts in a demo.
struct InformationRoutes {
    let site: SiteInformation
    let isDemo: Bool
    let readiness: Readiness?

    func add(to router: some RouterMethods<AppContext>) {
        router.get("healthz") { _, _ in Response(plain: "ok\n") }
        // A yes or a no: why not is told on the private listener alone.
        router.get("readyz") { _, _ in
            let isReady = await readiness?.faults().isEmpty ?? true
            return Response(plain: isReady ? "redo\n" : "inte redo\n", status: isReady ? .ok : .serviceUnavailable)
        }
        router.get("assets/:name", use: asset)
        router.get("tillganglighet") { _, context in information("Tillgänglighet", AccessibilityStatement().html, context) }
        router.get("om") { _, context in information("Hjälp", HelpPage(version: site.version).html, context) }
        if isDemo { router.get("galleri") { _, context in gallery(context) } }
    }

    private func gallery(_ context: AppContext) -> Response {
        let viewer = ViewerBadge(
            name: "Maja Persson", role: "Rehabkoordinator", unit: "Vårdcentralen Exempel", changeUnit: nil, signOut: Site.signOut)
        return Response(html: GalleryPage(viewer: viewer, site: site, appearance: context.appearance).html)
    }

    private func information(_ title: String, _ content: HTML, _ context: AppContext) -> Response {
        Response(page: UnitPages(site: site).page(title, width: .reading, content: content, context))
    }

    /// The name holds a fingerprint of the content, so a browser may keep it for good.
    private func asset(_ request: Request, _ context: AppContext) throws -> Response {
        guard let asset = Asset.at(path: request.uri.path) else { throw PageFault.notFound }
        return Response(
            status: .ok,
            headers: [.contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}

/// The way in: to the first door that the role may open.
struct HomeRoutes {
    func add(to router: some RouterMethods<UnitContext>) {
        router.get("/") { _, context -> Response in
            let viewer = context.viewer
            if viewer.may(.seeFigures) { throw Redirection(to: Site.overview) }
            if viewer.may(.seeImports) { throw Redirection(to: Site.imports) }
            if viewer.may(.reviewLog) { throw Redirection(to: Site.logReview) }
            if Reports.mayBeSeen(by: viewer) { throw Redirection(to: Site.reports) }
            throw UseCaseError.notAllowed(.seeFigures)
        }
    }
}
