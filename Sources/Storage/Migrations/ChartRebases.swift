/// Where a unit lets a measure's limits be reckoned anew.
extension Migrator.Migration {
    static let chartRebases = Self(version: 6, name: "limits reckoned anew") { _ in
        """
        INSERT INTO number_sequence (name, next) VALUES ('chart_rebase', 1) ON CONFLICT (name) DO NOTHING;

        -- a row with replaces_number takes that one back, and its reason says why; month: the first of the new level
        CREATE TABLE chart_rebase (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            number BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            measure_id TEXT NOT NULL,
            month BIGINT NOT NULL,
            reason TEXT NOT NULL,
            replaces_number BIGINT,
            written_at BIGINT NOT NULL,
            written_by_account_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            UNIQUE (care_provider_id, replaces_number),
            FOREIGN KEY (care_provider_id, replaces_number) REFERENCES chart_rebase (care_provider_id, number)
        );

        CREATE INDEX chart_rebase_by_unit ON chart_rebase (care_provider_id, care_unit_id, measure_id);

        """
    }
}
