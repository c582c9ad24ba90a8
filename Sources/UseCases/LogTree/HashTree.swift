/// The tree of hashes over a log (RFC 6962 2.1), grown one leaf at a time: a leaf is SHA-256 of 0 and the row's bytes, a node SHA-256 of
/// 1 and its two children.
///
/// Holds only the roots of the whole subtrees, the largest first; there are as many as there are ones in the size's binary digits.
struct HashTree {
    static let leafPrefix: UInt8 = 0
    private static let nodePrefix: UInt8 = 1
    static let hashSize = SHA256.byteCount

    private(set) var size = 0
    /// The roots one after the other.
    private(set) var peaks: [UInt8] = []
    private let hasher: MessageHasher

    init(hasher: MessageHasher = MessageHasher()) { self.hasher = hasher }

    /// Goes on from what an earlier tree came to; nil when the peaks cannot be those of a tree of the size.
    init?(size: Int, peaks: [UInt8]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount * HashTree.hashSize else { return nil }
        self.init()
        self.size = size
        self.peaks = peaks
    }

    /// - Parameter leaf: the leaf's hash.
    mutating func append(_ leaf: some Collection<UInt8>) {
        peaks.append(contentsOf: leaf)
        // Each one at the end of the old size's binary digits is a pair of equal subtrees now.
        for _ in 0..<size.trailingOnes {
            let start = peaks.count - 2 * HashTree.hashSize
            let node = node(peaks[start...])
            peaks.removeSubrange(start...)
            peaks.append(contentsOf: node)
        }
        size += 1
    }

    /// What a signature over the root binds: every leaf, and their order.
    var root: [UInt8] {
        guard size > 0 else { return hasher.digest(of: [UInt8]()) }
        var root = Array(peaks.suffix(HashTree.hashSize))
        var rest = peaks.dropLast(HashTree.hashSize)
        while !rest.isEmpty {
            root = node(rest.suffix(HashTree.hashSize) + root)
            rest = rest.dropLast(HashTree.hashSize)
        }
        return root
    }

    private func node(_ children: some Collection<UInt8>) -> [UInt8] {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * HashTree.hashSize, alignment: 1) { buffer in
            buffer[0] = HashTree.nodePrefix
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyBytes(from: children)
            return hasher.digest(of: UnsafeRawBufferPointer(buffer))
        }
    }
}

extension Int {
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}

/// Every leaf's hash of a log, for proofs about single rows.
struct LeafHashes {
    /// One after the other.
    private(set) var bytes: [UInt8] = []
    private let hasher = MessageHasher()

    var count: Int { bytes.count / HashTree.hashSize }

    mutating func append(_ hash: [UInt8]) { bytes += hash }

    private func root(_ range: Range<Int>) -> [UInt8] {
        var tree = HashTree(hasher: hasher)
        for index in range { tree.append(bytes[index * HashTree.hashSize..<(index + 1) * HashTree.hashSize]) }
        return tree.root
    }

    /// The hashes with which anybody who has the row and the root of the first `size` rows can see that the row is among them
    /// (RFC 6962 2.1.1), the lowest first.
    func inclusionProof(of index: Int, size: Int) -> [[UInt8]] {
        precondition(index < size && size <= count)
        return path(to: index, in: 0..<size)
    }

    private func path(to index: Int, in range: Range<Int>) -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + range.count.largestPowerOfTwoBelow
        return index < middle
            ? path(to: index, in: range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : path(to: index, in: middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    /// The hashes with which anybody who has the roots of the first `old` and `new` rows can see that the first is the beginning of the
    /// second (RFC 6962 2.1.2).
    func consistencyProof(from old: Int, to new: Int) -> [[UInt8]] {
        precondition(0 < old && old <= new && new <= count)
        return old == new ? [] : subproof(old, in: 0..<new, isWhole: true)
    }

    private func subproof(_ old: Int, in range: Range<Int>, isWhole: Bool) -> [[UInt8]] {
        if old == range.upperBound { return isWhole ? [] : [root(range)] }
        let middle = range.lowerBound + range.count.largestPowerOfTwoBelow
        return old <= middle
            ? subproof(old, in: range.lowerBound..<middle, isWhole: isWhole) + [root(middle..<range.upperBound)]
            : subproof(old, in: middle..<range.upperBound, isWhole: false) + [root(range.lowerBound..<middle)]
    }
}

extension Int {
    /// Of a number above 1.
    fileprivate var largestPowerOfTwoBelow: Int { 1 << (bitWidth - 1 - (self - 1).leadingZeroBitCount) }
}
