package import SickLeave
import Storage

// What pages show of the log and its reviews.
extension LogReview {
    /// A row of the log, without whose data it is about.
    package struct Row: Sendable, Hashable {
        package let id: Int
        package let at: Instant
        package let userName: String
        package let title: String
        package let unitName: String
        package let activity: String
        /// The very thing of the resource's kind; empty when the kind says all.
        package let level: String
        /// What else was said of it: the reason of an emergency access.
        package let arguments: String
        package let resource: String
        package let patients: Int

        init(_ stored: AccessLogRepository.Stored) {
            id = stored.id
            at = stored.at
            userName = stored.userName
            title = stored.title
            unitName = stored.unitName
            activity = stored.activity
            level = stored.level
            arguments = stored.arguments
            resource = stored.resource
            patients = stored.patients
        }
    }

    package struct Review: Sendable, Hashable {
        package let number: Int
        package let month: Month
        /// What the draw was made with.
        package let seed: UInt64
        package let sample: Int
        package let candidates: Int
        package let madeAt: Instant
        package let madeBy: String
        package let picks: Int
        /// Picks with a decision.
        package let decided: Int
        package let signature: Signature?

        init(_ stored: LogReviewRepository.Review) {
            number = stored.number
            month = stored.days.first.month
            seed = stored.seed
            sample = stored.sample
            candidates = stored.candidates
            madeAt = stored.madeAt
            madeBy = stored.madeBy
            picks = stored.picks
            decided = stored.decided
            signature = stored.signature.map { Signature(note: $0.note, at: $0.at, by: $0.by) }
        }
    }

    package struct Signature: Sendable, Hashable {
        package let note: String
        package let at: Instant
        package let by: String

        package init(note: String, at: Instant, by: String) {
            self.note = note
            self.at = at
            self.by = by
        }
    }
}
