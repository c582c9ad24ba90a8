/// The diagnosis profiles of the synthetic region.
///
/// Shares of length over 14 days and of women: the Social Insurance Agency's started spells 2017 per category, as whole
/// percentages. Share of short spells, ages, extents and prognosis: assumed for the synthetic region and no fact.
extension DiagnosisProfile {
    static let all: [DiagnosisProfile] = mental + musculoskeletal + injuriesAndNerves + others

    package static let keys: [String] = all.map(\.key)
    /// The profile that `SyntheticSpell.profile` names.
    package static func of(_ index: Int) -> DiagnosisProfile { all[index] }
    package static func index(_ key: String) -> Int? { all.firstIndex { $0.key == key } }

    private static let mental: [DiagnosisProfile] = [
        DiagnosisProfile(
            "F43",
            [
                (40, "F432", "Anpassningsstörning"), (35, "F438A", "Utmattningssyndrom"), (15, "F439", "Stressreaktion"),
                (10, "F430", "Akut stressreaktion"),
            ],
            short: 80, bands: [19, 34, 18, 18, 12], women: 760, ages: .midLife, partTime: .mentalAndBack,
            first: FirstLengths.stress, prognosis: Prognosis.stress, texts: .stress, referral: .psychiatry),
        DiagnosisProfile(
            "F32",
            [
                (25, "F320", "Lindrig depression"), (50, "F321", "Medelsvår depression"), (10, "F322", "Svår depression"),
                (15, "F329", "Depression UNS"),
            ],
            short: 60, bands: [13, 36, 21, 17, 14], women: 680, ages: .midLife, partTime: .mentalAndBack,
            first: FirstLengths.stress, texts: .depression, referral: .psychiatry),
        DiagnosisProfile(
            "F33", [(70, "F331", "Recidiverande depression, medelsvår"), (30, "F332", "Recidiverande depression, svår")],
            short: 50, bands: [10, 32, 20, 18, 20], women: 690, ages: .midLife, partTime: .mentalAndBack,
            first: FirstLengths.stress, prognosis: Prognosis.unclear, texts: .depression, referral: .psychiatry),
        DiagnosisProfile(
            "F41", [(40, "F411", "Generaliserat ångestsyndrom"), (25, "F410", "Paniksyndrom"), (35, "F419", "Ångest UNS")],
            short: 90, bands: [18, 37, 19, 14, 12], women: 680, ages: .young, partTime: .mentalAndBack, texts: .anxiety,
            referral: .psychiatry),
        DiagnosisProfile(
            "F31", [(60, "F319", "Bipolär sjukdom UNS"), (40, "F314", "Bipolär sjukdom, depressiv episod")],
            short: 40, bands: [10, 30, 19, 15, 26], women: 670, ages: .young, partTime: .mentalAndBack,
            prognosis: Prognosis.unclear, texts: .psychiatric, referral: .psychiatry),
        DiagnosisProfile(
            "F övriga",
            [
                (40, "F900", "ADHD"), (25, "F489", "Neurotiskt syndrom UNS"), (20, "F603", "Emotionellt instabilt syndrom"),
                (15, "F845", "Aspergers syndrom"),
            ],
            short: 100, bands: [16, 34, 19, 15, 16], women: 620, ages: .young, partTime: .mentalAndBack,
            prognosis: Prognosis.unclear, texts: .psychiatric, referral: .psychiatry),
    ]

    private static let musculoskeletal: [DiagnosisProfile] = [
        DiagnosisProfile(
            "M54",
            [(50, "M545", "Lumbago"), (25, "M544", "Lumbago med ischias"), (15, "M549", "Ryggvärk"), (10, "M542", "Nackvärk")],
            short: 300, bands: [37, 37, 13, 9, 4], women: 560, ages: .midLife, partTime: .mentalAndBack, texts: .back,
            referral: .rehabilitation),
        DiagnosisProfile(
            "M51", [(60, "M511", "Diskbråck med ischias"), (40, "M512", "Diskbråck")],
            short: 120, bands: [18, 41, 20, 14, 7], women: 500, ages: .midLife, partTime: .mentalAndBack, texts: .back,
            referral: .orthopaedics),
        DiagnosisProfile(
            "M53", [(60, "M531", "Cervikobrakialt syndrom"), (40, "M530", "Cervikokranialt syndrom")],
            short: 200, bands: [24, 36, 16, 15, 9], women: 640, ages: .midLife, partTime: .mentalAndBack, texts: .back,
            referral: .rehabilitation),
        DiagnosisProfile(
            "M75", [(60, "M751", "Rotatorcuffsyndrom"), (40, "M754", "Impingement i skuldra")],
            short: 150, bands: [22, 42, 20, 13, 4], women: 530, ages: .late, partTime: .other, texts: .arm,
            referral: .orthopaedics),
        DiagnosisProfile(
            "M77", [(75, "M771", "Lateral epikondylit"), (25, "M775", "Entesopati i fot")],
            short: 250, bands: [35, 41, 13, 9, 2], women: 590, ages: .midLife, partTime: .other, texts: .arm),
        DiagnosisProfile(
            "M79", [(50, "M797", "Fibromyalgi"), (30, "M791", "Myalgi"), (20, "M796", "Smärta i extremitet")],
            short: 200, bands: [35, 35, 13, 11, 5], women: 680, ages: .midLife, partTime: .mentalAndBack,
            prognosis: Prognosis.unclear, texts: .pain, referral: .rehabilitation),
        DiagnosisProfile(
            "M16", [(80, "M161", "Höftledsartros"), (20, "M160", "Dubbelsidig höftledsartros")],
            short: 30, bands: [6, 39, 37, 14, 3], women: 490, ages: .late, partTime: .other, first: FirstLengths.surgery,
            texts: .hipKnee, referral: .orthopaedics),
        DiagnosisProfile(
            "M17", [(80, "M171", "Knäledsartros"), (20, "M170", "Dubbelsidig knäledsartros")],
            short: 50, bands: [12, 33, 35, 16, 4], women: 540, ages: .late, partTime: .other, first: FirstLengths.surgery,
            texts: .hipKnee, referral: .orthopaedics),
        DiagnosisProfile(
            "M19", [(50, "M199", "Artros UNS"), (50, "M190", "Artros i annan led")],
            short: 120, bands: [16, 41, 24, 15, 4], women: 510, ages: .late, partTime: .other, texts: .hipKnee),
        DiagnosisProfile(
            "M23", [(60, "M232", "Meniskskada, gammal"), (40, "M235", "Knäinstabilitet")],
            short: 150, bands: [32, 45, 17, 5, 1], women: 420, ages: .midLife, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, texts: .hipKnee, referral: .orthopaedics),
        DiagnosisProfile(
            "M övriga", [(60, "M255", "Ledvärk"), (25, "M659", "Tenosynovit"), (15, "M059", "Reumatoid artrit")],
            short: 250, bands: [28, 38, 16, 12, 6], women: 580, ages: .midLife, partTime: .other, texts: .pain),
    ]

    private static let injuriesAndNerves: [DiagnosisProfile] = [
        DiagnosisProfile(
            "S52", [(80, "S525", "Handledsfraktur"), (20, "S526", "Fraktur på radius och ulna")],
            short: 80, bands: [16, 64, 14, 4, 1], women: 670, ages: .flat, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, taper: 150, texts: .fracture, referral: .orthopaedics),
        DiagnosisProfile(
            "S62", [(60, "S623", "Mellanhandsfraktur"), (40, "S628", "Fraktur i hand")],
            short: 100, bands: [25, 61, 10, 3, 0], women: 320, ages: .young, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, taper: 150, texts: .fracture, referral: .orthopaedics),
        DiagnosisProfile(
            "S82", [(60, "S826", "Fotledsfraktur"), (20, "S824", "Fibulafraktur"), (20, "S821", "Tibiafraktur")],
            short: 50, bands: [10, 57, 23, 8, 2], women: 520, ages: .flat, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, taper: 200, texts: .fracture, referral: .orthopaedics),
        DiagnosisProfile(
            "S83", [(50, "S835", "Korsbandsskada"), (50, "S832", "Meniskskada, färsk")],
            short: 120, bands: [27, 45, 18, 9, 1], women: 430, ages: .young, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, taper: 200, texts: .hipKnee, referral: .orthopaedics),
        DiagnosisProfile(
            "S övriga",
            [
                (45, "S934", "Fotledsdistorsion"), (25, "S420", "Nyckelbensfraktur"), (15, "S223", "Revbensfraktur"),
                (15, "S060", "Hjärnskakning"),
            ],
            short: 350, bands: [38, 48, 10, 3, 1], women: 460, ages: .flat, partTime: .injury, prognosis: Prognosis.good,
            texts: .fracture),
        DiagnosisProfile(
            "G56", [(90, "G560", "Karpaltunnelsyndrom"), (10, "G562", "Ulnarisneuropati")],
            short: 120, bands: [22, 66, 7, 4, 1], women: 700, ages: .midLife, partTime: .injury, first: FirstLengths.surgery,
            prognosis: Prognosis.good, texts: .neurology, referral: .orthopaedics),
        DiagnosisProfile(
            "G övriga", [(75, "G439", "Migrän"), (25, "G35", "Multipel skleros")],
            short: 350, bands: [28, 34, 15, 13, 10], women: 720, ages: .young, partTime: .other, texts: .neurology),
        DiagnosisProfile(
            "I63", [(100, "I639", "Hjärninfarkt")],
            short: 20, bands: [5, 20, 18, 20, 36], women: 350, ages: .late, partTime: .injury, prognosis: Prognosis.unclear,
            taper: 500, texts: .neurology, referral: .rehabilitation),
    ]

    private static let others: [DiagnosisProfile] = [
        DiagnosisProfile(
            "R52", [(60, "R522", "Långvarig smärta"), (40, "R529", "Smärta UNS")],
            short: 200, bands: [34, 32, 12, 12, 10], women: 660, ages: .midLife, partTime: .mentalAndBack,
            prognosis: Prognosis.unclear, texts: .pain, referral: .rehabilitation),
        DiagnosisProfile(
            "R53", [(100, "R539", "Trötthet")],
            short: 200, bands: [34, 34, 13, 9, 9], women: 750, ages: .midLife, partTime: .mentalAndBack, texts: .fatigue),
        DiagnosisProfile(
            "R övriga", [(100, "R429", "Yrsel")],
            short: 450, bands: [50, 33, 9, 5, 3], women: 610, ages: .midLife, partTime: .other, texts: .fatigue),
        DiagnosisProfile(
            "J",
            [
                (45, "J069", "Övre luftvägsinfektion"), (20, "J189", "Lunginflammation"), (20, "J209", "Akut bronkit"),
                (15, "J101", "Influensa"),
            ],
            short: 800, bands: [70, 24, 4, 1, 1], women: 610, ages: .flat, partTime: .injury, first: FirstLengths.infection,
            prognosis: Prognosis.good, taper: 50, texts: .infection),
        DiagnosisProfile(
            "I, E, K, N",
            [
                (30, "K409", "Ljumskbråck"), (25, "K802", "Gallsten"), (20, "I109", "Högt blodtryck"),
                (15, "I219", "Hjärtinfarkt"),
                (10, "E119", "Diabetes typ 2"),
            ],
            short: 250, bands: [40, 38, 12, 6, 4], women: 440, ages: .late, partTime: .other, texts: .internalMedicine),
        DiagnosisProfile(
            "C", [(75, "C509", "Bröstcancer"), (25, "C189", "Koloncancer")],
            short: 20, bands: [6, 22, 24, 28, 20], women: 780, ages: .late, partTime: .other, prognosis: Prognosis.unclear,
            taper: 450, texts: .internalMedicine),
        DiagnosisProfile(
            "O", [(70, "O268", "Graviditetsbesvär"), (30, "O211", "Graviditetsillamående")],
            short: 200, bands: [34, 48, 17, 1, 0], women: 1000, ages: .childbearing, partTime: .mentalAndBack, taper: 50,
            texts: .pregnancy),
        DiagnosisProfile(
            "Z", [(100, "Z733", "Stress som inte klassificeras annorstädes")],
            short: 300, bands: [40, 40, 12, 6, 2], women: 700, ages: .midLife, partTime: .mentalAndBack, texts: .stress),
    ]
}
