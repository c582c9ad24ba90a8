import Interchange
package import SickLeave
package import Storage

/// The made-up region to try the program on, with a named person in every role. Nobody in it exists.
package struct DemoRegion: Sendable {
    /// A person who can sign in.
    package struct User: Sendable {
        package let userName: String
        package let name: String
        package let roles: [(role: Role, place: HSAID)]
        package let hsaID: HSAID?
        /// For the sign-in page and the command line.
        package let description: String
    }

    /// The same for everybody; the demo's database must never hold real data.
    package static let password = "sakkunnig demo"

    private let database: any Database
    private let passwords: PasswordHashing

    package init(database: any Database, passwords: PasswordHashing) {
        self.database = database
        self.passwords = passwords
    }

    static let source = "Demoregionen (syntetiska uppgifter)"

    /// What a database holds, as far as the made-up region goes.
    package enum Ground: Sendable {
        /// Made ready and nothing more.
        case empty
        case demo
        /// Somebody's own: the made-up people and their known password have no place in it.
        case other
    }

    /// By the first that was read in: a demo's database is one from its first row. One that held something before is somebody's own,
    /// also where the made-up region has been put into it since.
    package var ground: Ground {
        get throws {
            try database.readBlocking { connection in
                if let first = try ImportRunRepository(connection).firstSource() {
                    return first == DemoRegion.source ? .demo : .other
                }
                return try AccountRepository(connection).all().isEmpty ? .empty : .other
            }
        }
    }

    /// By what is done last: one that was stopped halfway is gone on with.
    package var isLoaded: Bool {
        get throws { try database.readBlocking { try UnitSettingRepository($0).isAnyDecided() } }
    }

    /// Three years of twelve units through the day, and the users. Blocks the calling thread.
    package func load(through day: Day, at instant: Instant, progress: (Importer.Progress) -> Void) throws {
        let region = SyntheticRegion.demo(endDay: day)
        let importer = Importer(database: database)
        let total = Int64(region.certificates)
        _ = try importer.run(source: DemoRegion.source, at: instant, isCancelled: { false }) { put in
            DemoItems(region: region, today: day).each(put)
        } progress: { counts, seconds in
            progress(
                Importer.Progress(
                    counts: counts, bytes: min(Int64(counts.accepted + counts.quarantined), total * 2), totalBytes: nil,
                    seconds: seconds))
        }
        let accounts = Accounts(database: database, passwords: passwords, rules: PasswordRules(common: []), log: nil)
        for user in DemoRegion.users(of: region) {
            let known = try rolesHeld(by: user.userName, on: day)
            if known == nil {
                try accounts.create(userName: user.userName, name: user.name, hsaID: user.hsaID, password: DemoRegion.password)
            }
            for (role, place) in user.roles.dropFirst(known ?? 0) {
                try accounts.assign(role, to: user.userName, at: place, from: region.firstDay, at: instant, needsAnalysis: false)
            }
        }
        try decideSettings(of: region.units[0].careUnit, at: instant)
    }

    /// Given one after another, in their order; nil for a person who is not there yet.
    private func rolesHeld(by userName: String, on day: Day) throws -> Int? {
        try database.readBlocking { connection in
            let accounts = AccountRepository(connection)
            return try accounts.account(userName: userName).map { try accounts.assignments(account: $0.id, on: day).count }
        }
    }

    /// So that there is something to see for whoever tries the physician's role.
    private func decideSettings(of unit: CareUnit, at instant: Instant) throws {
        try database.writeBlocking { connection in
            guard let manager = try AccountRepository(connection).account(userName: "mats.chef"),
                let unit = try NamedPlace.unit(unit.hsaID, of: unit.careProvider.hsaID, connection)
            else { return }
            try UnitSetting.physiciansSeeUnit.set(
                true, provider: unit.provider, unit: unit.root, by: manager.id, at: instant, connection)
        }
    }

    package static func users(through day: Day) -> [User] { users(of: SyntheticRegion.demo(endDay: day)) }

    private static func users(of region: SyntheticRegion) -> [User] {
        let home = region.units[0]
        let next = region.units[1]
        let other = region.units.first { $0.careUnit.careProvider.hsaID != home.careUnit.careProvider.hsaID } ?? next
        func user(_ userName: String, _ name: String, _ hsaID: HSAID?, _ roles: [(Role, HSAID)]) -> User {
            let places = roles.map { role, place in
                "\(role.title), \(region.careUnits.first { $0.hsaID == place }?.name ?? home.careUnit.careProvider.name)"
            }
            return User(
                userName: userName, name: name, roles: roles.map { ($0.0, $0.1) }, hsaID: hsaID,
                description: places.joined(separator: "; "))
        }
        let unit = home.careUnit.hsaID
        let provider = home.careUnit.careProvider.hsaID
        return [
            user("anna.lakare", home.physicians[0].name, home.physicians[0].hsaID, [(.physician, unit)]),
            user(
                "bo.sakkunnig", home.physicians[1].name, home.physicians[1].hsaID,
                [(.insuranceMedicineLead, unit), (.physician, unit)]),
            user(
                "karin.koordinator", home.coordinator.name, home.coordinator.hsaID,
                [(.rehabCoordinator, unit), (.rehabCoordinator, next.careUnit.hsaID)]),
            user("fatima.fysio", home.coWorkers[2].name, home.coWorkers[2].hsaID, [(.careProfessional, unit)]),
            user(
                "mats.chef", home.coWorkers[home.coWorkers.count - 1].name, home.coWorkers[home.coWorkers.count - 1].hsaID,
                [(.unitManager, unit)]),
            user("olle.annan", other.physicians[0].name, other.physicians[0].hsaID, [(.physician, other.careUnit.hsaID)]),
            user("rita.region", "Rita Region", nil, [(.regionOfficer, provider)]),
            user("sven.system", "Sven System", nil, [(.administrator, provider)]),
            user("lena.logg", "Lena Logg", nil, [(.logReviewer, provider)]),
        ]
    }
}

/// The region's values as items of an import: what is faulty on purpose is judged and quarantined as any other.
private struct DemoItems {
    let region: SyntheticRegion
    let today: Day

    /// As a row of an export, so that it can be corrected and read again.
    private func faulty(_ certificate: Certificate) -> ImportItem {
        var writer = CSVWriter(.certificates)
        let header = writer.take()
        // What the format cannot carry stays out of the demonstration.
        try? writer.write(certificate)
        return ImportReading(today: today).readAgain(
            writer.take().trimmingLineBreak, format: .csv, header: header.trimmingLineBreak, source: "demoregionen, intyg",
            place: "\(certificate.id)")
    }

    func each(_ put: (ImportItem) -> Bool) {
        func item(_ content: ImportItem.Content, _ format: CSVFormat, _ row: [UInt8], _ place: String) -> ImportItem {
            ImportItem(
                content: content,
                origin: .init(
                    source: "demoregionen, \(format.title)", place: .named(place), format: .csv, header: [], original: row))
        }
        for unit in region.careUnits where !put(item(.unit(unit), .units, [], "\(unit.hsaID)")) { return }
        for member in region.staff where !put(item(.staff(member), .staff, [], "\(member.hsaID)")) { return }
        var isStopped = false
        region.forEachVolume { if !isStopped, !put(item(.volume($0), .volumes, [], "\($0.careUnit)")) { isStopped = true } }
        let judge = CertificateJudge()
        region.forEachPatient { patient in
            if isStopped { return }
            var items: [ImportItem] = []
            for certificate in patient.certificates {
                let judged = item(
                    ImportItem.judged(certificate, by: judge, on: today, scope: .wholeForm), .certificates, [],
                    "\(certificate.id)")
                if case .unreadable = judged.content { items.append(faulty(certificate)) } else { items.append(judged) }
            }
            for defective in patient.defective {
                items.append(faulty(defective.certificate))
            }
            items += patient.revocations.map { item(.revocation($0), .revocations, [], "\($0.certificate)") }
            items += patient.messages.map { item(.message($0), .messages, [], "\($0.id.rawValue)") }
            items += patient.procedures.map { item(.procedure($0), .procedures, [], $0.id) }
            for item in items where !put(item) {
                isStopped = true
                return
            }
        }
    }
}

extension [UInt8] {
    fileprivate var trimmingLineBreak: [UInt8] {
        var bytes = self
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        return bytes
    }
}
