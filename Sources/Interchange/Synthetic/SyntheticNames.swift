import SickLeave

/// Names that nobody mistakes for real: ordinary given names, surnames and places that say that they are made up.
enum SyntheticNames {
    static let women = [
        "Astrid", "Birgitta", "Cecilia", "Desirée", "Elin", "Fatima", "Gunilla", "Hanna", "Ingrid", "Johanna", "Karin",
        "Leila", "Maria", "Nadja", "Olivia", "Petra", "Rebecka", "Sara", "Therese", "Ulrika", "Viktoria", "Ylva", "Åsa", "Zahra",
    ]
    static let men = [
        "Anders", "Björn", "Carl", "David", "Erik", "Fredrik", "Göran", "Hassan", "Ivar", "Johan", "Karim", "Lars",
        "Mikael", "Nils", "Omar", "Peter", "Robert", "Stefan", "Tomas", "Ulf", "Viktor", "William", "Åke", "Östen",
    ]
    static let surnames = [
        "Provsson", "Exempelberg", "Påhittström", "Låtsasgren", "Demolund", "Sagokvist", "Skisslöf", "Modellholm",
        "Övningsdal", "Fantasiås", "Testmark", "Ritblad", "Spelander", "Tänkblom", "Mallberg", "Attrappsson",
        "Kulissgren", "Dockström", "Figurlund", "Hittepåsson", "Skuggblad", "Spegelqvist", "Ekosson", "Teaterberg",
        "Maskholm", "Pappersson", "Rebusgren", "Gåtlund", "Pusselström", "Sagedal",
    ]
    /// Every combination once, so that a name costs no memory per patient.
    static let combined: [[String]] = [women, men].map { names in
        surnames.flatMap { surname in names.map { "\($0) \(surname)" } }
    }

    static func name(_ sex: LegalSex, _ random: inout SplitMix64) -> String {
        random.pick(combined[Int(sex.rawValue)])
    }

    private static let placeStarts = [
        "Exempel", "Prov", "Påhitts", "Låtsas", "Demo", "Sago", "Skiss", "Mönster", "Övnings", "Fantasi", "Test", "Tänke",
        "Kuliss", "Figur", "Rebus", "Pussel",
    ]
    private static let placeEnds = ["by", "vik", "näs", "hult", "torp", "sjö", "berga", "lunda", "ås", "holm", "dal", "köping"]

    /// A different place for every number; numbered from the second time round.
    static func place(_ number: Int) -> String {
        let start = placeStarts[number % placeStarts.count]
        let end = placeEnds[(number + number / placeStarts.count) % placeEnds.count]
        let round = number / (placeStarts.count * placeEnds.count)
        return round == 0 ? start + end : "\(start)\(end) \(round + 1)"
    }
}
