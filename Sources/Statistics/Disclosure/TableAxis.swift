/// One way in which a table is divided, with all of its sums: units under providers under the region, sexes under both.
/// Its nodes are numbered, the grand total first, and each is the sum of those directly below it.
package struct TableAxis: Hashable, Sendable {
    /// For each node the one that it is summed into; nil for the total, node 0.
    package let parents: [Int?]
    /// Nodes that are not sums, in order.
    package let leaves: [Int]
    let children: [[Int]]
    /// For each node itself and all that it is summed into, the total last.
    let paths: [[Int]]
    /// For each node the leaves below it, itself when it is one.
    let leavesBelow: [[Int]]

    /// - Parameter parents: nil first; every other node's parent comes before it.
    package init(parents: [Int?]) {
        precondition(!parents.isEmpty && parents[0] == nil, "the total comes first")
        var children = [[Int]](repeating: [], count: parents.count)
        var paths = [[0]]
        for (node, parent) in parents.enumerated().dropFirst() {
            guard let parent, parent < node else { preconditionFailure("a sum comes before its parts") }
            children[parent].append(node)
            paths.append([node] + paths[parent])
        }
        var below = [[Int]](repeating: [], count: parents.count)
        for node in parents.indices.reversed() {
            below[node] = children[node].isEmpty ? [node] : children[node].flatMap { below[$0] }
        }
        self.parents = parents
        self.children = children
        self.paths = paths
        leavesBelow = below
        leaves = parents.indices.filter { children[$0].isEmpty }
    }

    /// So many parts and their total: nodes 1 … parts and 0.
    package static func flat(_ parts: Int) -> TableAxis {
        TableAxis(parents: [nil] + [Int?](repeating: 0, count: parts))
    }

    var nodes: Int { parents.count }
}
