import Foundation
package import SickLeave

/// A folder of backups, each named after its moment: `sakkunnig-2026-11-21T014500Z.backup`, with `.age` when it is encrypted.
package struct BackupFolder: Sendable {
    package let path: String
    private let keep: Int

    /// - Parameter keep: how many of the newest stay.
    package init(path: String, keep: Int) {
        self.path = path
        self.keep = keep
    }

    /// A folder that is made is for the service alone. One that is there has the rights that it was given.
    package func prepare() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    package func file(at instant: Instant, isEncrypted: Bool) -> String {
        path + "/sakkunnig-" + "\(instant)".filter { $0 != ":" } + (isEncrypted ? ".backup.age" : ".backup")
    }

    /// When the newest was begun; nil when there is none.
    package func newest() -> Instant? { names().last.flatMap(BackupFolder.instant) }

    /// Takes away the oldest above the number to keep, and what killed programs have left half written. What somebody else has put there is
    /// left alone. So is what is named after a later moment, by a clock that was wrong: nobody knows what it is worth, and were it counted,
    /// the one just made would be the oldest.
    ///
    /// - Parameter now: when the one just made was begun.
    package func removeOldest(at now: Instant) throws {
        let known = names().filter { name in BackupFolder.instant(name).map { $0 <= now } ?? false }
        for name in known.dropLast(keep) { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        for name in found() where name.hasSuffix(BackupFolder.unfinished) {
            // One that is being written is younger.
            guard let begun = BackupFolder.instant(String(name.dropLast(BackupFolder.unfinished.count))), now - begun > 12 * 3_600
            else { continue }
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private static let unfinished = ".part"

    private func found() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    private func names() -> [String] { found().filter { BackupFolder.instant($0) != nil }.sorted() }

    private static func instant(_ name: String) -> Instant? {
        guard name.hasPrefix("sakkunnig-"), name.hasSuffix(".backup") || name.hasSuffix(".backup.age") else { return nil }
        let text = name.dropFirst("sakkunnig-".count).prefix { $0 != "." }
        // 2026-11-21T014500Z
        guard text.count == 18, text.last == "Z", let day = Day(iso: text.prefix(10)) else { return nil }
        let digits = text.dropFirst(11).dropLast().compactMap { $0.wholeNumberValue }
        guard digits.count == 6 else { return nil }
        let second = (digits[0] * 10 + digits[1]) * 3_600 + (digits[2] * 10 + digits[3]) * 60 + digits[4] * 10 + digits[5]
        return Instant(rawValue: Int64(day.number * 86_400 + second) * 1_000_000)
    }
}

/// When something daily is due, by when it was last done and nothing else that is remembered: a restart, a missed night or a clock that is
/// set neither loses a day nor makes two.
package struct DailySchedule: Sendable {
    /// Minutes after midnight, Swedish time.
    private let minute: Int

    /// - Parameter time: `02:30`.
    package init?(_ time: String) {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isWholeNumber) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.minute = hour * 60 + minute
    }

    /// For what need not be done at once the first time: then after two hours, also on a computer that is never on at the time.
    package func isDue(newest: Instant?, startedAt: Instant, at now: Instant) -> Bool {
        newest == nil ? now - startedAt >= 7_200 || isDue(newest: startedAt, at: now) : isDue(newest: newest, at: now)
    }

    package func isDue(newest: Instant?, at now: Instant) -> Bool {
        // One from the future was made before the clock was set back: it says nothing of today.
        guard let newest, newest <= now else { return true }
        let (last, here) = (LocalTime(newest), LocalTime(now))
        // A whole day without one: the server was off at the time.
        if now - newest > 86_400 { return true }
        let isPast = here.hour * 60 + here.minute >= minute
        return isPast && (last.day < here.day || last.hour * 60 + last.minute < minute)
    }
}
