import SickLeave

/// Sound certificates on every form, written by hand, and the ways to spoil them.
enum FormSamples {
    static let signed = Day(iso: "2026-03-02")!
    static let today = Day(iso: "2026-03-10")!
    static let icd = "1.2.752.116.1.1.1.1.3"

    static func certificate(_ form: CertificateForm) -> Certificate {
        switch form {
        case .fk7804v1: certificate(.fk7804, "1.3", fk7804V1)
        case .fk7804v2: certificate(.fk7804, "2.0", fk7804V2)
        case .ag7804v1: certificate(.ag7804, "1.0", ag7804)
        case .ag114v1: certificate(.ag114, "1", ag114)
        case .fk7263: certificate(.fk7263, "1.0", fk7263)
        }
    }

    static func certificate(_ kind: CertificateKind, _ version: String, _ answers: [Answer]) -> Certificate {
        Certificate(
            id: Certificate.ID(rawValue: "sample"), kind: kind, formVersion: version,
            patient: PersonIdentifier(kind: .personal, canonical: "191212121212"), patientName: "Prov Provsson",
            issuer: Issuer(hsaID: HSAID("SE0000000000-1L")!, name: "Läkare"),
            careUnit: CareUnitReference(hsaID: HSAID("SE0000000000-1E")!, name: "Enhet"),
            careProvider: CareProviderReference(hsaID: HSAID("SE0000000000-1")!, name: "Vårdgivare"),
            signedAt: LocalTime(day: signed), sentAt: nil, diagnoses: [], periods: [], occupations: [], isInfectionCarrier: false,
            relations: [], answers: answers)
    }

    static func text(_ id: String, _ text: String) -> Answer.Part { Answer.Part(id, .text(text)) }
    static func code(_ id: String, _ code: String, _ list: CodeList) -> Answer.Part {
        Answer.Part(id, .code(CodedValue(code: code, system: list.system)))
    }
    static func diagnosis(_ id: String, _ code: String) -> Answer.Part {
        Answer.Part(id, .code(CodedValue(code: code, system: icd)))
    }
    static func period(_ id: String, _ start: String, _ end: String) -> Answer.Part {
        Answer.Part(id, .period(start: start, end: end))
    }
    static func answer(_ question: String, _ instance: Int = 1, _ parts: Answer.Part...) -> Answer {
        Answer(question: question, instance: instance, parts: parts)
    }

    static let work = [
        answer("28", 1, code("28.1", "NUVARANDE_ARBETE", .occupations)),
        answer("29", 1, text("29.1", "Snickare, lyfter tungt")),
    ]
    static let consequences = [
        answer("35", 1, text("35.1", "Nedsatt rörlighet i ländryggen")),
        answer("17", 1, text("17.1", "Kan inte lyfta eller bära")),
    ]
    static let diagnoses = answer(
        "6", 1, text("6.1", "Ryggskott"), diagnosis("6.2", "M545"), text("6.3", "Anpassningsstörning"), diagnosis("6.4", "F432"),
        text("6.5", "Utbrändhet"), diagnosis("6.6", "Z730"))
    static let rows = [
        answer("32", 1, code("32.1", "HELT_NEDSATT", .extents), period("32.2", "2026-03-02", "2026-03-15")),
        answer("32", 2, code("32.1", "HALFTEN", .extents), period("32.2", "2026-03-16", "2026-03-29")),
    ]
    static let hours = [
        answer("33", 1, text("33.1", "true"), text("33.2", "Orkar mer på förmiddagen")), answer("34", 1, text("34.1", "false")),
    ]
    static let prognosis = answer(
        "39", 1, code("39.1", "ATER_X_ANTAL_DGR", .prognosesV1), code("39.3", "SEXTIO_DGR", .daysToWork))
    static let measures = [
        answer("40", 1, code("40.1", "ARBETSANPASSNING", .measures)), answer("40", 2, code("40.1", "HJALPMEDEL", .measures)),
        answer("44", 1, text("44.1", "Höj- och sänkbart bord")),
    ]

    static func grounds(_ question: String, _ examination: String) -> [Answer] {
        [
            answer(question, 1, code("\(question).1", examination, .groundsV1), text("\(question).2", "2026-03-02")),
            answer(
                question, 2, code("\(question).1", "ANNAT", .groundsV1), text("\(question).2", "2026-02-27"),
                text("\(question).3", "Utlåtande från fysioterapeut")),
        ]
    }

    static let fk7804V1 =
        [answer("27", 1, text("27.1", "false"))] + grounds("1", "UNDERSOKNING") + work + [diagnoses] + consequences + [
            answer("19", 1, text("19.1", "Fysioterapi")), answer("20", 1, text("20.1", "Uppföljning om två veckor")),
        ] + rows + [answer("37", 1, text("37.1", "Tungt arbete"))] + hours + [prognosis] + measures + [
            answer("25", 1, text("25.1", "Inget mer")), answer("26", 1, text("26.1", "true"), text("26.2", "Planera återgång")),
            answer("9001", 1, text("9001.1", "Svar på en tilläggsfråga")),
        ]

    static let fk7804V2 =
        [answer("27", 1, text("27.1", "false"))] + grounds("1", "DIGITALUNDERSOKNING") + work + [diagnoses] + consequences + [
            answer("19", 1, text("19.1", "Fysioterapi"))
        ] + rows + [answer("37", 1, text("37.1", "Tungt arbete"))] + hours + [
            answer("39", 1, code("39.1", "ATER_X_ANTAL_MANADER", .prognosesV2), text("39.4", "2")),
            answer("44", 1, text("44.1", "Höj- och sänkbart bord")), answer("25", 1, text("25.1", "Inget mer")),
            answer("26", 1, text("26.1", "true"), text("26.2", "Planera återgång")),
        ]

    static let ag7804 =
        [answer("27", 1, text("27.1", "false"))] + grounds("1", "UNDERSOKNING") + work + [
            answer("100", 1, text("100.1", "true")), diagnoses, answer("101", 1, text("101.1", "true")),
        ] + consequences + [
            answer("19", 1, text("19.1", "Fysioterapi")), answer("20", 1, text("20.1", "Uppföljning om två veckor")),
        ] + rows + [answer("37", 1, text("37.1", "Tungt arbete"))] + hours + [prognosis] + measures + [
            answer("25", 1, text("25.1", "Inget mer")), answer("103", 1, text("103.1", "true"), text("103.2", "Chefen")),
        ]

    static let ag114 =
        grounds("10", "UNDERSOKNING") + [
            answer("1", 1, code("1.1", "NUVARANDE_ARBETE", .workOnly)), answer("2", 1, text("2.1", "Snickare")),
            answer("3", 1, text("3.1", "true")), answer("4", 1, text("4.1", "Ryggskott"), diagnosis("4.2", "M545")),
            answer("5", 1, text("5.1", "Kan inte lyfta")), answer("6", 1, text("6.1", "true"), text("6.2", "Kan planera arbete")),
            answer(
                "7", 1, Answer.Part("7.1", .text("70.0 %")), period("7.2", "2026-03-02", "2026-03-13")),
            answer("8", 1, text("8.1", "Inget mer")), answer("9", 1, text("9.1", "true"), text("9.2", "Chefen")),
        ]

    static let fk7263 = [
        answer("27", 1, text("27.1", "false")), answer("6", 1, diagnosis("6.2", "M545")),
        answer("10001", 1, text("10001.1", "Ryggskott")), answer("28", 1, code("28.1", "NUVARANDE_ARBETE", .occupations)),
        answer("32", 1, code("32.1", "HELT_NEDSATT", .extents), period("32.2", "2026-03-02", "2026-03-15")),
    ]
}

extension Certificate {
    func with(_ change: (inout Certificate) -> Void) -> Certificate {
        var copy = self
        change(&copy)
        return copy
    }

    func without(_ question: String) -> Certificate { with { $0.answers.removeAll { $0.question == question } } }
    func adding(_ answers: Answer...) -> Certificate { with { $0.answers += answers } }

    /// Changes the first part with the id; nil takes it away.
    func setting(_ part: String, _ value: AnswerValue?) -> Certificate {
        with { copy in
            for place in copy.answers.indices {
                guard let index = copy.answers[place].parts.firstIndex(where: { $0.id == part }) else { continue }
                if let value {
                    copy.answers[place].parts[index].value = value
                } else {
                    copy.answers[place].parts.remove(at: index)
                }
                return
            }
        }
    }

    func setting(_ part: String, text: String) -> Certificate { setting(part, .text(text)) }

    func setting(_ part: String, code: String) -> Certificate {
        guard case .code(let old)? = answers.lazy.compactMap({ $0.part(part) }).first else { return self }
        return setting(part, .code(CodedValue(code: code, system: old.system)))
    }

    func setting(_ part: String, system: String) -> Certificate {
        guard case .code(let old)? = answers.lazy.compactMap({ $0.part(part) }).first else { return self }
        return setting(part, .code(CodedValue(code: old.code, system: system)))
    }

    var verdict: CertificateVerdict { CertificateRules.judge(self, on: FormSamples.today) }

    func rules(_ severity: RuleSeverity) -> Set<String> {
        Set(verdict.findings.filter { $0.severity == severity }.map(\.rule))
    }
}
