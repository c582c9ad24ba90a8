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
            listed = list?.listed.values.reduce(0, +) ?? 0
            unknown = units.filter { !known.contains($0) }.map(\.rawValue)
        }
    }

    /// A list that has been read and does not count yet.
    package struct Preview: Sendable {
        package let view: View
        package let rows: [(unit: String, listed: Int?)]
        /// Rows that were passed over because they have no HSA-id.
        package let skippedRows: [Int]
        /// HSA-ids that the list in use has not, and those that only that one has; nil when there is none.
        package let changes: (added: [String], removed: [String])?
        /// The list as the form carries it to `take(_:)`.
        package let text: String
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
                try RegionListRepository(connection).all(provider: viewer.provider).first,
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
        let (old, new) = (Set(newest?.list.units ?? []), Set(file.list.units))
        return Preview(
            view: View(file.list, at: nil, known: known), rows: file.list.units.map { ($0.rawValue, file.list.listed[$0]) },
            skippedRows: file.skippedRows,
            changes: newest.map { newest in
                (
                    file.list.units.filter { !old.contains($0) }.map(\.rawValue),
                    newest.list.units.filter { !new.contains($0) }.map(\.rawValue)
                )
            }, text: file.list.text)
    }

    /// Makes a list that was shown the provider's. What a form carries is read as strictly as a file: whoever may send the one may upload the
    /// other.
    package func take(_ text: String, for viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.seeRegionFigures)
        guard let list = ListedPatients(text: text) else {
            throw UseCaseError.invalid("Listan kom inte fram hel, och inget är ändrat. Ladda upp filen igen.")
        }
        try await database.write { connection in
            let repository = RegionListRepository(connection)
            // The button pressed twice is one list.
            guard try repository.all(provider: viewer.provider).first?.list != list else { return }
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
