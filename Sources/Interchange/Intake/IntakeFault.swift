/// Why something that the user pointed at cannot be read, in words for the user. The display name is told beside it.
package enum IntakeFault: Error, Hashable, Sendable, CustomStringConvertible {
    case missing
    case unreadable(reason: String)
    /// A device, a socket and the like.
    case notAFile
    case linkOutside
    /// It leads to itself, perhaps by others.
    case linkLoop
    /// What it leads to is not there.
    case linkBroken
    case nameNotUTF8
    case tooDeep(limit: Int)
    case tooManyFiles(limit: Int)
    case empty
    case unknownContent(String)
    case csv(CSVFileFault)
    case brokenZip(reason: String)
    case encryptedEntry
    case nestedZip
    case zipFromStandardInput
    case tooManyEntries(limit: Int)
    case entryTooLarge(limit: Int64)
    /// More comes out of the archive than any honest one holds.
    case zipBomb

    package var description: String {
        switch self {
        case .missing: "Finns inte. Kontrollera sökvägen."
        case .unreadable(let reason): "Går inte att läsa (\(reason)). Kontrollera behörigheten och försök igen."
        case .notAFile: "Är varken fil eller mapp. Ange en fil, en mapp eller ett zip-arkiv."
        case .linkOutside: "Är en länk som leder ut ur mappen och läses inte. Ange målet direkt om det ska med."
        case .linkLoop: "Är en länk som leder runt till sig själv. Ta bort den, eller peka den på en fil."
        case .linkBroken: "Är en länk till något som inte finns. Rätta länken, eller ta bort den."
        case .nameNotUTF8: "Filens namn är inte skrivet i UTF-8, så filen går inte att öppna. Byt namn på den."
        case .tooDeep(let limit): "Mappen har fler än \(limit) nivåer. Ange en mapp längre ned."
        case .tooManyFiles(let limit): "Mappen har fler än \(limit) filer. Dela upp den, eller packa filerna i zip-arkiv."
        case .empty: "Filen är tom."
        case .unknownContent(let what):
            "\(what) Vi läser intyg och meddelanden som XML, våra CSV-format och zip-arkiv med sådana filer."
        case .csv(let fault): fault.description
        case .brokenZip(let reason): "Zip-arkivet är skadat (\(reason)). Skapa det på nytt."
        case .encryptedEntry: "Filen i arkivet är lösenordsskyddad. Packa om arkivet utan lösenord."
        case .nestedZip: "Ett zip-arkiv inuti ett annat läses inte. Packa upp det yttre arkivet och försök igen."
        case .zipFromStandardInput: "Ett zip-arkiv kan inte läsas från standard in. Spara det som en fil och ange filen."
        case .tooManyEntries(let limit): "Zip-arkivet har fler än \(limit) filer. Dela upp det."
        case .entryTooLarge(let limit): "Filen är uppackad större än \(limit / 1_073_741_824) GB. Dela upp den."
        case .zipBomb: "Zip-arkivet packar upp till orimligt mycket och läses inte. Kontrollera varifrån det kommer."
        }
    }
}

/// How much the intake takes in before it says stop.
package struct IntakeLimits: Sendable {
    package var zipEntries = 100_000
    /// Unpacked bytes of one file in an archive.
    package var zipEntryBytes: Int64 = 2 * 1_073_741_824
    /// Unpacked bytes of an archive, as a multiple of its own size …
    package var zipRatio: Int64 = 200
    /// … but so much is always allowed.
    package var zipFreeBytes: Int64 = 64 * 1_048_576
    package var folderDepth = 64
    package var folderFiles = 2_000_000

    package init() {}
}
