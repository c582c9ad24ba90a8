package import SickLeave

/// One group of a report: a row of its table or a line of its chart.
package enum ReportGroup: Hashable, Sendable {
    case total
    /// Net days.
    case longerThan(Int)
    case length(LengthGroup.Report)
    case age(AgeGroup.Report)
    case ageOverview(AgeGroup.Overview)
    /// Percent.
    case extent(Int)
    case diagnosis(DiagnosisNode)
    case diagnosisGroup(DiagnosisGroup)
    case unit(UnitIndex)
    /// Row of `professionals`.
    case doctor(Int32)
    case physicians(PhysicianGroup)
    case position(PhysicianPosition)
    /// 1–10; 11 is more than ten.
    case certificates(Int)
    /// Nil is unknown.
    case county(County?)
    case certificateType(CertificateType)
    case subject(MessageSubject)
    case unitSubject(UnitIndex, MessageSubject)
    case doctorSubject(Int32, MessageSubject)
    case question(CompletionQuestion)
    /// What a chart sums up of the smaller groups.
    case others
}

/// Subjects as reports list them.
package enum MessageSubject: UInt8, Hashable, Sendable, CaseIterable {
    case caseConference = 0
    case completion = 1
    case contact = 2
    case reminder = 3
    case other = 4
    /// One that this program does not know.
    case unknown = 5

    /// From a column: `CaseMessage.Subject.rawValue`, or 0.
    package init(column value: UInt8) {
        self =
            switch CaseMessage.Subject(rawValue: value) {
            case .caseConference: .caseConference
            case .completion: .completion
            case .contact: .contact
            case .reminder: .reminder
            case .other: .other
            case nil: .unknown
            }
    }

    package var title: String {
        switch self {
        case .caseConference: CaseMessage.Subject.caseConference.title
        case .completion: CaseMessage.Subject.completion.title
        case .contact: CaseMessage.Subject.contact.title
        case .reminder: CaseMessage.Subject.reminder.title
        case .other: CaseMessage.Subject.other.title
        case .unknown: "Okänt"
        }
    }
}

/// Doctors by sex and age.
package struct PhysicianGroup: Hashable, Sendable {
    package enum Age: UInt8, Hashable, Sendable, CaseIterable {
        case under30 = 0
        case from30 = 1
        case from40 = 2
        case from50 = 3
        case over59 = 4
        case unknown = 5

        /// 0 years is unknown.
        package init(years: UInt8) {
            self =
                switch years {
                case 0: .unknown
                case ..<30: .under30
                case ..<40: .from30
                case ..<50: .from40
                case ..<60: .from50
                default: .over59
                }
        }

        package var title: String {
            switch self {
            case .under30: "under 30 år"
            case .from30: "30–39 år"
            case .from40: "40–49 år"
            case .from50: "50–59 år"
            case .over59: "över 59 år"
            case .unknown: "okänd ålder"
            }
        }
    }

    /// Nil is unknown.
    package let sex: LegalSex?
    package let age: Age

    package var title: String {
        switch sex {
        case .female: "Kvinnlig läkare \(age.title)"
        case .male: "Manlig läkare \(age.title)"
        case nil: "Okänt kön \(age.title)"
        }
    }

    /// In the order of reports. A known sex with unknown age has no group: nothing is said of such a doctor.
    package static let all: [PhysicianGroup] = [LegalSex.female, .male, nil].flatMap { sex in
        Age.allCases.filter { $0 != .unknown || sex == nil }.map { PhysicianGroup(sex: sex, age: $0) }
    }
}

extension ReportGroup {
    /// Swedish, for groups that have a name of their own; nil for units and doctors, whose names the store knows.
    package var title: String? {
        switch self {
        case .total: "Totalt"
        case .longerThan(let days): "Mer än \(days) dagar"
        case .length(let group): group.title
        case .age(let group): group.title
        case .ageOverview(let group): group.title
        case .extent(let percent): "\(percent) %"
        case .diagnosis(let node): node.title
        case .diagnosisGroup(let group): [group.codeRange, group.title].filter { !$0.isEmpty }.joined(separator: " ")
        case .unit, .doctor, .unitSubject, .doctorSubject: nil
        case .physicians(let group): group.title
        case .position(let position): position.title
        case .certificates(let count): count > 10 ? "Över 10 intyg" : "\(count) intyg"
        case .county(let county): county?.title ?? "Okänt län"
        case .certificateType(let type): type.title
        case .subject(let subject): subject.title
        case .question(let question): question.title
        case .others: "Övriga"
        }
    }
}

extension DiagnosisNode {
    /// Chapters and blocks have names, categories and codes where we have a short one of their own.
    package var title: String {
        func named(_ code: String) -> String {
            let diagnosis = DiagnosisCode(code)
            return diagnosis.ownName.map { "\(diagnosis) \($0)" } ?? "\(diagnosis)"
        }
        switch self {
        case .chapter(let chapter): return "\(chapter.codeRange) \(chapter.title)"
        case .block(let block): return "\(block) \(block.title)"
        case .category: return named(codes)
        case .code(let code): return named(code)
        case .unspecified: return "Okänd kod inom \(codes)"
        case .unplaced: return DiagnosisGroup.withoutValidCode.title
        }
    }
}
