/// The figures behind a chart as files, for those who draw their own.
struct FileLinks: Component {
    let href: Href

    var html: HTML {
        """
        <p class="files small">Siffrorna: <a href="\(href.query("skrivsatt", "excel"))">för Excel</a>, \
        <a href="\(href.query("skrivsatt", "oppen"))">som öppen CSV</a></p>
        """
    }
}
