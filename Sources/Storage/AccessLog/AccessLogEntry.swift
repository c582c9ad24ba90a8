package import SickLeave

/// Who looks or changes, in which role, from where and why, and whose data it is (HSLF-FS 2016:40 4 kap. 9 §; the user and owner parts of
/// the national log's row). The same in many rows, so stored once.
package struct AccessLogContext: Sendable, Hashable {
    /// A unit by number, HSA-id and name as they were; number 0 is the whole provider.
    package struct Place: Sendable, Hashable {
        package var number: Int
        package var hsaID: String
        package var name: String

        package init(number: Int, hsaID: String, name: String) {
            self.number = number
            self.hsaID = hsaID
            self.name = name
        }
    }

    package var account: Int
    /// Empty when the account has none.
    package var userHSAID: String
    package var userName: String
    /// The role in words: `Läkare`.
    package var title: String
    /// What gives the role: the assignment's number, or a commission's HSA-id.
    package var assignment: String
    /// Whose log the row stands in. Nobody sees another provider's data, so it is the data's owner too.
    package var provider: Place
    package var unit: Place
    /// `Vård och behandling`.
    package var purpose: String
    /// The unit whose data it is.
    package var owner: Place
    package var system: String

    package init(
        account: Int, userHSAID: String, userName: String, title: String, assignment: String, provider: Place, unit: Place,
        purpose: String, owner: Place, system: String
    ) {
        self.account = account
        self.userHSAID = userHSAID
        self.userName = userName
        self.title = title
        self.assignment = assignment
        self.provider = provider
        self.unit = unit
        self.purpose = purpose
        self.owner = owner
        self.system = system
    }
}

/// One look at patients' data, or one change of them (patientdatalagen 4 kap. 3 §).
package struct AccessLogEntry: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case patient(Int)
        /// The patients of a list; equal lists share one stored set.
        case patients([Int])
    }

    package var at: Instant
    package var context: AccessLogContext
    /// `Läsa`, `Skriva`, `Utskrift`.
    package var activity: String
    /// The very thing of the resource's kind: a certificate's id. Empty when the kind says all.
    package var level: String
    /// What else was said of it: the reason of an emergency access. Empty for nothing.
    package var arguments: String
    /// The kind of data: `Pågående sjukfall`, `Sjukfall`, `Intyg`.
    package var resource: String
    package var subject: Subject

    package init(
        at: Instant, context: AccessLogContext, activity: String, level: String = "", arguments: String = "", resource: String,
        subject: Subject
    ) {
        self.at = at
        self.context = context
        self.activity = activity
        self.level = level
        self.arguments = arguments
        self.resource = resource
        self.subject = subject
    }
}
