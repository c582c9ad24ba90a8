extension Migrator.Migration {
    /// What the registers of units and staff say that no certificate does: the county of a unit, the sex and birth year of a physician.
    static let countiesAndPhysicians = Self(version: 2, name: "counties and physicians") { _ in
        """
        ALTER TABLE care_unit ADD COLUMN county BIGINT CHECK (county BETWEEN 1 AND 25);
        ALTER TABLE staff ADD COLUMN sex BIGINT CHECK (sex IN (0, 1));
        ALTER TABLE staff ADD COLUMN birth_year BIGINT CHECK (birth_year BETWEEN 1900 AND 2100);

        """
    }
}
