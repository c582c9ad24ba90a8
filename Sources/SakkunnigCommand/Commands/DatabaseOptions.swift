import ArgumentParser

struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Databasens fil, eller en adress: postgres://användare@värd/namn.", valueName: "fil"))
    var database = "var/sakkunnig.db"
}

struct JSONOption: ParsableArguments {
    @Flag(name: .long, help: "Skriv resultatet som JSON, och ett fel som {\"error\": …}.")
    var json = false
}
