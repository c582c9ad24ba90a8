/// The columns that a scan for spells reads, as plain pointers; valid inside `Snapshot.withReportInput` only.
struct ReportInput {
    let who: Who
    let what: What
    let periods: Periods

    struct Who {
        let person: UnsafePointer<Int32>
        let unit: UnsafePointer<Int32>
        let careUnit: UnsafePointer<Int32>
        let provider: UnsafePointer<Int32>
        let byPerson: UnsafePointer<Int32>
        let personStart: UnsafePointer<Int32>
    }

    struct What {
        let number: UnsafePointer<Int32>
        let firstDay: UnsafePointer<Int32>
        let lastDay: UnsafePointer<Int32>
        let diagnosis: UnsafePointer<Int32>
        let kind: UnsafePointer<UInt8>
        let flags: UnsafePointer<UInt8>
        let age: UnsafePointer<UInt8>
        let periodStart: UnsafePointer<Int32>
    }

    struct Periods {
        let firstDay: UnsafePointer<Int32>
        let lastDay: UnsafePointer<Int32>
        let percent: UnsafePointer<UInt8>
    }
}

extension Snapshot {
    /// Runs the body with pointers to the columns, or returns nil when the snapshot holds no period.
    func withReportInput<Result>(_ body: (ReportInput) -> Result) -> Result? {
        guard certificates.count > 0, periods.count > 0 else { return nil }
        return certificates.withWho { who in
            certificates.withWhat { what in
                periods.withReportPeriods { body(ReportInput(who: who, what: what, periods: $0)) }
            }
        }
    }
}

// Columns that are not empty have a base address.

extension CertificateColumns {
    fileprivate func withWho<Result>(_ body: (ReportInput.Who) -> Result) -> Result {
        person.withUnsafeBufferPointer { person in
            unit.withUnsafeBufferPointer { unit in
                careUnit.withUnsafeBufferPointer { careUnit in
                    provider.withUnsafeBufferPointer { provider in
                        byPerson.withUnsafeBufferPointer { byPerson in
                            personStart.withUnsafeBufferPointer { personStart in
                                body(
                                    ReportInput.Who(
                                        person: person.baseAddress!, unit: unit.baseAddress!, careUnit: careUnit.baseAddress!,
                                        provider: provider.baseAddress!, byPerson: byPerson.baseAddress!,
                                        personStart: personStart.baseAddress!))
                            }
                        }
                    }
                }
            }
        }
    }

    fileprivate func withWhat<Result>(_ body: (ReportInput.What) -> Result) -> Result {
        number.withUnsafeBufferPointer { number in
            firstDay.withUnsafeBufferPointer { firstDay in
                lastDay.withUnsafeBufferPointer { lastDay in
                    diagnosis.withUnsafeBufferPointer { diagnosis in
                        kind.withUnsafeBufferPointer { kind in
                            flags.withUnsafeBufferPointer { flags in
                                age.withUnsafeBufferPointer { age in
                                    periodStart.withUnsafeBufferPointer { periodStart in
                                        body(
                                            ReportInput.What(
                                                number: number.baseAddress!, firstDay: firstDay.baseAddress!,
                                                lastDay: lastDay.baseAddress!, diagnosis: diagnosis.baseAddress!,
                                                kind: kind.baseAddress!, flags: flags.baseAddress!, age: age.baseAddress!,
                                                periodStart: periodStart.baseAddress!))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension PeriodColumns {
    fileprivate func withReportPeriods<Result>(_ body: (ReportInput.Periods) -> Result) -> Result {
        firstDay.withUnsafeBufferPointer { firstDay in
            lastDay.withUnsafeBufferPointer { lastDay in
                percent.withUnsafeBufferPointer { percent in
                    body(
                        ReportInput.Periods(
                            firstDay: firstDay.baseAddress!, lastDay: lastDay.baseAddress!, percent: percent.baseAddress!))
                }
            }
        }
    }
}
