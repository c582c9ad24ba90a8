/// What takes effect at once is told before it is done, whom it concerns and what it means: the first press opens, the second does it.
struct SecondStep: Component {
    /// What is pressed first.
    let summary: HTML
    let effect: HTML
    let action: Href
    let formToken: String
    /// Which of the action's deeds, or upon whom.
    let field: (name: String, value: String)
    /// What does it.
    let button: HTML

    var html: HTML {
        """
        <details class="why"><summary>\(summary)</summary>\
        <div class="stack-tight">\(effect)<form method="post" action="\(action)">\(FormToken(formToken))\
        <input type="hidden" name="\(field.name)" value="\(field.value)">\
        <button class="button secondary small">\(button)</button>\
        </form></div></details>
        """
    }
}
