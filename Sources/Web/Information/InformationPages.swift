/// Required by law 2018:1937 on accessibility of digital public services.
struct AccessibilityStatement: Component {
    var html: HTML {
        """
        <div class="prose stack">
        <p>Sakkunnig ska kunna användas av alla. Målet är nivå AA i WCAG 2.2, och varje sida prövas automatiskt mot den i webbläsare.</p>
        <h2>Hur tillgängligt är Sakkunnig?</h2>
        <p>Alla sidor kan läsas och användas utan mus, utan JavaScript och med skärmläsare. Status visas alltid i ord, aldrig bara med färg. \
        Varje diagram har en sammanfattning i text och en tabell med samma siffror.</p>
        <h2>Vad är inte prövat?</h2>
        <p>Ingen utomstående granskning är gjord ännu, och sidorna har inte prövats av användare med hjälpmedel.</p>
        <h2>Har du hittat något som inte fungerar?</h2>
        <p>Säg till den som ansvarar för Sakkunnig hos din vårdgivare. Är du inte nöjd med svaret kan du vända dig till \
        Myndigheten för digital förvaltning, Digg.</p></div>
        """
    }
}
