package import SickLeave
import Storage

/// The signed-in person in the role and unit that were chosen: whom every use case asks about.
package struct Viewer: Sendable, Hashable {
    package let account: Int
    package let name: String
    /// The person's own HSA-id; nil when the account has none. Physicians' own cases are found by it.
    package let hsaID: HSAID?
    package let role: Role
    /// The number of the assignment (uppdrag) that gives the role.
    package let assignment: Int
    package let provider: Int
    package let unit: UnitOfViewer

    package struct UnitOfViewer: Sendable, Hashable {
        /// The care unit's number in the store.
        package let number: Int
        /// The provider's for a role that is held for the whole provider.
        package let hsaID: HSAID
        package let name: String
        package let providerHSAID: HSAID
        package let providerName: String

        /// The number of a role that is held for the whole provider: no unit has it.
        package static let wholeProvider = 0

        /// Nil for a role that is held for the whole provider.
        var chosen: Int? { number == UnitOfViewer.wholeProvider ? nil : number }

        package init(number: Int, hsaID: HSAID, name: String, providerHSAID: HSAID, providerName: String) {
            self.number = number
            self.hsaID = hsaID
            self.name = name
            self.providerHSAID = providerHSAID
            self.providerName = providerName
        }
    }

    package init(
        account: Int, name: String, hsaID: HSAID?, role: Role, assignment: Int, provider: Int, unit: UnitOfViewer
    ) {
        self.account = account
        self.name = name
        self.hsaID = hsaID
        self.role = role
        self.assignment = assignment
        self.provider = provider
        self.unit = unit
    }

    package func may(_ permission: Permission) -> Bool { Permission.of(role).contains(permission) }

    package func require(_ permission: Permission) throws {
        guard may(permission) else { throw UseCaseError.notAllowed(permission) }
    }
}

/// Why a use case did not do what was asked. One place in Web turns it into a status and a sentence.
package enum UseCaseError: Error, Sendable, Equatable {
    /// The role does not have the right.
    case notAllowed(Permission)
    /// No such thing, or not the viewer's to see: the two must look the same.
    case notFound
    /// The person's input cannot be used; the sentence says why and what to do.
    case invalid(String)
    /// One answer in a form cannot be used: the form is shown again with the sentence beside it.
    case invalidAnswer(FormAnswer, String)
    /// A report of the units on the region's list, and there is none yet.
    case needsRegionList
    /// The store has no room; nothing was changed.
    case diskFull
    /// The store does not answer, or is at work with too much else; nothing was changed.
    case storeAway
    /// The store went away, or its disk failed, while the change was being stored: it may be there or not.
    case outcomeUnknown

    /// What an error of the store means for a person; nil for what is no fault of the store's, or one that needs a technician.
    package init?(ofStore error: any Error) {
        switch error as? StorageError {
        case .full: self = .diskFull
        case .busy, .unreachable: self = .storeAway
        case .outcomeUnknown: self = .outcomeUnknown
        case .constraint, .readOnly, .corrupt, .newerSchema, .inUse, .cannotOpen, .other, nil: return nil
        }
    }
}
