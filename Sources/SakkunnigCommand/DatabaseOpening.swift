import Foundation
import Interchange
import PostgresDatabase
import SQLiteDatabase
import Storage

/// The database that the arguments name: a file for SQLite, an address for PostgreSQL.
enum DatabaseOpening {
    /// How a command takes the database that its arguments name. A name that is mistyped must not become an empty database that looks like
    /// an answer, and what only reads must not change the form of what it reads.
    enum Way {
        /// Made and brought up to date when needed: for what brings the first content.
        case made
        /// Brought up to date; there it must be.
        case upgraded
        /// As it is; it must be there, with this program's schema.
        case current
    }

    static func open(_ name: String, _ way: Way) throws -> any Database {
        switch way {
        case .made: try made(name)
        case .upgraded: try upgraded(name)
        case .current: try current(name)
        }
    }

    static func made(_ name: String) throws -> any Database {
        try explaining(name) {
            let database = try connect(name)
            try Migrator().migrate(database, at: Composition.now())
            return database
        }
    }

    private static func upgraded(_ name: String) throws -> any Database {
        try explaining(name) {
            let database = try existing(name)
            _ = try version(of: database, name)
            try Migrator().migrate(database, at: Composition.now())
            return database
        }
    }

    private static func current(_ name: String) throws -> any Database {
        try explaining(name) {
            let database = try existing(name)
            let (found, known) = (try version(of: database, name), Migrator().newestVersion)
            guard found <= known else { throw StorageError.newerSchema(found: found, known: known) }
            guard found == known else {
                throw CommandFault(
                    "Databasen \(shown(name)) är gjord av en äldre version av Sakkunnig (schema \(found), den här versionen har \(known)) och "
                        + "är inte ändrad. Ta en säkerhetskopia, och för den sedan framåt med ”sakkunnig prepare”.")
            }
            return database
        }
    }

    /// Of the schema.
    private static func version(of database: any Database, _ name: String) throws -> Int {
        let version = try database.readBlocking { connection in
            try PortableTable.names(connection).contains("schema_migration") ? Migrator.version(connection) : 0
        }
        guard version > 0 else {
            throw CommandFault(
                "Databasen \(shown(name)) är tom. Kontrollera namnet eller adressen. Är den ny görs tabellerna med ”sakkunnig prepare”."
            )
        }
        return version
    }

    /// As it is.
    static func connect(_ name: String) throws -> any Database {
        try PostgresAddress.isAddress(name) ? server(name) : file(name)
    }

    /// A file that is there. Of a server only the server can tell.
    static func isThere(_ name: String) -> Bool {
        PostgresAddress.isAddress(name) || FileManager.default.fileExists(atPath: name)
    }

    /// As it is; a file is not made.
    static func existing(_ name: String) throws -> any Database {
        guard isThere(name) else {
            throw CommandFault("Databasen \(name) finns inte. Kontrollera sökvägen.")
        }
        return try connect(name)
    }

    private static func server(_ text: String) throws -> any Database {
        do { return try PostgresDatabase(PostgresAddress(text)) } catch let fault as ConnectionFault {
            throw StorageError.unreachable(fault)
        }
    }

    private static func file(_ path: String) throws -> any Database {
        let url = URL(fileURLWithPath: path)
        try WrittenFolder.make(url.deletingLastPathComponent().path)
        return try SQLiteDatabase(path: url.path)
    }

    /// Where the database's file lies; nil when the database is on a server, whose disk is not this machine's.
    static func folder(_ name: String) -> String? {
        PostgresAddress.isAddress(name) ? nil : URL(fileURLWithPath: name).deletingLastPathComponent().path
    }

    /// A file's path as it is; an address without user and password.
    static func shown(_ name: String) -> String {
        guard PostgresAddress.isAddress(name) else { return URL(fileURLWithPath: name).path }
        return (try? PostgresAddress(name).shown) ?? "postgres://…"
    }

    /// - Parameter name: as it is shown; left out where only one can be meant.
    static func sentence(_ error: StorageError, name: String = "") -> String {
        let database = name.isEmpty ? "Databasen" : "Databasen \(name)"
        return switch error {
        case .inUse: "\(database) används redan av en annan process. Stoppa den först, eller arbeta genom servern."
        case .cannotOpen(_, let reason):
            "\(database) går inte att öppna: \(SystemReason.words(for: reason)). Kontrollera sökvägen och rättigheterna."
        case .newerSchema(let found, let known):
            "\(database) är gjord av en nyare version av Sakkunnig (schema \(found), den här versionen kan \(known)). Uppgradera programmet."
        case .corrupt: "\(database) är skadad. Återställ den från en säkerhetskopia."
        case .readOnly:
            "\(database) är skrivskyddad. Ge programmet skrivrätt till filen och mappen, eller användaren rätt att skriva."
        case .full: "Disken är full. Frigör utrymme och försök igen. Ingenting är förlorat."
        case .busy: "\(database) är upptagen. Försök igen om en stund."
        case .unreachable(let fault): "Ingen kontakt med databasen\(name.isEmpty ? "" : " " + name): \(sentence(fault))"
        case .outcomeUnknown:
            "\(database) svarade aldrig att ändringen är sparad. Kontrollera om den finns innan du gör den igen. En inläsning kan du köra om."
        case .constraint(let message), .other(_, let message): "\(database) svarade: \(message)."
        }
    }

    private static func sentence(_ fault: ConnectionFault) -> String {
        switch fault {
        case .badAddress:
            "adressen går inte att läsa. Skriv postgres://användare@värd/databas, och tecken som @, / och : i lösenordet som %40, %2F och %3A."
        case .noSuchHost: "värden finns inte. Kontrollera namnet i adressen och att namnuppslagningen fungerar."
        case .refused: "ingen databasserver svarar där. Kontrollera värd och port, och att servern är igång."
        case .timedOut: "servern svarade inte i tid. Kontrollera värd, port och brandvägg."
        case .wrongPassword:
            "fel lösenord, eller inget alls. Ange det i adressen, i PGPASSWORD eller i en lösenordsfil (PGPASSFILE)."
        case .noSuchUser: "användaren finns inte på servern. Kontrollera namnet, eller lägg till användaren med CREATE ROLE."
        case .notLetIn:
            "servern släpper inte in användaren härifrån. Lägg till en rad i serverns pg_hba.conf, eller ge rätten CONNECT."
        case .noSuchDatabase: "databasen finns inte på servern. Gör den med CREATE DATABASE, eller rätta namnet i adressen."
        case .tlsNotOffered: "adressen kräver TLS men servern har det inte påslaget. Slå på ssl i serverns inställningar."
        case .tlsDemanded:
            "servern släpper inte in utan TLS, eller inte alls härifrån. Byt till sslmode=verify-full i adressen, eller se över pg_hba.conf."
        case .tlsNotTrusted:
            "serverns certifikat är inte betrott, eller gäller en annan värd. Ange utfärdarens certifikat med sslrootcert i adressen."
        case .tooManyConnections:
            "servern har inga lediga anslutningar. Höj max_connections på servern, eller stoppa något som inte behövs."
        case .notReady: "servern startar eller håller på att stängas av. Försök igen om en stund."
        case .readOnly: "servern är en läskopia eller skrivskyddad. Peka på den server som tar emot ändringar."
        case .tooOld(let version): "servern har PostgreSQL \(version / 10_000). Sakkunnig behöver 15 eller senare."
        case .wrongEncoding(let name):
            "databasen har kodningen \(name), inte UTF8. Gör en ny med CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
        case .lost: "kontakten bröts. Försök igen om en stund."
        case .allBusy: "alla anslutningar är upptagna. Försök igen om en stund."
        case .other(let code): "servern svarade med felkod \(code). Se serverns logg."
        }
    }
}
