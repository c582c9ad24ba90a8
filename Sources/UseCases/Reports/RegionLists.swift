import Foundation
import Interchange
package import SickLeave
package import Storage

/// The region's lists: one is read from a file and shown first, and counts when the region's officer has said so.
package struct RegionLists: Sendable {
    package struct View: Sendable {
        /// Nil before the first upload.
        package let uploadedAt: Instant?
        package let units: Int
        package let unitsWithListed: Int
        /// Listed patients of all units together.
        package let listed: Int
        /// HSA-ids on the list that no certificate has named.
        package let unknown: [String]

        fileprivate init(_ list: ListedPatients?, at uploadedAt: Instant?, known: Set<HSAID>) {
            self.uploadedAt = uploadedAt
            let units = list?.units ?? []
            self.units = units.count
            unitsWithListed = list?.listed.count ?? 0
            listed = list?.total ?? 0
            unknown = units.filter { !known.contains($0) }.map(\.rawValue)
        }
    }

    /// A list that has been read and does not count yet.
    package struct Preview: Sendable {
        package let view: View
        package let rows: [(unit: String, listed: Int?)]
        /// Rows that were passed over because they have no HSA-id.
        package let skippedRows: [Int]
        /// Nil when no list is in use.
        package let changes: Changes?
        /// The number of the list in use, 0 when there is none: what the form carries to `take`, with the list itself as text.
        package let replaced: Int
        package let text: String
    }

    /// What a new list changes in the one in use.
    package struct Changes: Sendable {
        package let added: [String]
        package let removed: [String]
        /// Units of both with another number; nil where one has none.
        package let counts: [(unit: String, from: Int?, to: Int?)]
        /// Listed patients of all units of the list in use.
        package let listedBefore: Int

        fileprivate init(from old: ListedPatients, to new: ListedPatients) {
            let (before, after) = (Set(old.units), Set(new.units))
            added = new.units.filter { !before.contains($0) }.map(\.rawValue)
            removed = old.units.filter { !after.contains($0) }.map(\.rawValue)
            counts = new.units.filter { before.contains($0) && old.listed[$0] != new.listed[$0] }.map {
                ($0.rawValue, old.listed[$0], new.listed[$0])
            }
            listedBefore = old.total
        }
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func view(for viewer: Viewer) async throws -> View {
        try viewer.require(.seeRegionFigures)
        let (stored, known) = try await stored(viewer)
        return View(stored?.list, at: stored?.uploadedAt, known: known)
    }

    private func stored(_ viewer: Viewer) async throws -> (newest: RegionListRepository.Stored?, known: Set<HSAID>) {
        try await database.read { connection in
            let units = try OrganisationRepository.units(connection)
            return (
                try RegionListRepository(connection).newest(provider: viewer.provider),
                Set(units.filter { $0.root == $0.id }.map(\.hsaID))
            )
        }
    }

    /// Reads the file and changes nothing.
    ///
    /// - Parameter name: the file's own name, of which only the ending is used.
    /// - Throws: `UseCaseError.invalid` with the row and what to do about it.
    package func preview(_ bytes: [UInt8], named name: String, for viewer: Viewer) async throws -> Preview {
        try viewer.require(.seeRegionFigures)
        let file = try RegionLists.read(
            bytes, isOld: name.lowercased().hasSuffix(".xls"), isNew: name.lowercased().hasSuffix(".xlsx"))
        guard !file.list.units.isEmpty else {
            throw UseCaseError.invalid("Filen har inga vårdenheter. Skriv ett HSA-id per rad i kolumn B, från rad 2.")
        }
        let (newest, known) = try await stored(viewer)
        return Preview(
            view: View(file.list, at: nil, known: known), rows: file.list.units.map { ($0.rawValue, file.list.listed[$0]) },
            skippedRows: file.skippedRows,
            changes: newest.map { Changes(from: $0.list, to: file.list) }, replaced: newest?.number ?? 0, text: file.list.text)
    }

    /// Makes a list that was shown the provider's. What a form carries is read as strictly as a file: whoever may send the one may upload the
    /// other.
    ///
    /// - Parameter replaced: the number of the list that this one was shown against; another one may have come since.
    package func take(_ text: String, replacing replaced: Int?, for viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.seeRegionFigures)
        guard let list = ListedPatients(text: text), let replaced else {
            throw UseCaseError.invalid("Listan kom inte fram hel, och inget är ändrat. Ladda upp filen igen.")
        }
        try await database.write { connection in
            try connection.lock("region_list")
            let repository = RegionListRepository(connection)
            let newest = try repository.newest(provider: viewer.provider)
            // The button pressed twice is one list.
            guard newest?.list != list else { return }
            guard newest?.number ?? 0 == replaced else {
                throw UseCaseError.invalid("Listan har bytts sedan du läste filen. Läs filen igen.")
            }
            try repository.store(list, provider: viewer.provider, by: viewer.account, at: instant)
        }
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
