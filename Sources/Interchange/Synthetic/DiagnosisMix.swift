/// Which diagnoses a unit meets. Weights in per mille of started spells; assumed for the synthetic region.
package struct DiagnosisMix: Sendable {
    package let weights: [Int]
    let choice: Weights

    private init(_ shares: [(String, Int)]) {
        var weights = [Int](repeating: 0, count: DiagnosisProfile.all.count)
        for (key, share) in shares {
            guard let index = DiagnosisProfile.index(key) else { preconditionFailure("no profile named \(key)") }
            weights[index] = share
        }
        self.weights = weights
        choice = Weights(weights)
    }

    package static let careCentre = DiagnosisMix([
        ("F43", 260), ("F32", 85), ("F33", 25), ("F41", 80), ("F31", 8), ("F övriga", 32),
        ("M54", 110), ("M51", 14), ("M53", 12), ("M75", 30), ("M77", 20), ("M79", 40), ("M16", 6), ("M17", 9), ("M19", 9),
        ("M23", 5), ("M övriga", 20), ("R52", 15), ("R53", 15), ("R övriga", 20), ("J", 70),
        ("S52", 6), ("S62", 5), ("S82", 5), ("S83", 5), ("S övriga", 24), ("G56", 8), ("G övriga", 12), ("I63", 3),
        ("I, E, K, N", 30), ("C", 5), ("O", 20), ("Z", 12),
    ])
    /// A care centre beside a sports clinic: injuries and joints where others meet stress. Nothing else differs.
    package static let orthopaedicCareCentre = DiagnosisMix([
        ("F43", 80), ("F32", 35), ("F41", 35), ("F övriga", 10),
        ("M54", 120), ("M51", 35), ("M53", 15), ("M75", 80), ("M77", 45), ("M79", 30), ("M16", 45), ("M17", 55), ("M19", 30),
        ("M23", 55), ("M övriga", 40), ("R52", 10), ("R53", 5), ("R övriga", 10), ("J", 45),
        ("S52", 45), ("S62", 40), ("S82", 35), ("S83", 40), ("S övriga", 60), ("G56", 35), ("G övriga", 5), ("I, E, K, N", 15),
        ("O", 8),
    ])
    package static let orthopaedics = DiagnosisMix([
        ("M51", 60), ("M75", 110), ("M16", 130), ("M17", 150), ("M19", 40), ("M23", 110),
        ("S52", 100), ("S62", 80), ("S82", 90), ("S83", 80), ("S övriga", 30), ("G56", 80),
    ])
    package static let psychiatry = DiagnosisMix([
        ("F43", 150), ("F32", 220), ("F33", 230), ("F41", 140), ("F31", 140), ("F övriga", 180),
    ])
    package static let rehabilitation = DiagnosisMix([
        ("M54", 220), ("M53", 90), ("M79", 230), ("R52", 200), ("I63", 60), ("F43", 150), ("M övriga", 50),
    ])
}
