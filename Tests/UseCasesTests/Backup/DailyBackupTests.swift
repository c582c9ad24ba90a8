import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("The daily backup, its folder, and the nightly check")
struct DailyBackupTests {
    private let now = Instant(rawValue: 1_795_305_600_000_000)

    @Test("the daily backup is due once a day, whatever happened in between")
    func schedule() throws {
        let schedule = try #require(DailySchedule("02:30"))
        // 22 November 2026, 01:00 in Sweden.
        let night = Instant(rawValue: now.rawValue)
        func hours(_ hours: Double) -> Instant { night + Int(hours * 3_600) }
        #expect(schedule.isDue(newest: nil, at: night))
        #expect(!schedule.isDue(newest: hours(-22.4), at: night) && schedule.isDue(newest: hours(-22.4), at: hours(1.6)))
        #expect(!schedule.isDue(newest: hours(1.6), at: hours(2)) && !schedule.isDue(newest: hours(1.6), at: hours(25)))
        #expect(schedule.isDue(newest: hours(1.6), at: hours(25.5)))
        // Made by hand before the time of the day, made long ago, made in the future before the clock was set right.
        #expect(schedule.isDue(newest: night, at: hours(1.6)) && schedule.isDue(newest: hours(-30), at: night))
        #expect(schedule.isDue(newest: hours(48), at: night))
        for text in ["", "2:30", "24:00", "02:60", "02.30", "0230", "ab:cd"] { #expect(DailySchedule(text) == nil) }
    }

    @Test("the folder keeps the newest and touches nothing else")
    func folder() throws {
        let files = try ImportFolder()
        let folder = BackupFolder(path: files.path, keep: 2)
        #expect(folder.newest() == nil)
        for hour in 0..<4 {
            let path = folder.file(at: now + hour * 3_600, isEncrypted: hour == 2)
            try files.write(String(path.dropFirst(files.path.count + 1)), "x")
        }
        try files.write("sakkunnig-anteckningar.backup", "min egen")
        #expect(folder.newest() == now + 3 * 3_600)
        // Left by a program that was killed last night, and being written now.
        try files.write("sakkunnig-2026-11-21T010000Z.backup.age.part", "halv")
        try files.write("sakkunnig-2026-11-22T033000Z.backup.part", "halv")
        try files.write("min.backup.part", "min egen")
        try folder.removeOldest(at: now + 4 * 3_600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: files.path).sorted() == [
                "min.backup.part", "sakkunnig-2026-11-22T020000Z.backup.age", "sakkunnig-2026-11-22T030000Z.backup",
                "sakkunnig-2026-11-22T033000Z.backup.part", "sakkunnig-anteckningar.backup",
            ])
    }

    @Test("a backup that is dated ahead, by a clock that was wrong, neither counts nor goes, and the one just made stays")
    func datedAhead() throws {
        let files = try ImportFolder()
        let folder = BackupFolder(path: files.path, keep: 2)
        for hour in [-2, -1, 0, 1, 30 * 24] {
            let path = folder.file(at: now + hour * 3_600, isEncrypted: false)
            try files.write(String(path.dropFirst(files.path.count + 1)), "x")
        }
        try folder.removeOldest(at: now)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: files.path).sorted() == [
                "sakkunnig-2026-11-21T230000Z.backup", "sakkunnig-2026-11-22T000000Z.backup",
                "sakkunnig-2026-11-22T010000Z.backup", "sakkunnig-2026-12-22T000000Z.backup",
            ])
    }

    @Test("two to the same file do not take each other's: the second is refused, and what a killed program left is written over")
    func sameFile() throws {
        let files = try ImportFolder()
        try files.write("a.backup.part", String(repeating: "x", count: 100_000))
        let database = try Fixture.database()
        // Held as by another program that writes.
        let held = open(files.path + "/a.backup.part", O_WRONLY)
        #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
        func write() throws {
            _ = try StoreCopy(database).write(to: files.path + "/a.backup", recipients: [], program: "1", at: now)
        }
        #expect(throws: BackupFault.cannotWrite(files.path + "/a.backup", reason: "en annan säkerhetskopia skrivs dit just nu")) {
            try write()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path) == ["a.backup.part"])
        close(held)
        try write()
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path) == ["a.backup"])
        _ = try StoreCopy.check(files.path + "/a.backup", identity: nil)
    }

    @Test("a check that was never made is made after two hours, also on a computer that is off every night")
    func firstCheck() throws {
        let schedule = try #require(DailySchedule("04:00"))
        // Seven in the morning in Sweden; on until five in the afternoon, each day.
        let morning = now + 6 * 3_600
        func isDue(_ newest: Instant?, on day: Int, after hours: Int) -> Bool {
            let started = morning + day * 86_400
            return schedule.isDue(newest: newest, startedAt: started, at: started + hours * 3_600)
        }
        #expect(!isDue(nil, on: 0, after: 0) && !isDue(nil, on: 0, after: 1) && isDue(nil, on: 0, after: 2))
        // Then once a day.
        let done = morning + 7_200
        #expect(!isDue(done, on: 0, after: 9) && isDue(done, on: 1, after: 0))
    }
}
