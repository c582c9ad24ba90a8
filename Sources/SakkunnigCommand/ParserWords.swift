import ArgumentParser
import Foundation

/// The argument parser's own words in Swedish. It cannot be told another language: what it is about to print is put into ours here, and
/// what is not known here stays as it is.
enum ParserWords {
    /// Regular expressions of what it says, and what stands instead. `Fel: ` is there already where it is printed.
    private static let errors: [(its: String, ours: String)] = [
        ("Unexpected argument '(.*)'", "”$2” känns inte igen."),
        ("\\d+ unexpected arguments: '(.*)'", "De här orden känns inte igen: '$2'."),
        ("Missing expected argument '(.*)'", "Det här saknas: $2"),
        ("Missing one of: '(.*)'", "Ett av de här saknas: '$2'."),
        ("Missing value for '(.*)'", "Efter det här saknas ett värde: $2."),
        ("Unknown option '(.*)'\\. Did you mean '(.*)'\\?", "$2 finns inte. Menar du $3?"),
        ("Unknown option '(.*)'", "$2 finns inte."),
        (
            "The value '(.*)' is invalid for '(.*)'\\. Please provide one of '(.*)' and '(.*)'\\.",
            "”$2” går inte för $3. Välj $4 eller $5."
        ),
        ("The value '(.*)' is invalid for '(.*)'", "”$2” går inte för $3."),
        ("The option '(.*)' does not take any value, but '(.*)' was specified\\.", "$2 tar inget värde, men ”$3” står efter."),
        ("Value to be set with flag '(.*)' had already been set with flag '(.*)'", "$2 och $3 går inte ihop."),
    ]
    private static let parts: [(its: String, ours: String)] = [
        ("^Help:  ", "Hjälp: "), ("^Usage: ", "Så här: "),
        ("^  See '(.*)' for (?:more information|detailed help)\\.$", "  Mer: ”$1”."),
        ("^OVERVIEW: ", ""), ("^USAGE: ", "SÅ HÄR: "), ("^ARGUMENTS:$", "ARGUMENT:"), ("^OPTIONS:$", "VAL:"),
        ("^SUBCOMMANDS:$", "KOMMANDON:"), ("<subcommand>", "<kommando>"), ("<options>", "<val>"),
        ("\\(default:", "(förval:"), ("; default:", "; förval:"), ("\\(values:", "(värden:"),
        ("Show the version\\.", "Visa versionen."), ("Show help information\\.", "Visa den här hjälpen."),
        ("Show subcommand help information\\.", "Visa ett kommandos hjälp."),
    ]

    /// What is wrong in what was typed.
    static func sentence(_ text: String) -> String {
        errors.reduce(text) { $0.replacing("^(Fel: |)\($1.its)$", "$1" + $1.ours) }
    }

    /// All that is printed of it: the sentence and how the command is written, or the help.
    static func page(_ text: String) -> String {
        // The version, and what shells and programs read, are not words for people.
        guard ["Error: ", "OVERVIEW: ", "USAGE: "].contains(where: text.hasPrefix) else { return text }
        let told = text.hasPrefix("Error: ") ? "Fel: " + text.dropFirst("Error: ".count) : text
        return parts.reduce(sentence(told)) { $0.replacing($1.its, $1.ours) }
    }

    /// The command that is likeliest meant where a word names none; nil when nothing is near, or when all words name something.
    ///
    /// - Parameter arguments: as they were typed, without the program's name.
    static func suggestion(for arguments: [String]) -> String? {
        var command: any ParsableCommand.Type = Sakkunnig.self
        for word in arguments where !word.hasPrefix("-") {
            let named = command.configuration.subcommands.map { (name: $0._commandName, command: $0) }
            if let next = named.first(where: { $0.name == word }) {
                command = next.command
                continue
            }
            let near = named.map { (name: $0.name, distance: distance(word, $0.name)) }.min { $0.distance < $1.distance }
            return near.flatMap { $0.distance <= 2 ? $0.name : nil }
        }
        return nil
    }

    /// Letters to put in, take out or change to make one word of the other.
    private static func distance(_ one: String, _ other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (index, letter) in one.enumerated() {
            var before = row[0]
            row[0] = index + 1
            for place in letters.indices {
                let changed = before + (letters[place] == letter ? 0 : 1)
                before = row[place + 1]
                row[place + 1] = min(changed, before + 1, row[place] + 1)
            }
        }
        return row[letters.count]
    }
}

extension String {
    /// Every match, where `^` and `$` are a line's beginning and end.
    fileprivate func replacing(_ pattern: String, _ template: String) -> String {
        replacingOccurrences(of: "(?m)" + pattern, with: template, options: .regularExpression)
    }
}
