package import SickLeave

/// A care unit of the synthetic region with what the generator needs to know of it.
package struct SyntheticUnit: Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        case careCentre
        case orthopaedics
        case psychiatry
        case rehabilitation
    }

    package let careUnit: CareUnit
    /// The unit below it, when it has one.
    package let subUnit: CareUnit?
    package let kind: Kind
    package let role: TrueEffects.Role
    package let mix: DiagnosisMix
    /// Share of the region's certificates, as a weight.
    let volume: Int
    /// Chance of a written plan in a spell over 28 days before any effect, per mille.
    package let planPerMille: Int
    /// Chance of a coordination measure, per mille.
    let coordinationPerMille: Int
    /// Those who sign, from the one with most spells.
    package let physicians: [StaffMember]
    let issuers: [Issuer]
    let shares: Weights
    /// The others: coordinator, nurse, physiotherapist, counsellor, psychologist, occupational therapist, manager.
    package let coWorkers: [StaffMember]
    /// Units that may take over a patient, by kind; empty where the region has none.
    var referrals: [Kind: Int] = [:]

    package var staff: [StaffMember] { physicians + coWorkers }
    package var coordinator: StaffMember { coWorkers[0] }
}

/// Lays out the units: twelve and twelve in one pattern, every block of 132 units with a public and a private provider.
struct SyntheticOrganisation {
    private static let pattern: [(kind: SyntheticUnit.Kind, volume: Int)] = [
        (.careCentre, 90), (.careCentre, 80), (.careCentre, 80), (.careCentre, 75), (.careCentre, 80), (.careCentre, 85),
        (.careCentre, 55), (.careCentre, 50), (.careCentre, 70), (.orthopaedics, 85), (.psychiatry, 60), (.rehabilitation, 20),
    ]
    private static let roles: [TrueEffects.Role] = [.improves, .caseMixOnly, .sexDifference, .unevenSpread, .fewerCompletions]
    private static let privatePlaces: Set<Int> = [6, 7]
    private static let placeWithSubUnit = 5
    private static let unitsPerProvider = 132

    let seed: UInt64
    let endDay: Day
    let firstDay: Day
    let effects: TrueEffects

    func units(_ count: Int) -> [SyntheticUnit] {
        var units = (0..<count).map { unit($0, isWholePattern: count >= SyntheticOrganisation.pattern.count) }
        for index in units.indices {
            for kind in SyntheticUnit.Kind.allCases where kind != units[index].kind {
                // The nearest one of that kind in the same dozen.
                let dozen = index / 12 * 12
                if let other = (dozen..<min(dozen + 12, count)).first(where: { units[$0].kind == kind }) {
                    units[index].referrals[kind] = other
                }
            }
        }
        return units
    }

    private func unit(_ number: Int, isWholePattern: Bool) -> SyntheticUnit {
        var random = SplitMix64(seed: seed, stream: -2, number: number)
        let place = number % SyntheticOrganisation.pattern.count
        let (kind, volume) = SyntheticOrganisation.pattern[place]
        let role: TrueEffects.Role =
            isWholePattern && number < SyntheticOrganisation.roles.count ? SyntheticOrganisation.roles[number] : .none
        let block = number / SyntheticOrganisation.unitsPerProvider
        let isPrivate = SyntheticOrganisation.privatePlaces.contains(place)
        let organisation = SyntheticOrganisation.organisation(block: block, isPrivate: isPrivate)
        let provider = CareProviderReference(
            hsaID: HSAID(rawValue: "\(organisation)-1000"),
            name: (isPrivate ? "Demohälsan AB" : "Region Demo") + (block == 0 ? "" : " \(block + 1)") + " (syntetiska uppgifter)")
        let unitNumber = 1001 + number % SyntheticOrganisation.unitsPerProvider
        let hsaID = HSAID(rawValue: "\(organisation)-\(unitNumber)")
        let name = SyntheticOrganisation.name(kind, place: SyntheticNames.place(number))
        let hasSubUnit = isWholePattern && place == SyntheticOrganisation.placeWithSubUnit
        let mix: DiagnosisMix =
            switch kind {
            case .careCentre: role == .caseMixOnly ? .orthopaedicCareCentre : .careCentre
            case .orthopaedics: .orthopaedics
            case .psychiatry: .psychiatry
            case .rehabilitation: .rehabilitation
            }
        let physicianCount = kind == .rehabilitation ? 4 : 8 + random.below(4)
        let staffing = SyntheticStaff(
            organisation: organisation, unitNumber: unitNumber, unit: hsaID, kind: kind, role: role,
            trainingDay: role == .improves ? effects.policyDay(endDay: endDay) : effects.trainingDay(endDay: endDay),
            endDay: endDay, firstDay: firstDay)
        let physicians = staffing.physicians(physicianCount, &random)
        let shares = role == .unevenSpread ? effects.unevenShares : effects.usualShares
        return SyntheticUnit(
            careUnit: CareUnit(hsaID: hsaID, name: name, careProvider: provider, parent: nil, county: .skane),
            subUnit: hasSubUnit
                ? CareUnit(
                    hsaID: HSAID(rawValue: "\(organisation)-\(unitNumber)F1"),
                    name: name + ", filial \(SyntheticNames.place(number + 7))",
                    careProvider: provider, parent: hsaID) : nil,
            kind: kind, role: role, mix: mix, volume: volume,
            planPerMille: role == .improves ? 150 : random.within(100...350), coordinationPerMille: random.within(50...150),
            physicians: physicians,
            issuers: physicians.map { Issuer(hsaID: $0.hsaID, name: $0.name, positions: [$0.position]) },
            shares: Weights((0..<physicianCount).map { shares[min($0, shares.count - 1)] }),
            coWorkers: staffing.coWorkers(&random))
    }

    /// "SE" and ten digits that are no organisation number, since the third digit of one is 2 or more.
    private static func organisation(block: Int, isPrivate: Bool) -> String {
        let digits = 9_900_990_001 + block + (isPrivate ? 100_000 : 0)
        return "SE\(digits)"
    }

    private static func name(_ kind: SyntheticUnit.Kind, place: String) -> String {
        switch kind {
        case .careCentre: "Vårdcentralen \(place)"
        case .orthopaedics: "Ortopedmottagningen \(place)"
        case .psychiatry: "Psykiatrimottagningen \(place)"
        case .rehabilitation: "Rehabmottagningen \(place)"
        }
    }
}
