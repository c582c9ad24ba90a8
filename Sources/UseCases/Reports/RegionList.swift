import Foundation
import Interchange
package import SickLeave
package import Statistics
package import Storage

/// The region's list as the figures know it.
package struct RegionList: Sendable {
    /// Care units that have certificates, in the list's order.
    let units: [UnitIndex]
    let listed: [ReportGroup: Int]
    /// The units of the lists before it, as far as they were others.
    let former: Set<Set<UnitIndex>>

    package init(units: [UnitIndex], listed: [ReportGroup: Int], former: Set<Set<UnitIndex>>) {
        self.units = units
        self.listed = listed
        self.former = former
    }
}

extension Reports {
    /// Nil before the region has uploaded one.
    func regionList(_ viewer: Viewer, _ snapshot: Snapshot) async throws -> RegionList? {
        guard viewer.may(.seeRegionFigures) else { return nil }
        let (stored, known) = try await database.read { connection in
            (try RegionListRepository(connection).all(provider: viewer.provider), try OrganisationRepository.units(connection))
        }
        guard let newest = stored.first?.list else { return nil }
        // The same HSA-id can stand for units of two providers, after a merger.
        let byID = Dictionary(grouping: known.filter { $0.root == $0.id }, by: \.hsaID)
        func units(_ id: HSAID) -> [UnitIndex] { (byID[id] ?? []).compactMap { snapshot.unit(number: Int32($0.id)) } }
        let here = newest.units.flatMap(units)
        let listed = newest.listed.flatMap { id, count in units(id).map { (ReportGroup.unit($0), count) } }
        let former = Set(stored.dropFirst().map { Set($0.list.units.flatMap(units)) }).subtracting([Set(here)])
        return RegionList(
            units: here, listed: Dictionary(listed, uniquingKeysWith: { first, _ in first }), former: former)
    }
}

/// The file in which a region names its care units and their listed patients.
package struct RegionLists: Sendable {
    package struct View: Sendable {
        /// Nil before the first upload.
        package let uploadedAt: Instant?
        package let units: Int
        package let unitsWithListed: Int
        /// HSA-ids on the list that no certificate has named.
        package let unknown: [String]
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func view(for viewer: Viewer) async throws -> View {
        try viewer.require(.seeRegionFigures)
        let (stored, known) = try await database.read { connection in
            (
                try RegionListRepository(connection).all(provider: viewer.provider).first,
                try OrganisationRepository.units(connection)
            )
        }
        let ids = Set(known.filter { $0.root == $0.id }.map(\.hsaID))
        let units = stored?.list.units ?? []
        return View(
            uploadedAt: stored?.uploadedAt, units: units.count, unitsWithListed: stored?.list.listed.count ?? 0,
            unknown: units.filter { !ids.contains($0) }.map(\.rawValue))
    }

    /// Reads the file and makes it the provider's list.
    ///
    /// - Parameter name: the file's own name, of which only the ending is used.
    /// - Returns: the rows that were passed over because they have no HSA-id.
    /// - Throws: `UseCaseError.invalid` with the row and what to do about it.
    package func store(_ bytes: [UInt8], named name: String, for viewer: Viewer, at instant: Instant) async throws -> [Int] {
        try viewer.require(.seeRegionFigures)
        let file = try RegionLists.read(
            bytes, isOld: name.lowercased().hasSuffix(".xls"), isNew: name.lowercased().hasSuffix(".xlsx"))
        guard !file.list.units.isEmpty else {
            throw UseCaseError.invalid("Filen har inga vårdenheter. Skriv ett HSA-id per rad i kolumn B, från rad 2.")
        }
        try await database.write { connection in
            try RegionListRepository(connection).store(file.list, provider: viewer.provider, by: viewer.account, at: instant)
        }
        return file.skippedRows
    }

    /// The reader opens files, so that the bytes become one for as long as it reads.
    private static func read(_ bytes: [UInt8], isOld: Bool, isNew: Bool) throws -> ListedPatientsFile {
        guard isOld || isNew else { throw UseCaseError.invalid(ListedPatientsFile.Fault.notASpreadsheet.description) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "listade-\(SecretToken.random()).\(isOld ? "xls" : "xlsx")")
        guard FileManager.default.createFile(atPath: file.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else {
            throw UseCaseError.diskFull
        }
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            return try ListedPatientsFile(path: file.path)
        } catch {
            throw UseCaseError.invalid(error.description)
        }
    }
}
