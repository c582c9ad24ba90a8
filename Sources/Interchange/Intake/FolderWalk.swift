#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the user pointed at, spelled out: every file below a folder, in order of name.
struct FolderWalk {
    struct Found {
        /// As the user would write it.
        let path: String
        let size: Int64
        let fault: IntakeFault?
    }

    private let limits: IntakeLimits
    private(set) var found: [Found] = []
    /// Targets of links that have been read: a link to a folder above itself would have no end.
    private var followed: Set<String> = []

    init(limits: IntakeLimits) { self.limits = limits }

    /// - Parameter path: named by the user, so a link is followed.
    mutating func add(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return fault(path, FileBytes.fault(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard let root = FolderWalk.real(path) else { return fault(path, .missing) }
            walk(path, root: root, depth: 0)
        // A pipe named by the user is read to its end; its size is not known.
        case S_IFREG, S_IFIFO: found.append(Found(path: path, size: Int64(status.st_size), fault: nil))
        default: fault(path, .notAFile)
        }
    }

    mutating func addStandardInput() { found.append(Found(path: "-", size: 0, fault: nil)) }

    private mutating func fault(_ path: String, _ fault: IntakeFault) { found.append(Found(path: path, size: 0, fault: fault)) }

    private mutating func walk(_ folder: String, root: String, depth: Int) {
        guard depth < limits.folderDepth else { return fault(folder, .tooDeep(limit: limits.folderDepth)) }
        guard let names = FolderWalk.names(in: folder) else { return fault(folder, FileBytes.fault(errno)) }
        for name in names where !name.hasPrefix(".") {
            guard found.count < limits.folderFiles else { return fault(folder, .tooManyFiles(limit: limits.folderFiles)) }
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0 else {
                // Its own name is another, in bytes that are no text.
                fault(path, name.unicodeScalars.contains("\u{FFFD}") ? .nameNotUTF8 : FileBytes.fault(errno))
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: walk(path, root: root, depth: depth + 1)
            case S_IFREG: found.append(Found(path: path, size: Int64(status.st_size), fault: nil))
            case S_IFLNK: follow(path, root: root, depth: depth)
            default: continue
            }
        }
    }

    /// A target inside the folder is met by itself, unless something hidden is on the way to it: Kubernetes gives its files as
    /// `intyg.csv` → `..data/intyg.csv`. One outside is not ours to read.
    private mutating func follow(_ path: String, root: String, depth: Int) {
        guard let target = FolderWalk.real(path) else {
            let code = errno
            return fault(path, code == ELOOP ? .linkLoop : code == ENOENT ? .linkBroken : FileBytes.fault(code))
        }
        let above = root == "/" ? root : root + "/"
        guard target == root || target.hasPrefix(above) else { return fault(path, .linkOutside) }
        let isHidden = target.dropFirst(above.count).split(separator: "/").contains { $0.hasPrefix(".") }
        guard isHidden, followed.insert(target).inserted else { return }
        var status = stat()
        guard stat(path, &status) == 0 else { return fault(path, FileBytes.fault(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: walk(path, root: root, depth: depth + 1)
        case S_IFREG: found.append(Found(path: path, size: Int64(status.st_size), fault: nil))
        default: return
        }
    }

    /// In order of their bytes; nil when the folder cannot be read.
    private static func names(in folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
