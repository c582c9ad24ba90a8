import Testing

@testable import UseCases

/// The tree against RFC 6962's own definition, written as it stands there, and against the roots that the certificate transparency
/// project publishes for eight rows.
@Suite("The tree of hashes")
struct HashTreeTests {
    private static let rows: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43), Array(0x50...0x57), Array(0x60...0x6F),
    ]

    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func leaf(_ row: [UInt8]) -> [UInt8] { SHA256.digest(of: [0] + row) }
    private func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { SHA256.digest(of: [1] + left + right) }

    /// RFC 6962 2.1.
    private func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        switch leaves.count {
        case 0: return SHA256.digest(of: [])
        case 1: return leaves.first!
        default:
            var half = 1
            while half * 2 < leaves.count { half *= 2 }
            let middle = leaves.startIndex + half
            return node(root(leaves[..<middle]), root(leaves[middle...]))
        }
    }

    private func numbered(_ count: Int) -> [[UInt8]] { (0..<count).map { leaf(Array("rad \($0)".utf8)) } }

    private func hashes(_ leaves: [[UInt8]]) -> LeafHashes {
        var hashes = LeafHashes()
        for leaf in leaves { hashes.append(leaf) }
        return hashes
    }

    @Test("of the published rows has the published root at every size")
    func published() {
        var tree = HashTree()
        for (row, root) in zip(Self.rows, Self.roots) {
            tree.append(leaf(row))
            #expect(Digest.hexadecimal(ofDigest: tree.root) == root)
        }
    }

    @Test("grown one leaf at a time is the tree of the definition, and can be gone on with from its peaks at every size")
    func definition() throws {
        let leaves = numbered(70)
        var tree = HashTree()
        #expect(tree.root == root([]))
        for (index, leaf) in leaves.enumerated() {
            tree = try #require(HashTree(size: tree.size, peaks: tree.peaks))
            tree.append(leaf)
            #expect(tree.size == index + 1 && tree.root == root(leaves[...index]))
        }
        #expect(HashTree(size: 3, peaks: tree.peaks) == nil && HashTree(size: -1, peaks: []) == nil)
    }

    @Test("proves of every row at every size that it is there, and the proof is of no other row, root or size")
    func inclusion() {
        let leaves = numbered(20)
        let all = hashes(leaves)
        for size in 1...leaves.count {
            let root = root(leaves[..<size])
            for index in 0..<size {
                let proof = all.inclusionProof(of: index, size: size)
                #expect(ProofReader.root(index: index, size: size, leaf: leaves[index], proof) == root)
                for other in 0..<size where other != index {
                    #expect(ProofReader.root(index: index, size: size, leaf: leaves[other], proof) != root)
                    #expect(ProofReader.root(index: other, size: size, leaf: leaves[index], proof) != root)
                }
                #expect(ProofReader.root(index: index, size: size, leaf: leaves[index], proof + [root]) == nil)
            }
        }
    }

    @Test("proves of every two sizes that the one is the beginning of the other, and of no changed log")
    func consistency() {
        let leaves = numbered(20)
        let all = hashes(leaves)
        var changed = leaves
        changed[0] = leaf([9])
        for new in 1...leaves.count {
            for old in 1...new {
                let proof = all.consistencyProof(from: old, to: new)
                let (first, second) = (root(leaves[..<old]), root(leaves[..<new]))
                #expect(ProofReader.isConsistent(old, first, new, second, proof))
                #expect(!ProofReader.isConsistent(old, root(changed[..<old]), new, second, proof))
                if old < new { #expect(!ProofReader.isConsistent(old, first, new, root(changed[..<new]), proof)) }
            }
        }
    }
}

/// How the reader of a proof judges it (RFC 9162 2.1.3.2 and 2.1.4.2).
private enum ProofReader {
    private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { SHA256.digest(of: [1] + left + right) }

    static func root(index: Int, size: Int, leaf: [UInt8], _ proof: [[UInt8]]) -> [UInt8]? {
        var (first, last, root) = (index, size - 1, leaf)
        for step in proof {
            if last == 0 { return nil }
            if first & 1 == 1 || first == last {
                root = node(step, root)
                while first & 1 == 0 && first != 0 { (first, last) = (first >> 1, last >> 1) }
            } else {
                root = node(root, step)
            }
            (first, last) = (first >> 1, last >> 1)
        }
        return last == 0 ? root : nil
    }

    static func isConsistent(_ old: Int, _ oldRoot: [UInt8], _ new: Int, _ newRoot: [UInt8], _ proof: [[UInt8]]) -> Bool {
        if old == new { return oldRoot == newRoot && proof.isEmpty }
        let steps = (old.nonzeroBitCount == 1 ? [oldRoot] : []) + proof
        guard var a = steps.first else { return false }
        var (b, first, last) = (a, old - 1, new - 1)
        while first & 1 == 1 { (first, last) = (first >> 1, last >> 1) }
        for step in steps.dropFirst() {
            if last == 0 { return false }
            if first & 1 == 1 || first == last {
                (a, b) = (node(step, a), node(step, b))
                while first & 1 == 0 && first != 0 { (first, last) = (first >> 1, last >> 1) }
            } else {
                b = node(b, step)
            }
            (first, last) = (first >> 1, last >> 1)
        }
        return last == 0 && a == oldRoot && b == newRoot
    }
}
