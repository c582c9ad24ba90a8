/// Some of a form's rules, as bits by their places.
struct RuleSet: Sendable {
    private static let most = 256
    private var bits = SIMD4<UInt64>()

    mutating func insert(_ place: Int) {
        precondition(place < RuleSet.most, "a form has more rules than a set of them holds")
        bits[place >> 6] |= 1 << UInt64(place & 63)
    }

    @inline(__always)
    mutating func formUnion(_ other: RuleSet) { bits |= other.bits }

    @inline(__always)
    mutating func subtract(_ other: RuleSet) { bits &= ~other.bits }

    /// In the order of their places.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for word in 0..<4 {
            var rest = bits[word]
            while rest != 0 {
                body(word << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}

/// Which rules each occasion calls for, so that a certificate is asked what it holds and not every rule whether it holds that.
struct RuleOccasions: Sendable {
    private(set) var all = RuleSet()
    /// Those that need no occasion, and those on questions without answer, until an answer takes these away.
    private(set) var untilAnswered = RuleSet()
    private(set) var unanswered = [RuleSet](repeating: RuleSet(), count: 128)
    private(set) var questions = [RuleSet](repeating: RuleSet(), count: 128)
    private(set) var irregular = [RuleSet](repeating: RuleSet(), count: 128)
    private(set) var parts = [RuleSet](repeating: RuleSet(), count: PartKey.count)
    private(set) var irregularParts = [RuleSet](repeating: RuleSet(), count: PartKey.count)
    private(set) var strange = RuleSet()

    init(_ rules: [CertificateRule]) {
        for (place, rule) in rules.enumerated() {
            all.insert(place)
            switch rule.occasion {
            case .always: untilAnswered.insert(place)
            case .question(let number): questions[number].insert(place)
            case .part(let key): parts[key.raw].insert(place)
            case .unanswered(let number):
                untilAnswered.insert(place)
                unanswered[number].insert(place)
            case .irregular(let number): irregular[number].insert(place)
            case .irregularPart(let key): irregularParts[key.raw].insert(place)
            case .strange: strange.insert(place)
            }
        }
    }
}
