import ArgumentParser
import Web

/// The server's limits; the defaults hold for a care unit and for a region.
struct LimitOptions: ParsableArguments {
    private static let standard = ServerLimits()

    @Option(help: ArgumentHelp("Så länge hålls en anslutning utan anrop.", valueName: "sekunder"))
    var idleTimeout = standard.idle.inWholeSeconds

    @Option(help: ArgumentHelp("Så lång tid får huvudet av ett anrop ta.", valueName: "sekunder"))
    var headTimeout = standard.head.inWholeSeconds

    @Option(help: ArgumentHelp("Så lång tid får kroppen av ett anrop ta.", valueName: "sekunder"))
    var bodyTimeout = standard.body.inWholeSeconds

    @Option(help: ArgumentHelp("Så lång tid får ett anrop ta, från huvudet till svarets slut.", valueName: "sekunder"))
    var requestTimeout = standard.request.inWholeSeconds

    @Option(
        help: ArgumentHelp(
            "Så länge tar servern emot anrop när den ska stanna, medan den säger att den inte är redo: så att en proxy hinner fråga.",
            valueName: "sekunder"))
    var stopNotice = standard.notice.inWholeSeconds

    @Option(help: ArgumentHelp("Så länge får pågående anrop hålla på när servern stannar.", valueName: "sekunder"))
    var stopTimeout = standard.drain.inWholeSeconds

    @Option(help: ArgumentHelp("Högsta antal anslutningar på en gång.", valueName: "antal"))
    var maxConnections = standard.connections

    @Option(help: ArgumentHelp("Högsta storlek på ett anrops huvud.", valueName: "byte"))
    var maxHeader = standard.headerBytes

    @Option(help: ArgumentHelp("Högsta storlek på ett anrops kropp.", valueName: "byte"))
    var maxBody = standard.bodyBytes

    func validate() throws {
        let times = [idleTimeout, headTimeout, bodyTimeout, requestTimeout, stopTimeout]
        guard times.allSatisfy({ (1...86_400).contains($0) }) else {
            throw ValidationError("En tidsgräns ska vara 1–86400 sekunder.")
        }
        guard (0...3_600).contains(stopNotice) else { throw ValidationError("Tiden före ett stopp ska vara 0–3600 sekunder.") }
        guard (1...100_000).contains(maxConnections) else { throw ValidationError("Antalet anslutningar ska vara 1–100000.") }
        guard (1_024...1_048_576).contains(maxHeader) else { throw ValidationError("Huvudets gräns ska vara 1024–1048576 byte.") }
        guard (1_024...268_435_456).contains(maxBody) else {
            throw ValidationError("Kroppens gräns ska vara 1024–268435456 byte.")
        }
    }

    var limits: ServerLimits {
        var limits = ServerLimits()
        limits.idle = .seconds(idleTimeout)
        limits.head = .seconds(headTimeout)
        limits.body = .seconds(bodyTimeout)
        limits.request = .seconds(requestTimeout)
        limits.notice = .seconds(stopNotice)
        limits.drain = .seconds(stopTimeout)
        limits.connections = maxConnections
        limits.headerBytes = maxHeader
        limits.bodyBytes = maxBody
        return limits
    }
}

extension Duration {
    fileprivate var inWholeSeconds: Int { Int(components.seconds) }
}
