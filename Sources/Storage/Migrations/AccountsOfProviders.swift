extension Migrator.Migration {
    /// Whose account it is, and which roles only an identity provider's word gives.
    static let accountsOfProviders = Self(version: 5, name: "accounts of providers") { _ in
        """
        -- whose administrator made the account; null for one that the command line or an identity provider made
        ALTER TABLE account ADD COLUMN care_provider_id BIGINT REFERENCES care_provider (id);
        -- the identity provider that gives the role anew at each sign-in: no other way in opens it; null for one that was given here
        ALTER TABLE assignment ADD COLUMN issuer TEXT;

        """
    }
}
