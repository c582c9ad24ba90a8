import Foundation
import Testing

@testable import Web

@Suite("Colours") struct PaletteTests {
    @Test("the ratio is WCAG's: black on white 21, #767676 on white 4.54")
    func formula() {
        #expect(abs(contrast("#000000", "#ffffff") - 21) < 0.001)
        #expect(abs(contrast("#767676", "#ffffff") - 4.54) < 0.01)
    }

    @Test("every pair has the contrast that it needs, in light and dark")
    func pairs() throws {
        let tokens = Dictionary(uniqueKeysWithValues: Palette.tokens.map { ($0.name, $0) })
        for pair in Palette.pairs {
            let foreground = try #require(tokens[pair.foreground], "\(pair.foreground)")
            let background = try #require(tokens[pair.background], "\(pair.background)")
            for (theme, value) in [("light", \ColorToken.light), ("dark", \ColorToken.dark)] {
                let ratio = contrast(foreground[keyPath: value], background[keyPath: value])
                #expect(ratio >= pair.need.rawValue, "\(theme): \(pair.foreground) on \(pair.background) is \(ratio)")
            }
        }
    }

    @Test("a rule that sets text and ground sets a pair that is proved")
    func rules() {
        let proved = Set(Palette.pairs.map { "\($0.foreground)/\($0.background)" })
        for rule in Stylesheet.text.split(separator: "}") {
            guard let foreground = token(after: "color", in: rule), let background = token(after: "background", in: rule) else {
                continue
            }
            #expect(proved.contains("\(foreground)/\(background)"), "\(foreground) on \(background) in \(rule)")
        }
    }

    @Test("the stylesheet uses tokens only, and all of them")
    func tokensOnly() {
        let css = Stylesheet.text
        let body = css[(css.range(of: "*, *::before")?.lowerBound ?? css.startIndex)...]
        #expect(!body.contains(/#[0-9a-fA-F]{3,8}\b[^\n{]*;/))
        let used = Set(css.matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) })
        let declared = Set(css.matches(of: /(?m)^--([a-z0-9-]+):/).map { String($0.1) })
        #expect(used.subtracting(declared).isEmpty, "undeclared: \(used.subtracting(declared))")
        #expect(declared.subtracting(used).isEmpty, "unused: \(declared.subtracting(used))")
    }

    @Test("braces balance, and nothing is fetched from elsewhere")
    func wellFormed() {
        let css = Stylesheet.text
        #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
        #expect(!css.contains("url(") && !css.contains("@import"))
    }

    private func token(after property: String, in rule: Substring) -> Substring? {
        for declaration in rule.split(whereSeparator: { ";{\n".contains($0) }) {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == property else { continue }
            return parts[1].firstMatch(of: /var\(--([a-z-]+)\)/)?.1
        }
        return nil
    }

    private func contrast(_ a: String, _ b: String) -> Double {
        let (light, dark) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
        return (light + 0.05) / (dark + 0.05)
    }

    private func luminance(_ hex: String) -> Double {
        let value = Int(hex.dropFirst(), radix: 16) ?? 0
        let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
