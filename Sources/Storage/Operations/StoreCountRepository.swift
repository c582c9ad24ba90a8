/// Counts of the whole store, for those who watch the server: never of a patient, a unit or a person.
package struct StoreCountRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Everything that was ever imported, by what became of it.
    package func imported() throws -> ImportRun.Counts {
        try connection.first(
            """
            SELECT COALESCE(SUM(accepted), 0), COALESCE(SUM(already_known), 0), COALESCE(SUM(conflicts), 0),
                   COALESCE(SUM(quarantined), 0) FROM import_run
            """
        ) {
            ImportRun.Counts(accepted: $0.int(0), alreadyKnown: $0.int(1), conflicts: $0.int(2), quarantined: $0.int(3))
        } ?? ImportRun.Counts()
    }

    /// Reads every certificate's row: not for each scrape.
    package func certificatesWithRemarks() throws -> Int {
        try connection.first("SELECT COUNT(*) FROM certificate WHERE verdict = 2") { $0.int(0) } ?? 0
    }

    package func quarantineWaiting() throws -> Int {
        try connection.first("SELECT COUNT(*) FROM quarantine WHERE status = 0") { $0.int(0) } ?? 0
    }

    package func conflictsWaiting() throws -> Int {
        try connection.first("SELECT COUNT(*) FROM certificate_conflict WHERE status = 0") { $0.int(0) } ?? 0
    }

    /// The highest number given, which a transaction that fails gives back: counting the rows would read them all.
    package func accessLogRows() throws -> Int {
        try connection.first("SELECT next - 1 FROM number_sequence WHERE name = \(NumberSequence.accessLog.rawValue)") {
            $0.int(0)
        }
            ?? 0
    }
}
