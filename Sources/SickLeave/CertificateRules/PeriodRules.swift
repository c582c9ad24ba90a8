// Plausibility of days, the same for every form. The limits are ours: no law sets them, so they say "check", not "wrong",
// except where the only reading is a slip of the pen.
extension RuleBook {
    /// Five years. A longer certificate does not occur; a wrong year does (2046 for 2026), and would stay on a unit's list.
    static let longestDays = 1_826
    /// Sick leave that starts more than a week before signing is certified in hindsight.
    static let earlyDays = 7
    /// The longest six months there are.
    static let halfYear = 184

    private var row: String { form.periodQuestion }
    private var periodPart: String { "\(form.periodQuestion).2" }

    mutating func addPeriodRules() {
        let part = periodPart
        add(
            row, part: part, "year",
            "Perioden är längre än fem år eller slutar mer än fem år efter att intyget signerades. Kontrollera årtalet.",
            reference: RuleBook.plausibility
        ) { reading, failures in
            let signed = reading.certificate.pointee.signedAt.day
            for period in reading.periods {
                guard let end = period.end else { continue }
                let length = period.start.map { end - $0 + 1 } ?? 0
                if length > RuleBook.longestDays || end - signed > RuleBook.longestDays {
                    failures.add(
                        part: part, instance: period.instance, RuleInput("sista dag", end.description),
                        RuleInput("signerat", signed.description), RuleInput("dagar", length))
                }
            }
        }
        add(
            row, part: part, "early-start",
            "Sjukskrivningen börjar mer än \(RuleBook.earlyDays) dagar innan intyget signerades. Kontrollera datumet, och att det framgår varför.",
            reference: RuleBook.plausibility, severity: .remark
        ) { reading, failures in
            let signed = reading.certificate.pointee.signedAt.day
            guard let start = reading.periods.lazy.compactMap(\.start).min(), signed - start > RuleBook.earlyDays else { return }
            failures.add(part: part, RuleInput("första dag", start.description), RuleInput("signerat", signed.description))
        }
        add(
            row, part: part, "long", "Intyget gäller i mer än sex månader. Kontrollera sista dagen.",
            reference: RuleBook.plausibility, severity: .remark
        ) { reading, failures in
            guard let start = reading.periods.lazy.compactMap(\.start).min(),
                let end = reading.periods.lazy.compactMap(\.end).max(), end - start + 1 > RuleBook.halfYear
            else { return }
            failures.add(
                part: part, RuleInput("första dag", start.description), RuleInput("sista dag", end.description),
                RuleInput("dagar", end - start + 1))
        }
    }

    /// Two rows may not share days. One shared day, where one row ends and the next begins, is a remark: senders write so.
    mutating func addOverlapRules() {
        let part = periodPart
        func pairs(_ theme: String, _ sentence: String, _ severity: RuleSeverity, reference: String?, touching: Bool) {
            add(row, part: part, theme, sentence, reference: reference, severity: severity) { reading, failures in
                // More rows than the form has are refused elsewhere; do not compare all with all.
                let periods = reading.periods.prefix(16)
                guard periods.count > 1 else { return }
                for (place, later) in periods.enumerated() {
                    for earlier in periods.prefix(place) {
                        guard let a = earlier.start, let b = earlier.end, let c = later.start, let d = later.end else { continue }
                        let overlaps = a < d && b > c
                        guard touching ? !overlaps && a <= d && b >= c : overlaps else { continue }
                        failures.add(
                            part: part, instance: later.instance, RuleInput("en period", "\(a) – \(b)"),
                            RuleInput("en annan", "\(c) – \(d)"))
                    }
                }
            }
        }
        pairs(
            "overlap", "Två perioder överlappar varandra. Ändra dagarna så att varje dag bara finns i en period.", .rejects,
            reference: nil, touching: false)
        pairs(
            "same-day", "Samma dag finns i två perioder. Låt den ena sluta dagen innan den andra börjar.", .remark,
            reference: RuleBook.plausibility, touching: true)
    }

    mutating func addHeadRules() {
        add(
            "", "signed-in-future", "Intyget är signerat efter dagens datum. Kontrollera avsändarens klocka.",
            label: "Signerat", reference: RuleBook.plausibility, severity: .remark
        ) { reading, failures in
            let signed = reading.certificate.pointee.signedAt.day
            if signed > reading.day {
                failures.add(RuleInput("signerat", signed.description), RuleInput("prövat", reading.day.description))
            }
        }
        func identity(_ theme: String, _ label: String, _ id: @escaping @Sendable (CertificateReading) -> HSAID) {
            add(
                "", theme,
                "HSA-id för \(label.lowercased()) har inte rätt form: bara A–Z, siffror och bindestreck, högst 31 tecken.",
                label: label, reference: "HSA-katalogens format", severity: .remark
            ) { reading, failures in
                let value = id(reading)
                if !value.isWellFormed { failures.add(RuleInput("HSA-id", value.rawValue)) }
            }
        }
        identity("hsa-unit", "Vårdenhet") { $0.certificate.pointee.careUnit.hsaID }
        identity("hsa-provider", "Vårdgivare") { $0.certificate.pointee.careProvider.hsaID }
        identity("hsa-issuer", "Utfärdare") { $0.certificate.pointee.issuer.hsaID }
    }
}
