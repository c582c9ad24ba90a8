import Foundation

/// A file's name is in its folder, and survives a power cut when the folder has been written too.
package enum SyncedFolder {
    package static func sync(of file: String) {
        let descriptor = open(URL(fileURLWithPath: file).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
