import CMalloc

/// The columns that figures are made of are replaced when somebody stores something, by whichever thread is free.
enum LargeBlocks {
    /// The allocator's own rule is to keep a large block that was freed for the thread that had it, and to ask the system for less and less:
    /// with 1 M certificates and 20 imports a server grew from 172 MB to 1.3 GB, all of it free. Blocks from this size go back when they are freed.
    static func giveBack() { mallopt(M_MMAP_THRESHOLD, 1 << 20) }
}
