/// How people get in: sessions, second factors, invitations, identities of a provider, and what slows down guessing.
extension Migrator.Migration {
    static func signIn(_ dialect: Dialect) -> String {
        """
        -- token_hash: SHA-256 of the cookie's 256-bit token; the token itself is nowhere stored.
        -- signed_in_by: 1 password, 2 identity provider; browser: what kind of browser it was, in plain words
        CREATE TABLE session (
            token_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            assignment_id BIGINT REFERENCES assignment (id),
            form_token TEXT NOT NULL,
            signed_in_by BIGINT NOT NULL CHECK (signed_in_by IN (1, 2)),
            browser TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            last_seen_at BIGINT NOT NULL
        );

        CREATE INDEX session_by_account ON session (account_id);

        -- of a session that an identity provider vouched for: the only roles that may be chosen in it
        CREATE TABLE session_assignment (
            token_hash \(dialect.blob.text) NOT NULL REFERENCES session (token_hash) ON UPDATE CASCADE ON DELETE CASCADE,
            assignment_id BIGINT NOT NULL REFERENCES assignment (id),
            PRIMARY KEY (token_hash, assignment_id)
        );

        -- the password was right and a code is awaited; lives for minutes
        CREATE TABLE awaited_code (
            token_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            created_at BIGINT NOT NULL
        );

        -- last_step: the newest 30-second step whose code has been used; none at or before it is taken again
        CREATE TABLE second_factor (
            account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
            secret \(dialect.blob.text) NOT NULL,
            added_at BIGINT NOT NULL,
            last_step BIGINT NOT NULL
        );

        CREATE TABLE recovery_code (
            account_id BIGINT NOT NULL REFERENCES account (id),
            code_hash \(dialect.blob.text) NOT NULL,
            PRIMARY KEY (account_id, code_hash)
        );

        -- a link that sets a password once
        CREATE TABLE invitation (
            token_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            account_id BIGINT NOT NULL UNIQUE REFERENCES account (id),
            expires_at BIGINT NOT NULL
        );

        -- subject_hash: SHA-256 of an account's name or a peer's address; people type passwords in the wrong field
        CREATE TABLE sign_in_attempt (
            subject_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            failures BIGINT NOT NULL,
            last_at BIGINT NOT NULL
        );

        -- who an identity provider says that somebody is, in which employment: each has an account of its own, as cases go by HSA-id
        CREATE TABLE account_identity (
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            hsa_id TEXT NOT NULL,
            account_id BIGINT NOT NULL REFERENCES account (id),
            PRIMARY KEY (issuer, subject, hsa_id),
            UNIQUE (issuer, account_id)
        );

        -- answers of an identity provider that have been taken, so that none is taken twice
        CREATE TABLE answered_request (
            request_hash \(dialect.blob.text) NOT NULL PRIMARY KEY,
            answered_at BIGINT NOT NULL
        );

        """
    }
}
