import CMimalloc

/// Memory comes from mimalloc: linked before the C library, it stands in for that one's own allocator in all threads and libraries.
enum Allocator {
    /// As 209 for 2.0.9. Asked for, so that no linker finds the library unused.
    static var version: Int { Int(mi_version()) }
}
