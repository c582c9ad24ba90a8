import Foundation
import TestKit
import Testing

extension TestResponse {
    /// Expects the form's own page: its summary leads to the field, the field says what to do, and what was written is still there.
    ///
    /// - Parameters:
    ///   - field: the id of what must be changed; nil where the form has nothing but a button.
    ///   - kept: names of fields, and what was written in them.
    func expectForm(
        of title: String, at field: String?, _ words: String, kept: [String: String] = [:],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let here = location
        #expect(status == 422 && body.contains("<h1>\(title)</h1>") && !body.contains("Gå tillbaka"), sourceLocation: here)
        if let field {
            #expect(body.contains("<a href=\"#\(field)\">"), sourceLocation: here)
            #expect(body.contains("\(field)-error\" aria-invalid=\"true\""), "\(field)", sourceLocation: here)
            let message = body.firstRange(of: "id=\"\(field)-error\"").map { body[$0.upperBound...].prefix(700) }
            #expect(message?.contains(words) == true, "\(words)", sourceLocation: here)
            // One id names one field.
            #expect(body.components(separatedBy: "id=\"\(field)\"").count == 2, sourceLocation: here)
        } else {
            #expect(body.contains("<div class=\"errors\" role=\"alert\"") && body.contains(words), sourceLocation: here)
        }
        for (name, value) in kept where !value.isEmpty {
            #expect(keeps(value, in: name), "\(name)", sourceLocation: here)
        }
    }

    /// Whether the control has the value: as its own, as what is chosen of it, or as its text.
    private func keeps(_ value: String, in name: String) -> Bool {
        let tags = body.split(separator: "<")
        return tags.indices.contains { index in
            let tag = tags[index]
            guard tag.contains(" name=\"\(name)\"") else { return false }
            if tag.hasPrefix("textarea") { return tag.hasSuffix(">\n\(value)") }
            if tag.hasPrefix("select") {
                return tags[index...].prefix { !$0.hasPrefix("/select") }.contains {
                    $0.hasPrefix("option value=\"\(value)\" selected")
                }
            }
            let isChoice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"")
            return tag.contains(" value=\"\(value)\"") && (!isChoice || tag.contains(" checked"))
        }
    }
}

/// A form that cannot be accepted.
struct RefusedForm {
    let browser: TestBrowser
    /// Where it stands.
    let page: String
    let title: String

    /// Expects that it comes back, and that its page says afterwards what it said before.
    ///
    /// - Parameter kept: of `form`, when it is not the whole.
    func expect(
        _ form: [String: String], to path: String, at field: String?, _ words: String, kept: [String: String]? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try await browser.get(page)
        #expect(before.status == 200, sourceLocation: location)
        let answer = try await browser.post(path, form.map { ($0.key, $0.value) })
        answer.expectForm(of: title, at: field, words, kept: kept ?? form, location)
        #expect(try await browser.get(page).body == before.body, "stored", sourceLocation: location)
    }
}
