/// The token that shows that a form comes from our own page.
package struct FormToken: Component {
    package var value: String?
    package init(_ value: String?) { self.value = value }
    package var html: HTML {
        "\(with: value, { "<input type=\"hidden\" name=\"formToken\" value=\"\($0)\">" })"
    }
}

/// One question in a form: label, help, message when the answer must be changed, and the control. The control's id is its name.
package struct FormField: Component {
    package var label: String
    package var name: String
    package var control: Control
    package var hint: String?
    /// What to do, not what is wrong: "Ange en dag, till exempel 2026-11-21."
    package var error: String?
    package var isShort: Bool
    /// What it is about, after the label, for those who listen: where the same question stands in every row.
    package var spoken: String?
    /// What stands in it, and what is said of that, may name a patient and is hidden with the personal data.
    package var isPersonal: Bool

    package init(
        _ label: String, name: String, _ control: Control, hint: String? = nil, error: String? = nil, isShort: Bool = false,
        spoken: String? = nil, isPersonal: Bool = false
    ) {
        self.isPersonal = isPersonal
        self.label = label
        self.spoken = spoken
        self.name = name
        self.control = control
        self.hint = hint
        self.error = error
        self.isShort = isShort
    }

    package indirect enum Control: Sendable {
        case text(value: String = "", autocomplete: String? = nil)
        /// Text with some to pick from; what none of them says can be written.
        case suggested(value: String, from: [String])
        case search(value: String = "")
        case number(value: Int? = nil, range: ClosedRange<Int>? = nil)
        /// An ISO day, or what the person wrote.
        case date(value: String = "")
        case password(autocomplete: String)
        case longText(value: String = "")
        case select([Option])
        case checkboxes([Option])
        case radios([Option])
        case checkbox(isChecked: Bool)
        /// From and to, under one legend; the names get `.fran` and `.till`.
        case numberRange(from: Int?, to: Int?)
        case dateRange(from: String, to: String)
        /// ISO months.
        case monthRange(from: String, to: String)
    }

    package struct Option: Sendable {
        package var value: String
        package var label: String
        package var isChosen: Bool
        package init(_ value: String, _ label: String, isChosen: Bool = false) {
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }
    }

    package var html: HTML {
        let tone = "field" + (isShort ? " short" : "") + (error == nil ? "" : " has-error")
        switch control {
        case .checkbox(let isChecked):
            return """
                <div class="\(tone)">\(help)<div class="choice"><input type="checkbox" id="\(name)" name="\(name)" value="ja"\(described)\
                \(attribute: "checked", if: isChecked)><label for="\(name)">\(label)</label></div></div>
                """
        case .checkboxes(let options): return choices("checkbox", options, tone: tone)
        case .radios(let options): return choices("radio", options, tone: tone)
        case .numberRange(let from, let to):
            return range(tone: tone, type: "number", from: from.map { "\($0)" } ?? "", to: to.map { "\($0)" } ?? "")
        case .dateRange(let from, let to): return range(tone: tone + " days", type: "date", from: from, to: to)
        case .monthRange(let from, let to): return range(tone: tone + " days", type: "month", from: from, to: to)
        case .text, .suggested, .search, .number, .date, .password, .longText, .select:
            return """
                <div class="\(tone)"><label for="\(name)">\(label)\(with: spoken, { "<span class=\"visually-hidden\"> \($0)</span>" })</label>\
                \(help)\(singleControl)</div>
                """
        }
    }

    private var singleControl: HTML {
        switch control {
        case .text(let value, let autocomplete): input("text", value, autocomplete: autocomplete)
        case .suggested(let value, let choices):
            """
            <input type="text" id="\(name)" name="\(name)" list="\(name)-val" autocomplete="off"\(attribute: "value", value.isEmpty ? nil : value)\(described)>\
            <datalist id="\(name)-val">\(for: choices, { "<option value=\"\($0)\"></option>" })</datalist>
            """
        case .search(let value): input("search", value)
        case .number(let value, let range):
            """
            <input type="number" inputmode="numeric" id="\(name)" name="\(name)"\(attribute: "value", value)\(attribute: "min", range?.lowerBound)\
            \(attribute: "max", range?.upperBound)\(described)>
            """
        case .date(let value): input("date", value)
        case .password(let autocomplete): input("password", "", autocomplete: autocomplete)
        case .longText(let value):
            "<textarea id=\"\(name)\" name=\"\(name)\" rows=\"4\"\(concealed)\(described)>\n\(value)</textarea>"
        case .select(let options):
            """
            <select id="\(name)" name="\(name)"\(described)>\(for: options, { option in
                "<option value=\"\(option.value)\"\(attribute: "selected", if: option.isChosen)>\(option.label)</option>"
            })</select>
            """
        case .checkboxes, .radios, .checkbox, .numberRange, .dateRange, .monthRange: HTML()
        }
    }

    private func input(_ type: StaticString, _ value: String, autocomplete: String? = nil) -> HTML {
        """
        <input type="\(type)" id="\(name)" name="\(name)"\(attribute: "value", value.isEmpty ? nil : value)\
        \(attribute: "autocomplete", autocomplete)\(concealed)\(described)>
        """
    }

    private func choices(_ type: StaticString, _ options: [Option], tone: String) -> HTML {
        """
        <fieldset class="\(tone)"\(described)><legend>\(label)</legend>\(help)<div class="choices">\(for: options.enumerated(), { index, option in
            """
            <div class="choice"><input type="\(type)" id="\(index == 0 ? name : "\(name)-\(index)")" name="\(name)" value="\(option.value)"\
            \(attribute: "checked", if: option.isChosen)><label for="\(index == 0 ? name : "\(name)-\(index)")">\(option.label)</label></div>
            """
        })</div></fieldset>
        """
    }

    private func range(tone: String, type: StaticString, from: String, to: String) -> HTML {
        """
        <fieldset class="\(tone)"\(described)><legend>\(label)</legend>\(help)<div class="range">\
        <input type="\(type)" id="\(name)" name="\(name).fran" aria-label="\(label), från"\(attribute: "value", from.isEmpty ? nil : from)>\
        <span aria-hidden="true">–</span>\
        <input type="\(type)" name="\(name).till" aria-label="\(label), till"\(attribute: "value", to.isEmpty ? nil : to)></div></fieldset>
        """
    }

    private var help: HTML {
        """
        \(with: hint, { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" })\
        \(with: error, { "<p class=\"message\" id=\"\(name)-error\">\(Icon.attention)<span>\(isPersonal ? Personal($0).html : "\($0)")</span></p>" })
        """
    }

    private var concealed: HTML { "\(attribute: "class", isPersonal ? "personal-text" : nil)" }

    private var described: HTML {
        let ids = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }.joined(separator: " ")
        return
            "\(attribute: "aria-describedby", ids.isEmpty ? nil : ids)\(attribute: "aria-invalid", error == nil ? nil : "true")"
    }
}

/// At the top of a form that could not be accepted: each problem is a link to its field.
package struct ErrorSummary: Component {
    package struct Problem: Sendable {
        package var text: String
        package var field: String?
        /// It may name a patient, and is hidden with the personal data.
        package var isPersonal: Bool
        package init(_ text: String, field: String?, isPersonal: Bool = false) {
            self.text = text
            self.field = field
            self.isPersonal = isPersonal
        }

        fileprivate var html: HTML {
            let words: HTML = isPersonal ? Personal(text).html : "\(text)"
            return field.map { "<a href=\"#\($0)\">\(words)</a>" } ?? words
        }
    }

    package var title: String
    package var problems: [Problem]
    /// The summary is read at once when the page has come back with problems.
    package var takesFocus: Bool
    package init(_ title: String = "Det här behöver ändras", problems: [Problem], takesFocus: Bool = true) {
        self.title = title
        self.problems = problems
        self.takesFocus = takesFocus
    }

    package var html: HTML {
        guard !problems.isEmpty else { return HTML() }
        return """
            <div class="errors" role="alert" tabindex="-1"\(attribute: "data-focus-first", if: takesFocus)><h2>\(Icon.attention)\(title)</h2>
            <ul>\(for: problems, { "<li>\($0.html)</li>" })</ul></div>
            """
    }
}
