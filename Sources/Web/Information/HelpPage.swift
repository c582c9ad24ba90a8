/// What people ask most, in the handbook's words but fewer: the handbook itself lies with the program and is not on the site.
struct HelpPage: Component {
    let version: String

    var html: HTML {
        """
        <div class="prose stack">
        <p>Sakkunnig är stöd för enhetens försäkringsmedicinska arbete: sjukskrivningar som är rätta, lagom, säkra och jämställda. \
        Din roll avgör vilka av sidorna du ser.</p>
        \(work)\(registering)\(quarantine)\(asking)\(counting)
        <p class="soft">Version \(version). Öppen källkod, licens Apache 2.0.</p></div>
        """
    }

    private var work: HTML {
        """
        <h2>Listan</h2>
        <p>Pågående sjukfall är listan att arbeta från. Överst står det som är mest brådskande. Sök på namn, personnummer, diagnos, läkare \
        eller datum, eller öppna Filter. Rubrikerna sorterar. Tryck på ett namn: på sjukfallets sida står nästa steg, med skäl.</p>
        <p>En läkare har två flikar. Mina patienter är de vars gällande intyg du har utfärdat, och de som du är ansvarig för. Under den andra \
        finns alla som du får se. Raden av flikar under dem visar det som brådskar, till exempel sjukfall över 28 dagar utan plan.</p>
        <h2>De andra sidorna</h2>
        <ul><li>Översikt: hur det ser ut på enheten nu, och vad som har ändrats.</li>
        <li>Mål: måtten, vad de räknar, enhetens handlingsplan och månadsbrevet.</li>
        <li>Rapporter: siffror att visa och spara, räknade som i Intygsstatistik.</li>
        <li>Inläsning: hur det gick att läsa in intyg och register.</li></ul>
        """
    }

    private var registering: HTML {
        """
        <h2>Planer, åtgärder och utbildningar</h2>
        <p>De registreras i journalsystemet och personallistan, och läses in därifrån. Här finns inget formulär för dem.</p>
        """
    }

    private var quarantine: HTML {
        """
        <h2>Karantänen</h2>
        <p>Det som inte gick att läsa ligger orört under Inläsning, Karantän, med skälet. Rehabkoordinatorn rättar det och läser igen, eller lägger \
        det åt sidan med ett skäl. Det räknas inte förrän det är inläst. Det ursprungliga sparas alltid.</p>
        """
    }

    private var asking: HTML {
        """
        <h2>Vem du frågar</h2>
        <ul><li>Verksamhetschefen ger roller och uppdrag på enheten.</li>
        <li>Systemadministratören lägger till konton och ger den som har glömt sitt lösenord en ny länk.</li>
        <li>Rehabkoordinatorn vet varför ett intyg saknas.</li>
        <li>Den som sköter driften hos din vårdgivare hjälper till när något inte fungerar.</li></ul>
        """
    }

    private var counting: HTML {
        """
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
        """
    }
}
