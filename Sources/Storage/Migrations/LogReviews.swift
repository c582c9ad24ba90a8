/// The systematic review of the access log (HSLF-FS 2016:40 4 kap. 9 §): what was drawn, what was decided, who signed. Kept as it was
/// written: a changed decision is a new row.
extension Migrator.Migration {
    static let logReviews = Self(version: 3, name: "reviews of the access log") { _ in
        """
        INSERT INTO number_sequence (name, next) VALUES ('log_review', 1) ON CONFLICT (name) DO NOTHING;

        -- care_unit_id: 0 for the whole provider. seed with candidates and sample makes the same draw again
        CREATE TABLE log_review (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL,
            first_day BIGINT NOT NULL,
            last_day BIGINT NOT NULL,
            seed BIGINT NOT NULL,
            sample BIGINT NOT NULL CHECK (sample > 0),
            candidates BIGINT NOT NULL CHECK (candidates >= 0),
            made_at BIGINT NOT NULL,
            made_by_account_id BIGINT NOT NULL,
            made_by_name TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            CHECK (first_day <= last_day)
        );

        -- reasons: the names of the rules that the row was picked by, with commas between
        CREATE TABLE log_review_pick (
            care_provider_id BIGINT NOT NULL,
            review_number BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            access_log_id BIGINT NOT NULL,
            reasons TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, review_number, ordinal),
            UNIQUE (care_provider_id, review_number, access_log_id),
            FOREIGN KEY (care_provider_id, review_number) REFERENCES log_review (care_provider_id, number)
        );

        -- the newest of a pick counts; decision: 1 justified, 2 is being looked into, 3 not justified
        CREATE TABLE log_review_decision (
            care_provider_id BIGINT NOT NULL,
            review_number BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            number BIGINT NOT NULL,
            decision BIGINT NOT NULL CHECK (decision IN (1, 2, 3)),
            note TEXT NOT NULL,
            decided_at BIGINT NOT NULL,
            decided_by_account_id BIGINT NOT NULL,
            decided_by_name TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, review_number, ordinal, number),
            FOREIGN KEY (care_provider_id, review_number, ordinal)
                REFERENCES log_review_pick (care_provider_id, review_number, ordinal)
        );

        CREATE TABLE log_review_signature (
            care_provider_id BIGINT NOT NULL,
            review_number BIGINT NOT NULL,
            note TEXT NOT NULL,
            signed_at BIGINT NOT NULL,
            signed_by_account_id BIGINT NOT NULL,
            signed_by_name TEXT NOT NULL,
            PRIMARY KEY (care_provider_id, review_number),
            FOREIGN KEY (care_provider_id, review_number) REFERENCES log_review (care_provider_id, number)
        );

        """
    }
}
