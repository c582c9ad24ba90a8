package import Foundation
package import SickLeave

/// The watched folder: what lies in it, and where a file goes when it has been read.
///
/// A folder in it that is named by a provider's or unit's HSA-id, in capitals as the id is, is that one's own inbox.
package struct InboxFolder: Sendable {
    /// What tells whether a file has been written to, or may be read since.
    package struct State: Hashable, Sendable {
        package let size: Int64
        /// Nanoseconds since 1970.
        package let changed: Int64
        package let number: UInt64
        /// The service has the right to read it.
        package let isReadable: Bool
    }

    package enum Place: String, CaseIterable, Sendable {
        /// Read: all of it is stored, or waits in quarantine.
        case done = "klart"
        /// The program itself failed at it.
        case failed = "fel"
    }

    package enum Moved: Sendable, Equatable {
        case moved
        /// It was written to meanwhile, and lies where it lay.
        case grew
        case refused(String)
    }

    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    package func prepare() throws {
        for needed in [folder] + Place.allCases.map({ folder.appendingPathComponent($0.rawValue) }) {
            try InboxFolder.make(needed)
        }
    }

    /// The files are patients' data: a folder that is made is for the service alone. One that is there has the rights that it was given.
    private static func make(_ folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// By their path in the inbox: `intyg.csv`, `SE2321000131-E000000000001/intyg.csv`. A name that begins with a full stop is no file yet.
    package func files() -> [String: State] { look().files }

    /// The files, and how many other things lie there that nobody will read: folders of other names, folders in folders, links.
    package func look() -> (files: [String: State], strangers: Int) {
        var strangers = 0
        let files = files(in: "", strangers: &strangers)
        return (files, strangers)
    }

    private func files(in place: String, strangers: inout Int) -> [String: State] {
        var found: [String: State] = [:]
        let path = place.isEmpty ? folder.path : folder.appendingPathComponent(place).path
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where !name.hasPrefix(".") {
            let full = place.isEmpty ? name : "\(place)/\(name)"
            if let state = state(of: full) {
                found[full] = state
            } else if place.isEmpty, let sender = HSAID(name), sender.isWellFormed, sender.rawValue == name {
                found.merge(files(in: name, strangers: &strangers)) { first, _ in first }
            } else if !place.isEmpty || Place(rawValue: name) == nil {
                strangers += 1
            }
        }
        return found
    }

    /// Nil for what is not there, or no file.
    package func state(of name: String) -> State? { InboxFolder.state(at: folder.appendingPathComponent(name).path) }

    private static func state(at path: String) -> State? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return State(
            size: Int64(status.st_size),
            changed: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec), number: UInt64(status.st_ino),
            isReadable: access(path, R_OK) == 0)
    }

    /// The provider or unit whose own folder the file lies in.
    package static func sender(of name: String) -> HSAID? {
        name.split(separator: "/").count > 1 ? HSAID(String(name.prefix { $0 != "/" })) : nil
    }

    /// Moves the file as it was read. A name that is taken gets a number: nothing is written over.
    package func move(_ name: String, readAs state: State, to place: Place) -> Moved {
        let file = folder.appendingPathComponent(name)
        var target = folder.appendingPathComponent(place.rawValue)
        if let sender = InboxFolder.sender(of: name) { target.appendPathComponent("\(sender)") }
        do {
            try InboxFolder.make(target)
            let moved = InboxFolder.free(file.lastPathComponent, in: target)
            try FileManager.default.moveItem(at: file, to: moved)
            // Whoever has it open goes on writing, wherever it lies: what came between the reading and the move must be read too.
            guard InboxFolder.state(at: moved.path) == state else {
                try FileManager.default.moveItem(
                    at: moved, to: InboxFolder.free(file.lastPathComponent, in: file.deletingLastPathComponent()))
                return .grew
            }
            return .moved
        } catch {
            return .refused("\(type(of: error))")
        }
    }

    private static func free(_ name: String, in folder: URL) -> URL {
        let wanted = folder.appendingPathComponent(name)
        var found = wanted
        var number = 2
        while FileManager.default.fileExists(atPath: found.path) {
            let ending = wanted.pathExtension.isEmpty ? "" : ".\(wanted.pathExtension)"
            found = folder.appendingPathComponent("\(wanted.deletingPathExtension().lastPathComponent)-\(number)\(ending)")
            number += 1
        }
        return found
    }
}

/// What the watcher remembers of the files between its looks: how long each has lain still, and which it could not move.
package struct InboxMemory: Sendable {
    private let quiet: Duration
    private var since: [String: (state: InboxFolder.State, at: ContinuousClock.Instant)] = [:]
    private var unmovable: [String: InboxFolder.State] = [:]

    /// - Parameter quiet: how long a file must lie unchanged before it counts as whole. A copy over a network may pause for seconds.
    package init(quiet: Duration) { self.quiet = quiet }

    /// Of the files that are there, those to be read now.
    package mutating func ripe(among found: [String: InboxFolder.State], at now: ContinuousClock.Instant) -> [String: InboxFolder
        .State]
    {
        since = since.filter { found[$0.key] == $0.value.state }
        unmovable = unmovable.filter { found[$0.key] == $0.value }
        for (name, state) in found where since[name] == nil { since[name] = (state, now) }
        return found.filter { name, _ in
            unmovable[name] == nil && since[name].map { $0.at.duration(to: now) >= quiet } == true
        }
    }

    /// How long the one that has lain longest has been there as it is. By when it was first seen: its own time may be that of the file
    /// which it is a copy of.
    package func longestWait(among found: [String: InboxFolder.State], at now: ContinuousClock.Instant) -> Duration {
        since.filter { found[$0.key] == $0.value.state }.values.map { $0.at.duration(to: now) }.max() ?? .zero
    }

    /// Read, and still there: not to be read again until it has changed.
    package mutating func couldNotMove(_ name: String, _ state: InboxFolder.State) { unmovable[name] = state }
}
