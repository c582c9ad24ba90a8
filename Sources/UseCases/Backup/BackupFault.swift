/// Why a backup could not be made or used, for the one who runs the server.
package enum BackupFault: Error, Sendable, Equatable {
    case cannotWrite(String, reason: String)
    case cannotRead(String, reason: String)
    case exists(String)
    case notABackup
    case truncated
    case damaged(String)
    case encrypted
    case wrongKey
    case newerFormat(Int)
    case newerSchema(found: Int, known: Int)
    case readBackDiffers(String)
    /// The database that was to be copied has no tables.
    case noStore
    /// The database that was to be filled has tables already.
    case notEmpty
    /// The new database does not take a row, by the rule of that name.
    case refused(table: String, rule: String)
    /// The store was not the same after a copy.
    case differs(table: String)
    case unsound([String])
    case interrupted

    package var sentence: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path) går inte att skriva: \(reason). Kontrollera mappen, rättigheterna och utrymmet."
        case .cannotRead(let path, let reason): "\(path) går inte att läsa: \(reason). Kontrollera sökvägen och rättigheterna."
        case .exists(let path): "\(path) finns redan och skrivs inte över. Välj ett annat namn, eller flytta undan den först."
        case .notABackup: "Filen är ingen säkerhetskopia från Sakkunnig."
        case .truncated: "Säkerhetskopian är avhuggen, eller skadad i slutet. Hämta filen på nytt, eller ta en annan kopia."
        case .damaged(let how): "Säkerhetskopian är skadad: \(how). Hämta filen på nytt, eller ta en annan kopia."
        case .encrypted: "Säkerhetskopian är krypterad. Ange filen med den hemliga nyckeln med --identity."
        case .wrongKey: "Nyckeln passar inte: säkerhetskopian är krypterad för någon annan. Leta fram rätt nyckel."
        case .newerFormat(let found): "Säkerhetskopian har form \(found), som den här versionen inte kan. Uppgradera programmet."
        case .newerSchema(let found, let known):
            "Säkerhetskopian är gjord av en nyare version av Sakkunnig (schema \(found), den här versionen kan \(known)). Uppgradera programmet."
        case .readBackDiffers(let path): "\(path) är inte vad som skrevs. Disken kan vara trasig: skriv till en annan."
        case .noStore: "Databasen är tom. Kontrollera namnet eller adressen."
        case .notEmpty:
            "Databasen är inte tom, och det som finns skrivs aldrig över. Gör en ny, tom databas (CREATE DATABASE) och ange den."
        case .refused(let table, let rule):
            "Den nya databasen tar inte emot en rad i tabellen \(table) (\(rule)). Ingenting är ändrat. Kontrollera källan med ”sakkunnig verify”."
        case .differs(let table):
            "Tabellen \(table) blev inte densamma, så ingenting är flyttat. Stoppa alla servrar på källan och kör om. Hör av dig om det upprepas."
        case .unsound(let faults): "Den nya databasen är fylld men inte hel: \(faults.prefix(3).joined(separator: "; "))."
        case .interrupted: "Arbetet avbröts, och ingenting är halvgjort. Kör om."
        }
    }
}
