#!/usr/bin/env python3
"""Writes Knowledge/common-passwords.txt: what people guess first, put together from facts and copied from no list.

Studies of leaked passwords agree on how they are made: one everyday word, name, season, month, place, team or row of keys, in
small letters, with a short row of figures or a year after it. The words below are our own choice of such words in Swedish and
English; the figures and years are the habits. Whatever is under eight characters is left out, as the rule of length refuses it.
"""

from pathlib import Path

WORDS = """
password passord lösenord losenord hemligt hemlig välkommen valkommen inloggning logga användare anvandare administrator
admin dator internet windows qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm letmein welcome login master secret access
iloveyou jagälskardig jagalskardig älskling alskling sötnos sotnos solsken sommar vinter höst host vår sommaren semester
januari februari mars april maj juni juli augusti september oktober november december måndag mandag tisdag onsdag torsdag
fredag lördag lordag söndag sondag sverige svensk stockholm göteborg goteborg malmö malmo uppsala västerås vasteras örebro
orebro linköping linkoping helsingborg jönköping jonkoping norrköping norrkoping lund umeå umea gävle gavle borås boras
eskilstuna halmstad växjö vaxjo karlstad sundsvall östersund ostersund trollhättan trollhattan luleå lulea kalmar kristianstad
karlskrona falun skellefteå skelleftea visby gotland skåne skane dalarna norrland småland smaland värmland varmland
aik hammarby djurgården djurgarden malmöff ifkgöteborg elfsborg frölunda frolunda brynäs brynas modo leksand färjestad
farjestad fotboll hockey ishockey innebandy golf tennis liverpool arsenal chelsea barcelona manchester united
anna maria eva karin kristina lena emma sara kerstin ingrid marie elin hanna johanna sofia linda susanne ulla annika malin
lisa jenny julia amanda ida matilda moa alice maja ella wilma erik lars karl anders johan per nils carl mikael jan hans lennart
olof gunnar peter sven fredrik daniel alexander david stefan mattias andreas jonas robin simon oscar oskar lucas william hugo
elias liam charlie andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson
hunden katten hästen hasten valpen kissen molly bella ludde sigge tiger panter dragon drake monkey shadow hunter ranger
jordgubb blåbär blabar banan apelsin choklad kaffe kanelbulle potatis pannkaka köttbulle kottbulle pizza cookie cheese
blomma rosen tulpan solros stjärna stjarna måne mane himmel hav skog fjäll fjall sjön sjon sunshine flower princess prinsessa
prins kung drottning ängel angel mamma pappa mormor morfar farmor farfar syster broder familj barnen kärlek karlek love lovely
forever happy glad lycka lycklig vacker snygg fisken båten baten bilen volvo saab scania ericsson ikea toyota mercedes
ferrari porsche yamaha honda batman superman spiderman starwars pokemon minecraft fortnite spotify facebook instagram
google samsung iphone android nintendo playstation metallica nirvana abba beatles elvis hammare spindel
läkare lakare doktor sjuksköterska sjukskoterska vården varden sjukhus sjukhuset vårdcentral vardcentral patient patienten
journal remiss region regionen akuten mottagning apotek medicin hälsa halsa rehab kontoret jobbet arbete chefen
försäkringskassan forsakringskassan sakkunnig hejhej hejsan tjena hallå halla morgon kväll kvall natten godnatt
michael jordan jessica ashley andrew michelle computer football baseball basketball summer winter autumn spring trustno
mustang charlie thomas george freedom whatever nothing pepper ginger thunder killer hello hunter2 soccer silver orange purple
yellow guitar diamond jennifer samantha patrick maverick matrix phoenix merlin cowboy eagles falcon lovers blessed
""".split()

FIGURES = ["1", "12", "123", "1234", "12345", "123456", "!", "1!", "123!", "01", "11", "99", "00"]
YEARS = [str(year) for year in range(1960, 2031)]
ROWS = [
    "qwertyuiopå", "asdfghjklöä", "asdfghjkl", "zxcvbnm,.", "1qaz2wsx3edc", "1qazxsw2", "q1w2e3r4t5y6", "1q2w3e4r5t6y", "qazwsxedcrfv",
    "zaq12wsx", "qweasdzxc", "qwerasdf", "asdfqwer", "1234qwer", "qwer1234", "abcdefghijkl", "abcd1234", "abc12345", "a1b2c3d4", "aa123456",
    "passw0rd", "p@ssw0rd", "p@ssword", "pa$$word", "passw0rd1", "l0senord", "lösen123", "losen123", "hemligt1",
]


def digits() -> list[str]:
    rows = "12345678901234567890"
    found = [rows[start : start + length] for start in range(10) for length in range(8, 13)]
    found += [rows[::-1][start : start + length] for start in range(10) for length in range(8, 13)]
    found += [pair * (length // len(pair)) for pair in ["0", "1", "12", "69", "99", "123", "1234", "007"] for length in (8, 9, 10, 12)]
    return found


def passwords() -> list[str]:
    found = set(ROWS) | set(digits()) | set(WORDS)
    for word in WORDS:
        found |= {word + end for end in FIGURES}
        # Years at work and years of birth: of words that people put a year to.
        found |= {word + year for year in YEARS[-12:]}
        found.add(word + word)
    # The bare word stands here even when it is short: it is compared with a password without its figures and signs.
    return sorted(text for text in found if len(text) >= 8 or text in WORDS)


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "Knowledge/common-passwords.txt"
    lines = passwords()
    target.write_text("# Made by scripts/common_passwords.py, which says how and from what.\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} lösenord, {sum(len(line) >= 8 for line in lines)} av dem med minst åtta tecken")
