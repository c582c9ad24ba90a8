/// Texts that somebody who writes into a certificate, a name or a form may try.
enum InjectionCorpus {
    /// What each is compared with: a page with this instead must have the same tags.
    static let harmless = "zqx "

    /// May stand in a stored text.
    static let stored = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)' x='",
        "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "--><script>alert(1)</script><!--", "<!--",
        "]]><svg onload=alert(1)>", "<svg/onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1)//",
        "data:text/html,<script>alert(1)</script>", "//evil.test/", "/\\evil.test",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<base href=//evil.test>", "<meta http-equiv=refresh content=0;url=//evil.test>", "<form action=//evil.test><button>",
        "<style>*{background:url(//evil.test)}</style>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)",
        "\\x3cscript\\x3ealert(1)", "%3Cscript%3Ealert(1)%3C/script%3E", "＜script＞alert(1)＜/script＞",
        "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
        "%n%n%s%p", "'; DROP TABLE account; --", "' OR '1'='1", "=HYPERLINK(\"//evil.test\";\"x\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+46-1|x", "\t=1+1", "\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>", "\u{202E}fdp.exe", "\u{2028}<b>\u{2029}",
        "../../../etc/passwd", "..\\..\\x", "<b\u{7F}>\u{1}\u{8}", "🏳️‍🌈<i>e\u{301}", String(repeating: "<div>\"'", count: 300),
    ]

    /// May stand in an address or a form as well.
    static let sent =
        stored + ["\0<script>", "%00%0d%0aLocation: //evil.test", String(repeating: "&a=", count: 500), "formToken=x&a"]
}
