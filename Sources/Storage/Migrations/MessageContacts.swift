extension Migrator.Migration {
    /// What a message says of how its sender is reached. NULL in those that came before: what they said of it is not known.
    static let messageContacts = Self(version: 9, name: "references and contacts of messages") { _ in
        """
        ALTER TABLE case_message ADD COLUMN reference TEXT;
        ALTER TABLE case_message ADD COLUMN contact TEXT;

        """
    }
}
