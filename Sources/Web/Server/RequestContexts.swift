package import Hummingbird
import Logging
import SickLeave
package import UseCases

/// Every request. The session, when there is one, has been read by `SessionReading`.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var signed: SignIn.Signed?
    var appearance = Page.Appearance()
    /// What the page is to say was done.
    var receipt: Receipt?
    /// The address at the other end of the connection; empty when it has none.
    let peer: String
    /// Set by `SessionReading`.
    var caller: SignIn.Caller

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
        caller = SignIn.Caller(address: peer, browser: "", logger: source.logger)
    }
}

/// A signed-in person. A handler in a group of this context cannot be reached by anybody else.
package struct SignedInContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    let signed: SignIn.Signed
    let appearance: Page.Appearance
    let receipt: Receipt?
    let caller: SignIn.Caller

    package init(context: AppContext) throws {
        guard let signed = context.signed else { throw Redirection(byWayOf: Site.signIn) }
        coreContext = context.coreContext
        appearance = context.appearance
        receipt = context.receipt
        caller = context.caller
        self.signed = signed
    }
}

/// A signed-in person who has chosen role and unit.
package struct UnitContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    let signed: SignIn.Signed
    let viewer: Viewer
    let appearance: Page.Appearance
    let receipt: Receipt?
    let caller: SignIn.Caller

    package init(context: SignedInContext) throws {
        guard !context.signed.mustAddSecondFactor else { throw Redirection(to: Site.secondFactor) }
        guard let viewer = context.signed.viewer else { throw Redirection(byWayOf: Site.chooseUnit) }
        coreContext = context.coreContext
        appearance = context.appearance
        receipt = context.receipt
        caller = context.caller
        signed = context.signed
        self.viewer = viewer
    }

    var formToken: String { signed.formToken }
}

/// A person whose role may see the unit's patients. That the patient is the unit's own is the use case's to decide.
package struct PatientContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    let unit: UnitContext

    package init(context: UnitContext) throws {
        guard context.viewer.may(.seePatients) else { throw UseCaseError.notAllowed(.seePatients) }
        coreContext = context.coreContext
        unit = context
    }

    var viewer: Viewer { unit.viewer }
}
