/// A region's list of care units with their listed patients (listade patienter): whose spells a region's reports count, and the
/// denominator of spells per 1 000 listed.
package struct ListedPatients: Hashable, Sendable {
    /// In the list's order, each once.
    package let units: [HSAID]
    /// Above 0; a unit without a figure is missing.
    package let listed: [HSAID: Int]

    package init(units: [HSAID], listed: [HSAID: Int]) {
        self.units = units
        self.listed = listed
    }
}
