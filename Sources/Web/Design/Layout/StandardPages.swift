/// The body of the sign-in page; `Page(title: "Logga in", width: .narrow, content: "\(SignInForm(…))")`.
package struct SignInForm: Component {
    package var action: Href
    package var userName: String
    package var error: String?
    package var formToken: String?
    /// Who can sign in when the region is a made-up one.
    package var demoUsers: [DemoUser]
    /// The way in through the organisation's own identity provider, when there is one: before the password.
    package var identity: (title: String, href: Href)?

    package struct DemoUser: Sendable {
        package var userName: String
        package var description: String
        package init(userName: String, description: String) {
            self.userName = userName
            self.description = description
        }
    }

    package init(
        action: Href, userName: String = "", error: String? = nil, formToken: String? = nil,
        demoUsers: [DemoUser] = [], identity: (title: String, href: Href)? = nil
    ) {
        self.action = action
        self.userName = userName
        self.error = error
        self.formToken = formToken
        self.demoUsers = demoUsers
        self.identity = identity
    }

    package var html: HTML {
        """
        \(with: error, { ErrorSummary(problems: [.init($0, field: "anvandarnamn")]).html })
        \(with: identity, { identity in
            """
            <p><a class="button primary full" href="\(identity.href)">\(identity.title)</a></p>
            <h2>Eller med lösenord</h2>

            """
        })<form class="sheet form" method="post" action="\(action)">\(FormToken(formToken))\
        \(FormField("Användarnamn", name: "anvandarnamn", .text(value: userName, autocomplete: "username")))
        \(FormField("Lösenord", name: "losenord", .password(autocomplete: "current-password")))
        <button class="button \(identity == nil ? "primary" : "secondary") full">Logga in</button>
        </form>
        \(if: !demoUsers.isEmpty, demo)
        """
    }

    private var demo: HTML {
        """
        <section class="stack-tight" aria-labelledby="demo-users"><h2 id="demo-users">Prova som</h2>
        <p class="soft">Lösenordet är detsamma för alla och står där programmet startades. Välj ett namn, så fylls det i.</p>
        <dl class="facts">\(for: demoUsers, { user in
            "<dt><a href=\"\(action.query("anvandare", user.userName))\"><code>\(user.userName)</code></a></dt><dd>\(user.description)</dd>"
        })</dl></section>
        """
    }
}

/// The body of the page that asks for the second factor's code.
package struct CodeForm: Component {
    package var action: Href
    package var error: String?

    package init(action: Href, error: String? = nil) {
        self.action = action
        self.error = error
    }

    package var html: HTML {
        """
        \(with: error, { ErrorSummary(problems: [.init($0, field: "kod")]).html })
        <form class="sheet form" method="post" action="\(action)">
        \(FormField(
            "Kod", name: "kod", .text(autocomplete: "one-time-code"),
            hint: "Sex siffror ur appen. Har du inte appen till hands, skriv en av dina återställningskoder."))
        <button class="button primary full">Fortsätt</button>
        </form>
        """
    }
}

/// The body of the unit chooser: one button a unit, so that a click is enough.
package struct UnitChooser: Component {
    package struct Choice: Sendable {
        package var id: String
        package var unit: String
        package var role: String
        package init(id: String, unit: String, role: String) {
            self.id = id
            self.unit = unit
            self.role = role
        }
    }

    package var action: Href
    package var choices: [Choice]
    package var formToken: String?

    package init(action: Href, choices: [Choice], formToken: String? = nil) {
        self.action = action
        self.choices = choices
        self.formToken = formToken
    }

    package var html: HTML {
        guard !choices.isEmpty else {
            return HTML(
                EmptyState(
                    title: "Du har inget uppdrag här",
                    text: "Be verksamhetschefen eller den som är administratör att ge dig en roll på din enhet."))
        }
        return """
            <form method="post" action="\(action)">\(FormToken(formToken))
            <ul class="unit-list">\(for: choices, { choice in
                """
                <li><button name="enhet" value="\(choice.id)"><span><strong>\(choice.unit)</strong>\(choice.role)</span>\(Icon.next)</button></li>

                """
            })</ul></form>
            """
    }
}

/// The body of an error page: what happened, what to do, and a reference to the log.
package struct ErrorBody: Component {
    package var message: String
    package var advice: String
    package var reference: String?
    package var home: Href

    package init(message: String, advice: String, reference: String? = nil, home: Href = "/") {
        self.message = message
        self.advice = advice
        self.reference = reference
        self.home = home
    }

    package var html: HTML {
        """
        \(Notice(.attention, title: message, body: "<p>\(advice)</p>"))
        \(with: reference, { "<p class=\"soft\">Behöver du hjälp? Uppge referensen <code>\($0)</code>.</p>" })
        <p>\(LinkButton("Till startsidan", home, .secondary))</p>
        """
    }
}
