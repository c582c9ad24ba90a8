/// The columns that joining reads, as plain pointers; valid inside `Snapshot.withSpellInput` only.
struct SpellInput {
    let keys: Keys
    let facts: Facts
    let periods: Periods

    struct Keys {
        let person: UnsafePointer<Int32>
        let careUnit: UnsafePointer<Int32>
        let provider: UnsafePointer<Int32>
        let byPerson: UnsafePointer<Int32>
        let periodStart: UnsafePointer<Int32>
    }

    struct Facts {
        let number: UnsafePointer<Int32>
        let signedAt: UnsafePointer<Int64>
        let firstDay: UnsafePointer<Int32>
        let lastDay: UnsafePointer<Int32>
        let flags: UnsafePointer<UInt8>
    }

    struct Periods {
        let firstDay: UnsafePointer<Int32>
        let lastDay: UnsafePointer<Int32>
        let percent: UnsafePointer<UInt8>
    }

    @inline(__always)
    func periodRows(_ row: Int) -> Range<Int> { Int(keys.periodStart[row])..<Int(keys.periodStart[row &+ 1]) }
}

extension Snapshot {
    /// Runs the body with pointers to the columns, or returns nil when the snapshot holds no period.
    func withSpellInput<Result>(_ body: (SpellInput) -> Result) -> Result? {
        guard certificates.count > 0, periods.count > 0 else { return nil }
        return certificates.withKeys { keys in
            certificates.withFacts { facts in
                periods.withPointers { periods in body(SpellInput(keys: keys, facts: facts, periods: periods)) }
            }
        }
    }
}

// Columns that are not empty have a base address.

extension CertificateColumns {
    fileprivate func withKeys<Result>(_ body: (SpellInput.Keys) -> Result) -> Result {
        person.withUnsafeBufferPointer { person in
            careUnit.withUnsafeBufferPointer { careUnit in
                provider.withUnsafeBufferPointer { provider in
                    byPerson.withUnsafeBufferPointer { byPerson in
                        periodStart.withUnsafeBufferPointer { periodStart in
                            body(
                                SpellInput.Keys(
                                    person: person.baseAddress!, careUnit: careUnit.baseAddress!,
                                    provider: provider.baseAddress!, byPerson: byPerson.baseAddress!,
                                    periodStart: periodStart.baseAddress!))
                        }
                    }
                }
            }
        }
    }

    fileprivate func withFacts<Result>(_ body: (SpellInput.Facts) -> Result) -> Result {
        number.withUnsafeBufferPointer { number in
            signedAt.withUnsafeBufferPointer { signedAt in
                firstDay.withUnsafeBufferPointer { firstDay in
                    lastDay.withUnsafeBufferPointer { lastDay in
                        flags.withUnsafeBufferPointer { flags in
                            body(
                                SpellInput.Facts(
                                    number: number.baseAddress!, signedAt: signedAt.baseAddress!,
                                    firstDay: firstDay.baseAddress!, lastDay: lastDay.baseAddress!, flags: flags.baseAddress!))
                        }
                    }
                }
            }
        }
    }
}

extension PeriodColumns {
    fileprivate func withPointers<Result>(_ body: (SpellInput.Periods) -> Result) -> Result {
        firstDay.withUnsafeBufferPointer { firstDay in
            lastDay.withUnsafeBufferPointer { lastDay in
                percent.withUnsafeBufferPointer { percent in
                    body(
                        SpellInput.Periods(
                            firstDay: firstDay.baseAddress!, lastDay: lastDay.baseAddress!, percent: percent.baseAddress!))
                }
            }
        }
    }
}
