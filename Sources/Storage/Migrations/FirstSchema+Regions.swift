/// The region's own lists of care units.
extension Migrator.Migration {
    static func regions(_ dialect: Dialect) -> String {
        """
        -- a region's list of the units that its reports are about; the newest of a provider counts, the older ones stay
        CREATE TABLE region_list (
            care_provider_id BIGINT NOT NULL REFERENCES care_provider (id),
            number BIGINT NOT NULL,
            uploaded_at BIGINT NOT NULL,
            uploaded_by_account_id BIGINT NOT NULL,
            PRIMARY KEY (care_provider_id, number)
        );

        -- hsa_id: as listed, also of units that no certificate has named; listed_patients: null when the list gives none
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

        """
    }
}
