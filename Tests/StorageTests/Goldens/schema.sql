CREATE INDEX access_log_by_context ON access_log (care_provider_id, context_id, at);

CREATE INDEX access_log_by_person ON access_log (care_provider_id, person_id, at);

CREATE INDEX access_log_by_set ON access_log (care_provider_id, patient_set_id);

CREATE INDEX assignment_by_account ON assignment (account_id);

CREATE INDEX case_message_answers ON case_message (care_provider_id, answers_message_id);

CREATE INDEX case_message_by_certificate ON case_message (care_provider_id, certificate_number);

CREATE UNIQUE INDEX certificate_by_id ON certificate (certificate_id, care_provider_id);

CREATE INDEX certificate_relation_other
    ON certificate_relation (other_certificate_id, care_provider_id, kind, certificate_number) WHERE kind IN (2, 3);

CREATE INDEX chart_rebase_by_unit ON chart_rebase (care_provider_id, care_unit_id, measure_id);

CREATE INDEX emergency_access_by_person ON emergency_access (care_provider_id, person_id);

CREATE INDEX goal_follow_up_by_goal ON goal_follow_up (care_provider_id, goal_number);

CREATE INDEX goal_step_by_goal ON goal_step (care_provider_id, goal_number);

CREATE INDEX patient_protection_by_person ON patient_protection (care_provider_id, person_id);

CREATE INDEX patient_protection_by_record ON patient_protection (care_provider_id, record_id, number);

CREATE INDEX patient_set_by_person ON patient_set_member (care_provider_id, person_id);

CREATE INDEX procedure_by_person ON procedure_registration (care_provider_id, person_id);

CREATE INDEX procedure_by_staff ON procedure_registration (care_provider_id, staff_id);

CREATE UNIQUE INDEX quarantine_by_digest ON quarantine (digest, care_provider_id);

CREATE INDEX quarantine_waiting ON quarantine (status, id);

CREATE INDEX revocation_by_id ON revocation (certificate_id);

CREATE INDEX session_by_account ON session (account_id);

CREATE INDEX unit_goal_by_unit ON unit_goal (care_provider_id, care_unit_id, goal_number);

CREATE TABLE access_log (
    care_provider_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    context_id BIGINT NOT NULL,
    activity TEXT NOT NULL,
    level TEXT NOT NULL,
    arguments TEXT NOT NULL,
    resource TEXT NOT NULL,
    person_id BIGINT,
    patient_set_id BIGINT,
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    PRIMARY KEY (care_provider_id, id),
    CHECK ((person_id IS NULL) <> (patient_set_id IS NULL))
) WITHOUT ROWID;

CREATE TABLE access_log_checkpoint (
    care_provider_id BIGINT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    made_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    peaks BLOB NOT NULL,
    PRIMARY KEY (care_provider_id, size)
);

CREATE TABLE access_log_context (
    care_provider_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    digest TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    user_hsa_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    title TEXT NOT NULL,
    assignment TEXT NOT NULL,
    care_provider_hsa_id TEXT NOT NULL,
    care_provider_name TEXT NOT NULL,
    care_unit_id BIGINT NOT NULL,
    care_unit_hsa_id TEXT NOT NULL,
    care_unit_name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    owner_unit_id BIGINT NOT NULL,
    owner_unit_hsa_id TEXT NOT NULL,
    owner_unit_name TEXT NOT NULL,
    system_id TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, id),
    UNIQUE (care_provider_id, digest)
);

CREATE TABLE access_log_leaf (
    care_provider_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    access_log_id BIGINT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (care_provider_id, position),
    UNIQUE (care_provider_id, access_log_id)
) WITHOUT ROWID;

CREATE TABLE access_log_unplaced (
    care_provider_id BIGINT NOT NULL,
    access_log_id BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, access_log_id)
) WITHOUT ROWID;

CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    user_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    hsa_id TEXT NOT NULL,
    password_hash TEXT,
    disabled_at BIGINT
, care_provider_id BIGINT REFERENCES care_provider (id));

CREATE TABLE account_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    hsa_id TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject, hsa_id),
    UNIQUE (issuer, account_id)
);

CREATE TABLE account_person (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
    kind BIGINT NOT NULL CHECK (kind IN (0, 1, 2)),
    identifier TEXT NOT NULL
);

CREATE TABLE answered_request (
    request_hash BLOB NOT NULL PRIMARY KEY,
    answered_at BIGINT NOT NULL
);

CREATE TABLE assignment (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    care_unit_id BIGINT REFERENCES care_unit (id),
    first_day BIGINT NOT NULL,
    last_day BIGINT,
    given_by_account_id BIGINT REFERENCES account (id),
    ended_at BIGINT,
    ended_by_account_id BIGINT REFERENCES account (id), issuer TEXT,
    CHECK (last_day IS NULL OR first_day <= last_day)
);

CREATE TABLE awaited_code (
    token_hash BLOB NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE care_provider (
    id BIGINT NOT NULL PRIMARY KEY,
    hsa_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE care_unit (
    id BIGINT NOT NULL PRIMARY KEY,
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    hsa_id TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id BIGINT REFERENCES care_unit (id),
    root_id BIGINT NOT NULL, county BIGINT CHECK (county BETWEEN 1 AND 25),
    UNIQUE (care_provider_id, hsa_id),
    CHECK ((parent_id IS NULL) = (root_id = id))
);

CREATE TABLE case_message (
    care_provider_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    certificate_number BIGINT NOT NULL,
    subject BIGINT NOT NULL CHECK (subject BETWEEN 1 AND 5),
    direction BIGINT NOT NULL CHECK (direction IN (1, 2)),
    sent_at BIGINT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    answer_by BIGINT,
    answers_message_id TEXT,
    reminds_of_message_id TEXT,
    receiver TEXT NOT NULL,
    patient_kind BIGINT CHECK (patient_kind BETWEEN 0 AND 2),
    patient_identifier TEXT,
    import_run_id BIGINT NOT NULL, reference TEXT, contact TEXT,
    PRIMARY KEY (care_provider_id, number),
    UNIQUE (care_provider_id, message_id),
    FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number),
    CHECK ((patient_kind IS NULL) = (patient_identifier IS NULL))
);

CREATE TABLE case_message_question (
    care_provider_id BIGINT NOT NULL,
    message_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    question TEXT NOT NULL,
    instance BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, message_number, ordinal),
    FOREIGN KEY (care_provider_id, message_number) REFERENCES case_message (care_provider_id, number)
);

CREATE TABLE certificate (
    care_provider_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    certificate_id TEXT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    staff_id BIGINT NOT NULL,
    signed_at BIGINT NOT NULL,
    sent_at BIGINT,
    diagnosis_id BIGINT,
    occupations BIGINT NOT NULL,
    is_renewal BIGINT NOT NULL CHECK (is_renewal IN (0, 1)),
    counts_in_spells BIGINT NOT NULL CHECK (counts_in_spells IN (0, 1)),
    status BIGINT NOT NULL CHECK (status IN (0, 1, 2)),
    verdict BIGINT NOT NULL CHECK (verdict IN (1, 2)),
    import_run_id BIGINT NOT NULL,
    periods BLOB NOT NULL,
    PRIMARY KEY (care_provider_id, number),
    FOREIGN KEY (care_unit_id) REFERENCES care_unit (id),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
    FOREIGN KEY (care_provider_id, staff_id) REFERENCES staff (care_provider_id, id),
    FOREIGN KEY (diagnosis_id) REFERENCES diagnosis (id)
) WITHOUT ROWID;

CREATE TABLE certificate_conflict (
    care_provider_id BIGINT NOT NULL,
    certificate_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    import_run_id BIGINT NOT NULL REFERENCES import_run (id),
    content BLOB NOT NULL,
    status BIGINT NOT NULL CHECK (status IN (0, 2)),
    decided_at BIGINT,
    decided_by_account_id BIGINT,
    PRIMARY KEY (care_provider_id, certificate_number, ordinal),
    FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number),
    CHECK ((status = 0) = (decided_at IS NULL))
);

CREATE TABLE certificate_content (
    care_provider_id BIGINT NOT NULL,
    certificate_number BIGINT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (care_provider_id, certificate_number),
    FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number)
);

CREATE TABLE certificate_relation (
    care_provider_id BIGINT NOT NULL,
    certificate_number BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    other_certificate_id TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, certificate_number, kind, other_certificate_id),
    FOREIGN KEY (care_provider_id, certificate_number) REFERENCES certificate (care_provider_id, number)
) WITHOUT ROWID;

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

CREATE TABLE collaboration_consent (
    care_provider_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    person_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    party TEXT NOT NULL,
    about TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('oral', 'written')),
    is_given BIGINT NOT NULL CHECK (is_given IN (0, 1)),
    day BIGINT NOT NULL,
    last_day BIGINT,
    recorded_by_account_id BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, person_id, number),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
    CHECK (last_day IS NULL OR day <= last_day)
);

CREATE TABLE diagnosis (
    id BIGINT NOT NULL PRIMARY KEY,
    system BIGINT NOT NULL CHECK (system IN (1, 2)),
    code TEXT NOT NULL,
    UNIQUE (system, code)
);

CREATE TABLE emergency_access (
    care_provider_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    person_id BIGINT NOT NULL,
    blocked_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, number),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
    CHECK (opened_at < ends_at)
);

CREATE TABLE employment (
    care_provider_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    staff_id BIGINT NOT NULL,
    is_physician BIGINT NOT NULL CHECK (is_physician IN (0, 1)),
    trained_on BIGINT,
    first_day BIGINT,
    last_day BIGINT,
    PRIMARY KEY (care_provider_id, care_unit_id, staff_id),
    FOREIGN KEY (care_provider_id, staff_id) REFERENCES staff (care_provider_id, id),
    CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day)
);

CREATE TABLE figure_change (
    mark INTEGER PRIMARY KEY AUTOINCREMENT,
    noted_at BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    care_provider_id BIGINT NOT NULL,
    first_number BIGINT NOT NULL,
    last_number BIGINT NOT NULL
);

CREATE TABLE follow_up_mandate (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    number BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    first_day BIGINT,
    last_day BIGINT,
    decided_by_account_id BIGINT NOT NULL REFERENCES account (id),
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, number),
    CHECK ((first_day IS NULL) = (last_day IS NULL)),
    CHECK (first_day <= last_day)
);

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

CREATE TABLE import_run (
    id BIGINT NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    source TEXT NOT NULL,
    sender TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    already_known BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    quarantined BIGINT NOT NULL
);

CREATE TABLE import_run_share (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    import_run_id BIGINT NOT NULL REFERENCES import_run (id),
    accepted BIGINT NOT NULL,
    already_known BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    quarantined BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, import_run_id)
);

CREATE TABLE invitation (
    token_hash BLOB NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL UNIQUE REFERENCES account (id),
    expires_at BIGINT NOT NULL
);

CREATE TABLE job (
    name TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    heartbeat_at BIGINT NOT NULL,
    done_at BIGINT
, faults BIGINT CHECK (faults >= 0));

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

CREATE TABLE number_sequence (
    name TEXT NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL CHECK (next >= 1)
);

CREATE TABLE patient (
    care_provider_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, person_id),
    UNIQUE (care_provider_id, public_id),
    FOREIGN KEY (care_provider_id) REFERENCES care_provider (id),
    FOREIGN KEY (person_id) REFERENCES person (id)
);

CREATE TABLE patient_protection (
    care_provider_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    record_id TEXT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind IN (1, 2)),
    person_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    first_day BIGINT NOT NULL,
    last_day BIGINT,
    import_run_id BIGINT,
    recorded_by_account_id BIGINT REFERENCES account (id),
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, number),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id),
    CHECK ((import_run_id IS NULL) <> (recorded_by_account_id IS NULL))
);

CREATE TABLE patient_set (
    care_provider_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, id),
    UNIQUE (care_provider_id, digest)
);

CREATE TABLE patient_set_member (
    care_provider_id BIGINT NOT NULL,
    patient_set_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, patient_set_id, person_id),
    FOREIGN KEY (care_provider_id, patient_set_id) REFERENCES patient_set (care_provider_id, id)
) WITHOUT ROWID;

CREATE TABLE person (
    id BIGINT NOT NULL PRIMARY KEY,
    kind BIGINT NOT NULL CHECK (kind IN (0, 1, 2)),
    identifier TEXT NOT NULL,
    birth_day BIGINT,
    sex BIGINT CHECK (sex IN (0, 1)),
    UNIQUE (kind, identifier)
);

CREATE TABLE preference (
    account_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
);

CREATE TABLE procedure_registration (
    care_provider_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    registration_id TEXT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    person_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    code TEXT NOT NULL,
    staff_id BIGINT,
    import_run_id BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, number),
    UNIQUE (care_provider_id, registration_id),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id)
);

CREATE TABLE quarantine (
    care_provider_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    care_unit_id BIGINT REFERENCES care_unit (id),
    import_run_id BIGINT NOT NULL REFERENCES import_run (id),
    source TEXT NOT NULL,
    place TEXT NOT NULL,
    format TEXT NOT NULL,
    header BLOB NOT NULL,
    original BLOB NOT NULL,
    byte_length BIGINT,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,
    waits BIGINT NOT NULL CHECK (waits IN (0, 1)),
    digest TEXT NOT NULL,
    status BIGINT NOT NULL CHECK (status IN (0, 1, 2)),
    decided_at BIGINT,
    decided_by_account_id BIGINT,
    decision TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, id),
    CHECK ((status = 0) = (decided_at IS NULL)),
    CHECK (care_unit_id IS NULL OR care_provider_id <> 0)
);

CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    code_hash BLOB NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE region_list (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    number BIGINT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    uploaded_by_account_id BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, number)
);

CREATE TABLE region_list_unit (
    care_provider_id BIGINT NOT NULL,
    list_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    hsa_id TEXT NOT NULL,
    listed_patients BIGINT CHECK (listed_patients > 0),
    PRIMARY KEY (care_provider_id, list_number, ordinal),
    UNIQUE (care_provider_id, list_number, hsa_id),
    FOREIGN KEY (care_provider_id, list_number) REFERENCES region_list (care_provider_id, number)
);

CREATE TABLE responsibility (
    care_provider_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    person_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    responsible_account_id BIGINT,
    assigned_by_account_id BIGINT NOT NULL,
    assigned_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, person_id, number),
    FOREIGN KEY (care_provider_id, person_id) REFERENCES patient (care_provider_id, person_id)
);

CREATE TABLE revocation (
    care_provider_id BIGINT NOT NULL,
    certificate_id TEXT NOT NULL,
    revoked_at BIGINT,
    reason TEXT NOT NULL,
    revoked_by TEXT NOT NULL,
    revoked_by_hsa_id TEXT,
    revoked_by_positions TEXT NOT NULL,
    import_run_id BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, certificate_id)
);

CREATE TABLE risk_analysis (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    number BIGINT NOT NULL,
    signed_by_account_id BIGINT NOT NULL REFERENCES account (id),
    signed_at BIGINT NOT NULL,
    valid_through BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, number)
);

CREATE TABLE risk_analysis_role (
    care_provider_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL,
    analysis_number BIGINT NOT NULL,
    role TEXT NOT NULL,
    needs TEXT NOT NULL,
    risks TEXT NOT NULL,
    measures TEXT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, analysis_number, role),
    FOREIGN KEY (care_provider_id, care_unit_id, analysis_number)
        REFERENCES risk_analysis (care_provider_id, care_unit_id, number)
);

CREATE TABLE schema_migration (
    version BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
);

CREATE TABLE second_factor (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
    secret BLOB NOT NULL,
    added_at BIGINT NOT NULL,
    last_step BIGINT NOT NULL
);

CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    assignment_id BIGINT REFERENCES assignment (id),
    form_token TEXT NOT NULL,
    signed_in_by BIGINT NOT NULL CHECK (signed_in_by IN (1, 2)),
    browser TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);

CREATE TABLE session_assignment (
    token_hash BLOB NOT NULL REFERENCES session (token_hash) ON UPDATE CASCADE ON DELETE CASCADE,
    assignment_id BIGINT NOT NULL REFERENCES assignment (id),
    PRIMARY KEY (token_hash, assignment_id)
);

CREATE TABLE sign_in_attempt (
    subject_hash BLOB NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE staff (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    id BIGINT NOT NULL,
    hsa_id TEXT NOT NULL,
    name TEXT NOT NULL,
    position TEXT NOT NULL, sex BIGINT CHECK (sex IN (0, 1)), birth_year BIGINT CHECK (birth_year BETWEEN 1900 AND 2100),
    PRIMARY KEY (care_provider_id, id),
    UNIQUE (care_provider_id, hsa_id)
);

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

CREATE TABLE unit_setting (
    care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    set_by_account_id BIGINT NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    PRIMARY KEY (care_provider_id, care_unit_id, number)
);

CREATE TABLE unit_volume (
    care_provider_id BIGINT NOT NULL,
    care_unit_id BIGINT NOT NULL REFERENCES care_unit (id),
    month BIGINT NOT NULL,
    visits BIGINT CHECK (visits >= 0),
    listed_patients BIGINT CHECK (listed_patients >= 0),
    PRIMARY KEY (care_provider_id, care_unit_id, month)
);

CREATE TRIGGER access_log_checkpoint_no_delete BEFORE DELETE ON access_log_checkpoint WHEN 1 = 1
BEGIN SELECT RAISE(ABORT, 'access_log_checkpoint is append-only'); END;

CREATE TRIGGER access_log_checkpoint_no_update BEFORE UPDATE ON access_log_checkpoint
BEGIN SELECT RAISE(ABORT, 'access_log_checkpoint is append-only'); END;

CREATE TRIGGER access_log_context_no_delete BEFORE DELETE ON access_log_context WHEN EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = OLD.care_provider_id AND l.context_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'access_log_context is append-only'); END;

CREATE TRIGGER access_log_context_no_update BEFORE UPDATE ON access_log_context
BEGIN SELECT RAISE(ABORT, 'access_log_context is append-only'); END;

CREATE TRIGGER access_log_leaf_no_delete BEFORE DELETE ON access_log_leaf WHEN 1 = 1
BEGIN SELECT RAISE(ABORT, 'access_log_leaf is append-only'); END;

CREATE TRIGGER access_log_leaf_no_update BEFORE UPDATE ON access_log_leaf
BEGIN SELECT RAISE(ABORT, 'access_log_leaf is append-only'); END;

CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log WHEN OLD.at > (unixepoch() - 158112000) * 1000000 OR NOT EXISTS (SELECT 1 FROM access_log_leaf f
    WHERE f.care_provider_id = OLD.care_provider_id AND f.access_log_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END;

CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END;

CREATE TRIGGER case_message_figure_delete AFTER DELETE ON case_message BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, OLD.care_provider_id, OLD.certificate_number, OLD.certificate_number);
END;

CREATE TRIGGER case_message_figure_insert AFTER INSERT ON case_message BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, NEW.care_provider_id, NEW.certificate_number, NEW.certificate_number);
END;

CREATE TRIGGER case_message_figure_update AFTER UPDATE ON case_message BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, NEW.care_provider_id, NEW.certificate_number, NEW.certificate_number);
END;

CREATE TRIGGER certificate_figure_delete AFTER DELETE ON certificate BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, OLD.care_provider_id, OLD.number, OLD.number);
END;

CREATE TRIGGER certificate_figure_draw AFTER UPDATE ON number_sequence WHEN NEW.name = 'certificate' BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, 0, OLD.next, NEW.next - 1);
END;

CREATE TRIGGER certificate_figure_update AFTER UPDATE ON certificate BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 2, NEW.care_provider_id, NEW.number, NEW.number);
END;

CREATE TRIGGER collaboration_consent_no_delete BEFORE DELETE ON collaboration_consent
BEGIN SELECT RAISE(ABORT, 'collaboration_consent is append-only'); END;

CREATE TRIGGER collaboration_consent_no_update BEFORE UPDATE ON collaboration_consent
BEGIN SELECT RAISE(ABORT, 'collaboration_consent is append-only'); END;

CREATE TRIGGER emergency_access_no_delete BEFORE DELETE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'emergency_access is append-only'); END;

CREATE TRIGGER emergency_access_no_update BEFORE UPDATE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'emergency_access is append-only'); END;

CREATE TRIGGER follow_up_mandate_no_delete BEFORE DELETE ON follow_up_mandate
BEGIN SELECT RAISE(ABORT, 'follow_up_mandate is append-only'); END;

CREATE TRIGGER follow_up_mandate_no_update BEFORE UPDATE ON follow_up_mandate
BEGIN SELECT RAISE(ABORT, 'follow_up_mandate is append-only'); END;

CREATE TRIGGER patient_protection_no_delete BEFORE DELETE ON patient_protection
BEGIN SELECT RAISE(ABORT, 'patient_protection is append-only'); END;

CREATE TRIGGER patient_protection_no_update BEFORE UPDATE ON patient_protection
BEGIN SELECT RAISE(ABORT, 'patient_protection is append-only'); END;

CREATE TRIGGER patient_set_member_no_delete BEFORE DELETE ON patient_set_member WHEN EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = OLD.care_provider_id
    AND l.patient_set_id = OLD.patient_set_id)
BEGIN SELECT RAISE(ABORT, 'patient_set_member is append-only'); END;

CREATE TRIGGER patient_set_member_no_update BEFORE UPDATE ON patient_set_member
BEGIN SELECT RAISE(ABORT, 'patient_set_member is append-only'); END;

CREATE TRIGGER patient_set_no_delete BEFORE DELETE ON patient_set WHEN EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = OLD.care_provider_id
    AND l.patient_set_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'patient_set is append-only'); END;

CREATE TRIGGER patient_set_no_update BEFORE UPDATE ON patient_set
BEGIN SELECT RAISE(ABORT, 'patient_set is append-only'); END;

CREATE TRIGGER person_figure_delete AFTER DELETE ON person BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 1, 0, OLD.id, OLD.id);
END;

CREATE TRIGGER person_figure_draw AFTER UPDATE ON number_sequence WHEN NEW.name = 'person' BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 1, 0, OLD.next, NEW.next - 1);
END;

CREATE TRIGGER person_figure_update AFTER UPDATE ON person BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 1, 0, NEW.id, NEW.id);
END;

CREATE TRIGGER procedure_registration_figure_delete AFTER DELETE ON procedure_registration BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 3, OLD.care_provider_id, OLD.number, OLD.number);
END;

CREATE TRIGGER procedure_registration_figure_draw AFTER UPDATE ON number_sequence WHEN NEW.name = 'procedure' BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 3, 0, OLD.next, NEW.next - 1);
END;

CREATE TRIGGER procedure_registration_figure_update AFTER UPDATE ON procedure_registration BEGIN
    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
    VALUES (unixepoch() * 1000000, 3, NEW.care_provider_id, NEW.number, NEW.number);
END;

CREATE TRIGGER risk_analysis_no_delete BEFORE DELETE ON risk_analysis
BEGIN SELECT RAISE(ABORT, 'risk_analysis is append-only'); END;

CREATE TRIGGER risk_analysis_no_update BEFORE UPDATE ON risk_analysis
BEGIN SELECT RAISE(ABORT, 'risk_analysis is append-only'); END;

CREATE TRIGGER risk_analysis_role_no_delete BEFORE DELETE ON risk_analysis_role
BEGIN SELECT RAISE(ABORT, 'risk_analysis_role is append-only'); END;

CREATE TRIGGER risk_analysis_role_no_update BEFORE UPDATE ON risk_analysis_role
BEGIN SELECT RAISE(ABORT, 'risk_analysis_role is append-only'); END;

CREATE TRIGGER unit_setting_no_delete BEFORE DELETE ON unit_setting
BEGIN SELECT RAISE(ABORT, 'unit_setting is append-only'); END;

CREATE TRIGGER unit_setting_no_update BEFORE UPDATE ON unit_setting
BEGIN SELECT RAISE(ABORT, 'unit_setting is append-only'); END;
