import SickLeave
import Statistics

/// What the service calls the groups, and which group a page's words mean. Our program says it in its own words; figures and groups
/// are what must agree.
struct WikiNames {
    let world: WikiWorld
    let user: WikiUser?
    let isLeader: Bool
    let counted: Report.Counted

    static func name(_ age: AgeGroup.Report) -> String { plain(age.title) }
    static func name(_ length: LengthGroup.Report) -> String { length == .overTwoYears ? "2- år" : plain(length.title) }

    private static func plain(_ text: String) -> String { String(text.map { $0 == "–" ? "-" : $0 }) }

    /// The place of the first group that the words mean; nil when there is none.
    func place(of words: String, in groups: [ReportGroup]) -> Int? {
        let named = names(groups)
        // A title that is not ours to copy is known by the code that it begins with.
        return groups.indices.first { named[$0].contains(words) }
            ?? groups.indices.first { index in codes(groups[index]).contains { isBeginning($0, of: words) } }
    }

    private func isBeginning(_ code: String, of words: String) -> Bool {
        guard !code.isEmpty, words.hasPrefix(code) else { return false }
        return words.dropFirst(code.count).first.map { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? true
    }

    private func codes(_ group: ReportGroup) -> [String] {
        switch group {
        case .diagnosis(.unspecified), .diagnosis(.unplaced): []
        case .diagnosis(let node): [node.codes]
        case .diagnosisGroup(let group): [group.codeRange]
        case .certificateType(let type):
            [type == .fk7804 && counted == .certificates ? "FK 7263/7804" : Self.form(type)]
        default: []
        }
    }

    private static func form(_ type: CertificateType) -> String {
        let words = type.title.split(separator: " ")
        return words[0] == "FK" ? "FK \(words[1])" : String(words[0])
    }

    func names(_ groups: [ReportGroup]) -> [String] {
        let plain = groups.map(name)
        var bearers: [String: Set<String>] = [:]
        for group in groups { if let id = id(group) { bearers[name(group).lowercased(), default: []].insert(id) } }
        // Two that share a name are told apart by their identity.
        return zip(groups, plain).map { group, name in
            guard let id = id(group), bearers[name.lowercased()]!.count > 1 else { return name + suffix(group) }
            return "\(name) \(id)" + suffix(group)
        }
    }

    private func id(_ group: ReportGroup) -> String? {
        switch group {
        case .unit(let unit), .unitSubject(let unit, _): world.snapshot.id(unit).rawValue
        case .doctor(let doctor), .doctorSubject(let doctor, _): world.snapshot.doctor(doctor).rawValue
        default: nil
        }
    }

    private func suffix(_ group: ReportGroup) -> String {
        switch group {
        case .unitSubject(_, let subject), .doctorSubject(_, let subject): " : \(subject.title)"
        default: ""
        }
    }

    private func name(_ group: ReportGroup) -> String {
        switch group {
        case .length(let length): Self.name(length)
        case .age(let age): Self.name(age)
        case .diagnosis(.unplaced), .diagnosisGroup(.withoutValidCode): "Utan giltig ICD-10 kod"
        case .diagnosis(.unspecified(let category)):
            "Okänd kod inom \(DiagnosisNode.category(category).codes)"
        case .diagnosis(let node): "\(node.codes) \(node.title)"
        case .unit(let unit), .unitSubject(let unit, _): unitName(world.snapshot.id(unit))
        case .doctor(let doctor), .doctorSubject(let doctor, _):
            world.doctorNames[world.snapshot.doctor(doctor)] ?? world.snapshot.doctor(doctor).rawValue
        case .certificateType(.fk7804) where counted == .certificates: "FK 7263/7804 Läkarintyg för sjukpenning"
        default: Self.plain(group.title ?? "")
        }
    }

    /// A commission names its unit; everybody else reads the register.
    func unitName(_ id: HSAID) -> String {
        if !isLeader, let name = user?.commissionName(id.rawValue) { return name }
        return world.unitNames[id] ?? id.rawValue
    }
}
