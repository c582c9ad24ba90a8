package import Logging
import Storage

/// What happens at the doors, for those who watch over the system: a line with the account's number and nothing else about a person.
package struct SecurityLog: Sendable {
    package enum Event: String, Sendable {
        case signedIn = "signed in"
        case wrongPassword = "wrong password"
        case unknownUser = "unknown user"
        case disabledAccount = "disabled account"
        case codeAwaited = "password right, code awaited"
        case wrongCode = "wrong code"
        case codeTooLate = "code of no sign-in under way"
        case recoveryCodeUsed = "recovery code used"
        case slowedDown = "slowed down"
        case signedOut = "signed out"
        case passwordChanged = "password changed"
        case secondFactorAdded = "second factor added"
        case secondFactorRemoved = "second factor removed"
        case waysInRemoved = "password and second factor removed"
        case personRemoved = "HSA-id, identity number and identities removed"
        case recoveryCodesRenewed = "recovery codes renewed"
        case sessionsEnded = "sessions ended"
        case invited = "invited"
        case invitationWithdrawn = "invitation withdrawn"
        case invitationUsed = "invitation used"
        case accountMade = "account made"
        case accountDisabled = "account disabled"
        case accountEnabled = "account enabled"
        case changedMeanwhile = "account changed meanwhile"
        case identityNumberSet = "identity number set"
        case hsaIDSet = "HSA-id set"
        case roleGiven = "role given"
        case roleTakenBack = "role taken back"
        case mandateGiven = "mandate given"
        case mandateWithdrawn = "mandate withdrawn"
        case unitsPatientsShown = "physicians see the unit's patients"
        case ownPatientsShown = "physicians see their own patients"
        case analysisSigned = "analysis of needs and risks signed"
        case notAllowed = "role lacks the right"
        case notThere = "not there, or another's"
        case foreignForm = "form of another site"
        case staleForm = "form without the session's token"
        case otherMethod = "method refused"
        case otherContent = "content refused"
        case tooLarge = "too large"
        case identityRefused = "identity provider's answer refused"
        case identityUnavailable = "identity provider away"
        case noAnalysis = "no analysis of needs and risks allows the role"
        case noCommission = "no commission gives a role here"
        case commissionGone = "commission gone, role ended"
        case roleEndedHere = "role ended here, not given by the identity provider"
        case severalAccounts = "several accounts with the HSA-id"
    }

    private let logger: Logger

    package init(_ logger: Logger) { self.logger = logger }

    /// Something that the person may not do, or that no page of ours does.
    /// - Parameter route: the address's pattern, never the address itself.
    package func refused(_ event: Event, by signed: SignIn.Signed?, route: String?) {
        note(event, account: signed?.session.account, route: route)
    }

    /// - Parameters:
    ///   - reason: of a refusal: the rule that was broken, never a value out of what was refused.
    ///   - administrator: whose account did it with another's.
    ///   - manager: whose account decided it at the unit.
    ///   - actor: who did it, when it was nobody with an account.
    func note(
        _ event: Event, account: Int? = nil, way: String? = nil, reason: String? = nil, administrator: Int? = nil,
        manager: Int? = nil, actor: String? = nil, role: Role? = nil, unit: Int? = nil, route: String? = nil
    ) {
        var metadata: Logger.Metadata = ["event": "\(event.rawValue)"]
        if let account { metadata["account"] = "\(account)" }
        if let way { metadata["by"] = "\(way)" }
        if let administrator { metadata["administrator"] = "\(administrator)" }
        if let manager { metadata["manager"] = "\(manager)" }
        if let actor { metadata["actor"] = "\(actor)" }
        if let role { metadata["role"] = "\(role.rawValue)" }
        if let unit { metadata["unit"] = "\(unit)" }
        if let route { metadata["route"] = "\(route)" }
        if let reason { metadata["reason"] = "\(reason)" }
        logger.notice("security", metadata: metadata)
    }
}
