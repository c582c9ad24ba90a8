extension Connection {
    package func reserve(of sequence: NumberSequence) throws -> Int { try reserve(1, of: sequence) }

    /// What `reserve` does, as a statement of this connection's own transaction.
    package func draw(_ count: Int, of sequence: NumberSequence) throws -> Int {
        let first = try first(
            "UPDATE number_sequence SET next = next + \(count) WHERE name = \(sequence.rawValue) RETURNING next"
        ) {
            $0.int(0) - count
        }
        guard let first else { throw StorageError.other(code: 0, message: "missing sequence \(sequence.rawValue)") }
        return first
    }
}

/// Both engines number rows through this table, so that ids mean the same after a move between them.
package enum NumberSequence: String, CaseIterable, Sendable {
    case careProvider = "care_provider"
    case careUnit = "care_unit"
    case person
    case staff
    case certificate
    case diagnosis
    case message
    case procedure
    case importRun = "import_run"
    case quarantine
    case account
    case assignment
    case accessLog = "access_log"
    case accessLogContext = "access_log_context"
    case logReview = "log_review"
    case patientSet = "patient_set"
    case responsibility
    /// What decides who may see what.
    case right
    case regionList = "region_list"
    case goal
    case chartRebase = "chart_rebase"
}
