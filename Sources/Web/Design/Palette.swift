/// A colour of the design language: `var(--name)` in the stylesheet, one value on light and one on dark ground.
package struct ColorToken: Sendable, Hashable {
    package let name: String
    /// `#rrggbb`.
    package let light: String
    package let dark: String

    package init(_ name: String, light: String, dark: String) {
        self.name = name
        self.light = light
        self.dark = dark
    }
}

/// All colours, and every pair of them that stands together. The stylesheet is generated from the first list; a test computes the
/// WCAG contrast of the second, in light and dark.
///
/// Petrol (accent) is where you can act and what is chosen. Blue and orange carry meaning and are never used for decoration: blue is
/// in order or in the wanted direction, orange asks for attention. Grey is data without judgement. There is no red and no green.
package enum Palette {
    package static let tokens: [ColorToken] = [
        // Ground
        ColorToken("canvas", light: "#f5f6f4", dark: "#101719"),
        ColorToken("surface", light: "#ffffff", dark: "#182124"),
        ColorToken("surface-sunk", light: "#edf0ee", dark: "#212c30"),
        ColorToken("line", light: "#d8deda", dark: "#334247"),
        ColorToken("line-strong", light: "#75827f", dark: "#7d9096"),
        // Text
        ColorToken("ink", light: "#15222a", dark: "#e8eeee"),
        ColorToken("ink-soft", light: "#4c5b61", dark: "#b0bfc3"),
        // Where you can act
        ColorToken("accent", light: "#0b5563", dark: "#7ccbd6"),
        ColorToken("accent-strong", light: "#073b47", dark: "#a9e2e9"),
        ColorToken("accent-wash", light: "#e0eeef", dark: "#17383f"),
        ColorToken("on-accent", light: "#ffffff", dark: "#05262c"),
        ColorToken("focus", light: "#15222a", dark: "#ffffff"),
        // The bar at the top
        ColorToken("mast", light: "#0b3f4b", dark: "#0b2b33"),
        ColorToken("mast-line", light: "#2c6470", dark: "#28505a"),
        ColorToken("on-mast", light: "#ffffff", dark: "#eef5f5"),
        ColorToken("on-mast-soft", light: "#c9e0e3", dark: "#b7d0d4"),
        // Meaning
        ColorToken("blue", light: "#15599c", dark: "#86bff5"),
        ColorToken("blue-wash", light: "#e5effa", dark: "#15304a"),
        ColorToken("orange", light: "#974800", dark: "#f4ab68"),
        ColorToken("orange-mark", light: "#cc6a0e", dark: "#ee943f"),
        ColorToken("orange-wash", light: "#fdefe0", dark: "#3c2914"),
        // Data without judgement
        ColorToken("data", light: "#0f6575", dark: "#6cc0cc"),
        ColorToken("data-wash", light: "#cfe5e8", dark: "#1f4951"),
        ColorToken("grey", light: "#68767b", dark: "#95a5aa"),
    ]

    package enum Need: Double, Sendable {
        /// WCAG 1.4.3, text of any size.
        case text = 4.5
        /// WCAG 1.4.11, borders of controls, icons, lines of charts, focus rings.
        case graphic = 3.0
    }

    package struct Pair: Sendable {
        package let foreground: String
        package let background: String
        package let need: Need
    }

    /// Every pair that the stylesheet puts together.
    package static let pairs: [Pair] =
        text("ink", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash", "data-wash")
        + text("ink-soft", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash")
        + text("accent", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash")
        + text("accent-strong", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash")
        + text("on-accent", on: "accent", "accent-strong")
        + text("on-mast", on: "mast") + text("mast", on: "on-mast") + text("on-mast-soft", on: "mast")
        + text("blue", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash")
        + text("orange", on: "canvas", "surface", "surface-sunk", "accent-wash", "orange-wash")
        + text("surface", on: "grey", "blue", "orange")
        + graphic("line-strong", on: "canvas", "surface", "surface-sunk")
        + graphic("focus", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash")
        + graphic("on-mast", on: "mast")
        + graphic("orange-mark", on: "canvas", "surface", "surface-sunk", "orange-wash")
        + graphic("data", on: "canvas", "surface", "surface-sunk", "data-wash")
        + graphic("grey", on: "canvas", "surface", "surface-sunk", "accent-wash", "blue-wash", "orange-wash")

    private static func text(_ foreground: String, on backgrounds: String...) -> [Pair] {
        backgrounds.map { Pair(foreground: foreground, background: $0, need: .text) }
    }

    private static func graphic(_ foreground: String, on backgrounds: String...) -> [Pair] {
        backgrounds.map { Pair(foreground: foreground, background: $0, need: .graphic) }
    }
}
