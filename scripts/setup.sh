#!/usr/bin/env bash
# Installs the system packages that are missing, and says which.
#   scripts/setup.sh         what building and running needs
#   scripts/setup.sh test    also what the tests in a browser and those of the server need
#   scripts/setup.sh bench   also what the benchmarks need
source "$(dirname "$0")/common.sh"
purpose=${1:-run}

command -v swift >/dev/null || fail "Swift saknas. Installera Swift 6.2 eller senare från swift.org och försök igen."

packages=(libsqlite3-dev libxml2-dev libzip-dev libargon2-dev libssl-dev libcurl4-openssl-dev libqrencode-dev libpq-dev libmimalloc-dev zlib1g-dev pkg-config binutils libc6-dev ca-certificates)
# Any version of the C++ headers will do; the name carries the version.
compgen -G '/usr/include/c++/*/string' >/dev/null || packages+=(libstdc++-12-dev)
case $purpose in
run) ;;
test) packages+=(python3 python3-venv chromium-headless-shell fonts-dejavu-core postgresql openssl age faketime oathtool glewlwyd haproxy sqlite3 strace) ;;
bench) packages+=(python3 hey postgresql) ;;
*) fail "okänt ändamål: $purpose" ;;
esac

if ! command -v dpkg-query >/dev/null; then
    say "Systemet är inte Debian: se till att det här finns under ditt systems namn: ${packages[*]}"
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done

as_root=()
((EUID == 0)) || as_root=(sudo)
if ((${#missing[@]})); then
    ((EUID == 0)) || command -v sudo >/dev/null \
        || fail "de här paketen saknas; installera dem som root: apt-get install ${missing[*]}"
    say "Installerar systempaket: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
else
    say "Alla systempaket finns."
fi

[[ $purpose == test ]] || exit 0

# The Python environment, for the browser and server tests and for the statistics' oracle, is made anew when its lists of packages have
# changed.
requirements=(BrowserTests/requirements.txt ServerTests/requirements.txt Tests/StatisticsTests/Oracle/requirements.txt)
if ! cmp -s <(cat "${requirements[@]}") .venv/requirements.txt; then
    say "Gör Pythonmiljön för webbläsar- och servertesterna och statistikens facit (.venv)"
    rm -rf .venv
    /usr/bin/python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check "${requirements[@]/#/--requirement=}"
    cat "${requirements[@]}" >.venv/requirements.txt
fi

# program NAME PACKAGE PATH: puts one program of a Debian package into .venv/bin. The package itself would start a service and bring
# others with it.
program() {
    local name=$1 package=$2 path=$3
    ! PATH=$PATH:/usr/sbin command -v "$name" >/dev/null && [[ ! -x .venv/bin/$name ]] || return 0
    say "Hämtar $name ur paketet $package (.venv/bin)"
    local unpacked
    unpacked=$(mktemp -d)
    (cd "$unpacked" && { apt-get download -qq "$package" 2>/dev/null || { "${as_root[@]}" apt-get update -qq && apt-get download -qq "$package" 2>/dev/null; }; })
    dpkg-deb --fsys-tarfile "$unpacked/$package"_*.deb | tar --extract --directory "$unpacked" "./$path"
    install "$unpacked/$path" ".venv/bin/$name"
    rm -rf "$unpacked"
}

# Judges metrics; runs the handbook's recipe.
program promtool prometheus usr/bin/promtool
program nginx nginx usr/sbin/nginx
