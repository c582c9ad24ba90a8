import CMimalloc
import Foundation

/// Memory comes from mimalloc: linked before the C library, it stands in for that one's own allocator in all threads and libraries (ADR 0026).
enum Allocator {
    /// `mimalloc 209` for 2.0.9; `system` where something else has come in between, as a sanitizer does.
    static var name: String {
        guard let block = malloc(64) else { return "system" }
        defer { free(block) }
        return mi_is_in_heap_region(block) ? "mimalloc \(mi_version())" : "system"
    }
}
