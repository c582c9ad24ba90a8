import Foundation

/// A file or folder that cannot be written, with the reason.
package struct WritingFault: Error, Hashable, Sendable {
    package let path: String
    /// In Swedish, as it goes after a colon.
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// - Parameter code: the system's, `errno` right after its own call: Foundation's calls leave another's there.
    package init(path: String, code: Int32) {
        // What is written may be missing; its folder may not.
        self.init(path: path, reason: code == ENOENT ? "mappen finns inte" : SystemReason.words(code))
    }

    package var sentence: String { "\(path) går inte att skriva: \(reason). Kontrollera mappen, rättigheterna och utrymmet." }
}

/// A folder to write in.
package enum WrittenFolder {
    /// Makes it, with those above it, where it is missing. Foundation's own way does not tell which part of the path is in the way.
    ///
    /// - Parameter mode: the rights of each that is made.
    package static func make(_ path: String, mode: UInt32 = 0o777) throws(WritingFault) {
        var code = attempt(path, mode)
        let parent = (path as NSString).deletingLastPathComponent
        if code == ENOENT || code == ENOTDIR, !parent.isEmpty, parent != path {
            try make(parent, mode: mode)
            code = attempt(path, mode)
        }
        if code == EEXIST { throw WritingFault(path: path, reason: "det är en fil, ingen mapp") }
        if code != 0 { throw WritingFault(path: path, code: code) }
    }

    /// The system's code; 0 when the folder is there.
    private static func attempt(_ path: String, _ mode: UInt32) -> Int32 {
        if mkdir(path, mode_t(mode)) == 0 { return 0 }
        let code = errno
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR ? 0 : code
    }
}

/// A file that is written from its beginning, closed when nobody holds it.
package final class WrittenFile {
    private let path: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - mustBeNew: one that is there is refused; otherwise it is emptied.
    ///   - mode: the rights of a new one.
    package init(_ path: String, mustBeNew: Bool = false, mode: UInt32 = 0o666) throws(WritingFault) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (mustBeNew ? O_EXCL : O_TRUNC), mode_t(mode))
        if descriptor < 0 { throw WritingFault(path: path, code: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    package func write(_ bytes: [UInt8]) throws(WritingFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw WritingFault(path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the disk has it.
    package func sync() throws(WritingFault) {
        guard fsync(descriptor) == 0 else { throw WritingFault(path: path, code: errno) }
    }
}
