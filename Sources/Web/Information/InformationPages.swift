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

struct AboutPage: Component {
    let version: String

    var html: HTML {
        """
        <div class="prose stack">
        <p>Sakkunnig är stöd för enhetens försäkringsmedicinska arbete: sjukskrivningar som är rätta, lagom, säkra och jämställda.</p>
        <h2>Så räknas sjukfall</h2>
        <p>Intyg på samma enhet, med underenheter, hör till samma sjukfall när högst så många dagar skiljer dem åt som du har valt i listan, \
        från början fem. Makulerade och ersatta intyg räknas inte, och inte heller intyg till arbetsgivaren eller avstängning enligt smittskyddslagen. \
        De går ändå att läsa.</p>
        <h2>Vad dagarna betyder</h2>
        <p>Dag i sjukfallet räknas i kalenderdagar från första dagen. Försäkringskassan avgör var i rehabiliteringskedjan en person är, \
        så varje tidsgräns här är en uppskattning.</p>
        <h2>Vem ser vad?</h2>
        <p>Varje gång någon tittar på en patients uppgifter skrivs det i åtkomstloggen: vem, när, i vilken roll, på vilken enhet och vad. \
        Det du själv har sett visas under <a href="\(Site.ownLooks)">Mina åtkomster</a>.</p>
        <p class="soft">Version \(version). Öppen källkod, licens Apache 2.0.</p></div>
        """
    }
}
