import UseCases

/// The two fields of a new password, with what is asked of it.
struct NewPasswordFields: Component {
    let refusal: OwnAccount.Refusal?

    var html: HTML {
        """
        \(FormField(
            "Nytt lösenord", name: "nytt", .password(autocomplete: "new-password"),
            hint: "Minst \(PasswordRules.shortest) tecken, gärna \(PasswordRules.advised) eller fler. Fyra slumpade ord i rad är bra. Alla tecken går bra.",
            error: refusal?.sentence(for: .newPassword)))
        \(FormField(
            "Nytt lösenord igen", name: "igen", .password(autocomplete: "new-password"), error: refusal?.sentence(for: .repeated)))
        """
    }
}

/// The password that the person signs in with, once more.
struct PasswordField: Component {
    let error: String?

    init(error: String?) { self.error = error }
    init(refusal: OwnAccount.Refusal?) { error = refusal?.sentence(for: .password) }

    var html: HTML {
        """
        \(FormField(
            "Ditt lösenord", name: "losenord", .password(autocomplete: "current-password"), error: error))
        """
    }
}

/// A code of the app.
struct CodeField: Component {
    let hint: String
    let refusal: OwnAccount.Refusal?

    var html: HTML {
        """
        \(FormField("Kod", name: "kod", .text(autocomplete: "one-time-code"), hint: hint, error: refusal?.sentence(for: .code)))
        """
    }
}

/// At the top of a form that came back.
struct RefusalSummary: Component {
    let refusal: OwnAccount.Refusal?

    init(_ refusal: OwnAccount.Refusal?) { self.refusal = refusal }

    var html: HTML {
        "\(with: refusal, { ErrorSummary(problems: [.init($0.sentence, field: $0.field.name)]).html })"
    }
}

extension OwnAccount.Refusal {
    func sentence(for field: Field) -> String? { self.field == field ? sentence : nil }
}

extension OwnAccount.Refusal.Field {
    fileprivate var name: String {
        switch self {
        case .password: "losenord"
        case .newPassword: "nytt"
        case .repeated: "igen"
        case .code: "kod"
        }
    }
}

/// A QR code as a drawing, with the light margin that readers need.
struct QRDrawing: Component {
    let code: QRCode
    private static let margin = 4

    var html: HTML {
        let size = code.rows.count + 2 * QRDrawing.margin
        return """
            <svg class="qr" viewBox="0 0 \(size) \(size)" width="\(size * 5)" height="\(size * 5)" role="img" aria-label="QR-kod för appen">\
            <rect width="\(size)" height="\(size)" fill="#fff"/><path fill="#000" d="\(path)"/></svg>
            """
    }

    /// One bar for each run of dark squares.
    private var path: String {
        var path = ""
        for (y, row) in code.rows.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let start = x
                while x < row.count, row[x] { x += 1 }
                path += "M\(start + QRDrawing.margin) \(y + QRDrawing.margin)h\(x - start)v1h-\(x - start)z"
            }
        }
        return path
    }
}
