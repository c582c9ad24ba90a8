/// Whether every number that has been drawn is behind the next one: a number that is drawn twice is refused at best, and is another's at
/// worst.
package enum SequenceCheck {
    package static func faults(_ connection: any Connection) throws -> [String] {
        var faults: [String] = []
        for sequence in NumberSequence.allCases {
            let next = try connection.first("SELECT next FROM number_sequence WHERE name = \(sequence.rawValue)") { $0.int(0) }
            guard let next else {
                faults.append("nummerserien \(sequence.rawValue) saknas")
                continue
            }
            for (table, column) in numbered(by: sequence) {
                let highest = try connection.first("SELECT MAX(\(name: column)) FROM \(name: table)") { $0.int(0) } ?? 0
                guard highest >= next else { continue }
                faults.append(
                    "nummerserien \(sequence.rawValue): nästa nummer är \(next), men \(table.text) har redan \(highest)")
            }
        }
        return faults
    }

    private static func numbered(by sequence: NumberSequence) -> [(table: SQLName, column: SQLName)] {
        switch sequence {
        case .careProvider: [("care_provider", "id")]
        case .careUnit: [("care_unit", "id")]
        case .person: [("person", "id")]
        case .staff: [("staff", "id")]
        case .certificate: [("certificate", "number")]
        case .diagnosis: [("diagnosis", "id")]
        case .message: [("case_message", "number")]
        case .procedure: [("procedure_registration", "number")]
        case .importRun: [("import_run", "id")]
        case .quarantine: [("quarantine", "id")]
        case .account: [("account", "id")]
        case .assignment: [("assignment", "id")]
        // Of a row that is erased the hash is left, with the row's number.
        case .accessLog: [("access_log", "id"), ("access_log_leaf", "access_log_id")]
        case .accessLogContext: [("access_log_context", "id")]
        case .logReview: [("log_review", "number")]
        case .patientSet: [("patient_set", "id")]
        case .responsibility: [("responsibility", "number")]
        case .right:
            [
                ("unit_setting", "number"), ("follow_up_mandate", "number"), ("risk_analysis", "number"),
                ("patient_protection", "number"), ("emergency_access", "number"), ("collaboration_consent", "number"),
            ]
        case .regionList: [("region_list", "number")]
        case .goal: [("unit_goal", "number"), ("goal_step", "number"), ("goal_follow_up", "number")]
        case .chartRebase: [("chart_rebase", "number")]
        }
    }
}
