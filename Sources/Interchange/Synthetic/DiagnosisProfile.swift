import SickLeave

/// How sick leave looks for one group of diagnoses in the synthetic region. The same profile holds in every unit;
/// what a unit adds is in `TrueEffects`, so that a difference between units is either case mix or a built-in effect.
package struct DiagnosisProfile: Sendable {
    /// Category or group, as `F43`.
    package let key: String
    /// What certificates name, with weights.
    let diagnoses: [Diagnosis]
    let diagnosisWeights: Weights
    package let length: LengthDistribution
    package let womenPerMille: Int
    let ages: AgeShape
    /// Per mille of spells that start at 25, 50 or 75 percent, before the effects of sex and unit.
    package let partTimePerMille: Int
    /// How part time is shared between 75, 50 and 25 percent.
    let partTimeWeights: Weights
    /// Lengths in days of a first certificate.
    let firstLengths: [Int]
    /// Full return after this certificate, within some time, hardly at all, cannot be told.
    let prognosis: Weights
    /// Per mille of spells over 60 days that step down before their end.
    let taperPerMille: Int
    let texts: CertificateTexts
    /// Where a second opinion or continued care is given: the kind of unit that may take over.
    let referral: SyntheticUnit.Kind?

    init(
        _ key: String, _ diagnoses: [(Int, String, String)], short: Int, bands: [Int], women: Int, ages: AgeShape,
        partTime: StartExtents, first: [Int] = FirstLengths.usual, prognosis: [Int] = Prognosis.usual, taper: Int = 350,
        texts: CertificateTexts, referral: SyntheticUnit.Kind? = nil
    ) {
        self.key = key
        self.diagnoses = diagnoses.map { Diagnosis(code: DiagnosisCode($0.1), text: $0.2) }
        diagnosisWeights = Weights(diagnoses.map(\.0))
        length = LengthDistribution(shortPerMille: short, longBands: bands)
        womenPerMille = women
        self.ages = ages
        partTimePerMille = partTime.perMille
        partTimeWeights = Weights(partTime.shares)
        firstLengths = first
        self.prognosis = Weights(prognosis)
        taperPerMille = taper
        self.texts = texts
        self.referral = referral
    }
}

/// Part time at the start of a spell: per mille in all, and shares of 75, 50 and 25 percent within it.
struct StartExtents {
    let perMille: Int
    let shares: [Int]

    static let mentalAndBack = StartExtents(perMille: 220, shares: [5, 13, 4])
    static let injury = StartExtents(perMille: 80, shares: [2, 5, 1])
    static let other = StartExtents(perMille: 150, shares: [4, 8, 3])
}

enum FirstLengths {
    static let usual = [7, 10, 14, 14, 14, 14, 21, 28]
    static let stress = [14, 21, 21, 28, 28, 28]
    static let infection = [5, 7, 7, 10, 14]
    static let surgery = [14, 21, 28, 28, 42]
}

enum Prognosis {
    static let usual = [45, 33, 3, 19]
    static let good = [80, 12, 1, 7]
    static let stress = [35, 35, 3, 27]
    static let unclear = [20, 25, 8, 47]
}

/// Ages 18–67 in ten bands of five years.
struct AgeShape: Sendable {
    let weights: Weights

    static let flat = AgeShape(weights: Weights([10, 10, 10, 10, 10, 10, 10, 10, 10, 7]))
    static let midLife = AgeShape(weights: Weights([3, 8, 13, 16, 16, 15, 12, 9, 6, 2]))
    static let young = AgeShape(weights: Weights([12, 15, 15, 13, 12, 10, 9, 7, 5, 2]))
    static let late = AgeShape(weights: Weights([0, 0, 1, 2, 4, 8, 14, 22, 30, 19]))
    static let childbearing = AgeShape(weights: Weights([6, 24, 38, 24, 7, 1, 0, 0, 0, 0]))

    /// Age in whole years.
    func draw(_ random: inout SplitMix64) -> Int { 18 + 5 * weights.pick(&random) + random.below(5) }
}
