package import Logging

/// What happens at the doors, for those who watch over the system: a line with the account's number and nothing else about a person.
package struct SecurityLog: Sendable {
    package enum Event: String, Sendable {
        case signedIn = "signed in"
        case wrongPassword = "wrong password"
        case unknownUser = "unknown user"
        case disabledAccount = "disabled account"
        case codeAwaited = "password right, code awaited"
        case wrongCode = "wrong code"
        case recoveryCodeUsed = "recovery code used"
        case slowedDown = "slowed down"
        case signedOut = "signed out"
        case passwordChanged = "password changed"
        case secondFactorAdded = "second factor added"
        case secondFactorRemoved = "second factor removed"
        case recoveryCodesRenewed = "recovery codes renewed"
        case sessionsEnded = "sessions ended"
        case invited = "invited"
        case invitationUsed = "invitation used"
        case identityRefused = "identity provider's answer refused"
        case identityUnavailable = "identity provider away"
        case noCommission = "no commission gives a role here"
    }

    private let logger: Logger

    package init(_ logger: Logger) { self.logger = logger }

    /// - Parameter reason: of a refusal: the rule that was broken, never a value out of what was refused.
    func note(_ event: Event, account: Int? = nil, way: String? = nil, reason: String? = nil) {
        var metadata: Logger.Metadata = ["event": "\(event.rawValue)"]
        if let account { metadata["account"] = "\(account)" }
        if let way { metadata["by"] = "\(way)" }
        if let reason { metadata["reason"] = "\(reason)" }
        logger.notice("security", metadata: metadata)
    }
}
