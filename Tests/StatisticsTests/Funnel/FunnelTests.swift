import Statistics
import Testing

@Suite("Funnels")
struct FunnelTests {
    @Test(
        "exact binomial limits, interpolated, are the published ones",
        arguments: [
            (50, [0.103130, 0.166139, 0.420136, 0.499070]), (100, [0.160261, 0.206902, 0.386912, 0.441563]),
            (500, [0.236841, 0.259190, 0.339556, 0.363430]),
        ])
    func binomial(_ size: Int, _ expected: [Double]) {
        let limits = FunnelLimits.exact(share: 0.3, size: size)
        #expect(zip(limits.all, expected).allSatisfy { ($0 - $1).magnitude < 6e-7 })
    }

    @Test("exact Poisson limits are the published ones")
    func poisson() {
        let expected = [0.358459, 0.560250, 1.437288, 1.735676]
        #expect(zip(FunnelLimits.exact(expected: 20).all, expected).allSatisfy { ($0 - $1).magnitude < 6e-7 })
    }

    /// The published vector for over-dispersion.
    static let dispersed = zip(
        [12, 30, 45, 8, 60, 25, 90, 15, 33, 5], [60, 100, 120, 50, 150, 100, 200, 80, 90, 40]
    ).map { ShareCount($0, of: $1) }

    @Test("over-dispersion is the published one, and widens the limits")
    func overdispersion() throws {
        let funnel = try #require(ShareFunnel(Self.dispersed))
        #expect((funnel.overdispersion.phi - 4.2090679).magnitude < 6e-8)
        #expect((funnel.overdispersion.tauSquared - 0.009512129).magnitude < 6e-10)
        #expect(funnel.overdispersion.isUsed)
        let expected = [0.07077, 0.14676, 0.53734, 0.65847]
        #expect(zip(funnel.limits(size: 100).all, expected).allSatisfy { ($0 - $1).magnitude < 6e-6 })
        let none = try #require(Overdispersion([(z: 0, error: 1)]))
        let unadjusted = ShareFunnel.adjusted(target: funnel.target, size: 100, none)
        let plain = [0.19190, 0.23828, 0.42089, 0.47708]
        #expect(zip(unadjusted.all, plain).allSatisfy { ($0 - $1).magnitude < 6e-6 })
    }

    @Test("fewer than ten groups keep the exact limits, however they differ")
    func few() throws {
        let funnel = try #require(ShareFunnel(Array(Self.dispersed.dropLast())))
        #expect(funnel.overdispersion.phi > 1.5)
        #expect(!funnel.overdispersion.isUsed)
        #expect(funnel.limits(size: 100) == .exact(share: funnel.target, size: 100))
    }

    @Test("ten groups that are alike keep the exact limits")
    func alike() throws {
        let funnel = try #require(ShareFunnel([ShareCount](repeating: ShareCount(30, of: 100), count: 12)))
        #expect(funnel.overdispersion.tauSquared == 0)
        #expect(!funnel.overdispersion.isUsed)
        #expect(funnel.points.allSatisfy { $0?.standing == .within })
    }

    @Test("a group far out is named with its side, and the order is the one given")
    func standing() throws {
        var groups = [ShareCount](repeating: ShareCount(300, of: 1000), count: 12)
        groups[3] = ShareCount(400, of: 1000)
        groups[7] = ShareCount(268, of: 1000)
        groups[9] = ShareCount(0, of: 0)
        let funnel = try #require(ShareFunnel(groups))
        #expect(funnel.points[3]?.standing == .deviates(.high))
        #expect(funnel.points[7]?.standing == .look(.low))
        #expect(funnel.points[9] == nil)
        #expect(funnel.points.count == 12)
    }

    @Test("nobody to count gives no funnel; nobody or everybody counted gives no deviating group")
    func ends() throws {
        #expect(ShareFunnel([]) == nil)
        #expect(ShareFunnel([ShareCount(0, of: 0)]) == nil)
        #expect(RatioFunnel([.init(observed: 0, expected: 0)]) == nil)
        for share in [0, 1] {
            let funnel = try #require(ShareFunnel((1...12).map { ShareCount(share * $0, of: $0) }))
            #expect(funnel.points.allSatisfy { $0?.standing == .within })
        }
        let single = try #require(ShareFunnel([ShareCount(1, of: 1)]))
        #expect(single.points[0]?.standing == .within)
    }

    @Test("a small group's lower limit ends at zero, and the curves close with size")
    func shape() {
        let small = FunnelLimits.exact(share: 0.05, size: 4)
        #expect(small.look.lower == 0 && small.deviates.lower == 0)
        var last = FunnelLimits.exact(share: 0.3, size: 5)
        for size in stride(from: 25, through: 5000, by: 20) {
            let next = FunnelLimits.exact(share: 0.3, size: size)
            #expect(next.deviates.upper < last.deviates.upper && next.look.upper < last.look.upper)
            #expect(next.look.lower > last.look.lower || last.look.lower == 0)
            last = next
        }
    }

    @Test("counts per size are held against everybody's rate: doctors with their visits")
    func doctors() throws {
        let counts = [(20, 100.0), (22, 100), (60, 100), (0, 0)].map { (count: $0.0, size: $0.1) }
        let funnel = try #require(RatioFunnel(counts: counts))
        #expect(funnel.points.map { $0?.group.expected } == [34, 34, 34, nil])
        #expect(funnel.points[2]?.standing == .deviates(.high))
        #expect(funnel.points[0]?.standing == .look(.low))
        #expect(RatioFunnel(counts: [(count: 0, size: 0)]) == nil)
    }

    @Test("a bounded count has narrower limits than an unbounded one")
    func bounded() {
        let bounded = FunnelLimits.exact(expected: 40, trials: 100)
        let free = FunnelLimits.exact(expected: 40)
        #expect(bounded.look.lower > free.look.lower && bounded.look.upper < free.look.upper)
        #expect((bounded.look.upper - FunnelLimits.exact(share: 0.4, size: 100).look.upper / 0.4).magnitude < 1e-12)
    }
}

extension FunnelLimits {
    /// From the lowest to the highest.
    var all: [Double] { [deviates.lower, look.lower, look.upper, deviates.upper] }
}
