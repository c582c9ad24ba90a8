/// Goals that units choose, with what they do about them.
extension Migrator.Migration {
    static func goals(_ dialect: Dialect) -> String {
        """
        -- a unit's goal; goal_number is that of its first row, a correction is a new row that replaces one and says why.
        -- baseline and target: ten-thousandths, so that 34,5 % is 3450; status: 0 at work, 1 put to rest
        CREATE TABLE unit_goal (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            number BIGINT NOT NULL,
            care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
            goal_number BIGINT NOT NULL,
            replaces_number BIGINT,
            measure_id TEXT NOT NULL,
            baseline_month BIGINT,
            baseline BIGINT,
            target BIGINT NOT NULL CHECK (target BETWEEN 0 AND 10000),
            due_day BIGINT NOT NULL,
            responsible TEXT NOT NULL,
            plan TEXT NOT NULL,
            reason TEXT NOT NULL,
            status BIGINT NOT NULL CHECK (status IN (0, 1)),
            written_at BIGINT NOT NULL,
            written_by_account_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            UNIQUE (care_provider_id, replaces_number),
            FOREIGN KEY (care_provider_id, replaces_number) REFERENCES unit_goal (care_provider_id, number),
            CHECK ((replaces_number IS NULL) = (goal_number = number)),
            CHECK ((baseline_month IS NULL) = (baseline IS NULL))
        );

        CREATE INDEX unit_goal_by_unit ON unit_goal (care_provider_id, care_unit_id, goal_number);

        -- what the unit does to get there; status: 0 to do, 1 done, 2 will not be done
        CREATE TABLE goal_step (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            goal_number BIGINT NOT NULL,
            step_number BIGINT NOT NULL,
            replaces_number BIGINT,
            what TEXT NOT NULL,
            responsible TEXT NOT NULL,
            due_day BIGINT NOT NULL,
            status BIGINT NOT NULL CHECK (status IN (0, 1, 2)),
            written_at BIGINT NOT NULL,
            written_by_account_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            UNIQUE (care_provider_id, replaces_number),
            FOREIGN KEY (care_provider_id, goal_number) REFERENCES unit_goal (care_provider_id, number),
            FOREIGN KEY (care_provider_id, replaces_number) REFERENCES goal_step (care_provider_id, number),
            CHECK ((replaces_number IS NULL) = (step_number = number))
        );

        CREATE INDEX goal_step_by_goal ON goal_step (care_provider_id, goal_number);

        -- what was seen when the unit looked at the goal together
        CREATE TABLE goal_follow_up (
            care_provider_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            goal_number BIGINT NOT NULL,
            day BIGINT NOT NULL,
            note TEXT NOT NULL,
            written_at BIGINT NOT NULL,
            written_by_account_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number),
            FOREIGN KEY (care_provider_id, goal_number) REFERENCES unit_goal (care_provider_id, number)
        );

        CREATE INDEX goal_follow_up_by_goal ON goal_follow_up (care_provider_id, goal_number);

        """
    }
}
