# Shared by the scripts in this folder: sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

started=$SECONDS

# say TEXT: a line that is easy to find in a long log.
say() { printf '%s\n' "$*"; }

# step N OF TEXT: how far a long run has come, and the time since it began.
step() {
    local spent=$((SECONDS - started))
    printf '[%s/%s] %s (%d:%02d)\n' "$1" "$2" "$3" $((spent / 60)) $((spent % 60))
}

# build ARGUMENT…: builds the program, or its tests too, always in the same form: what is run, tested and measured is one and the same, built
# once. Without the debugger's tables a build from nothing takes a seventh less, and with the program's own allocator in the compiler some
# twentieths less.
build() { LD_PRELOAD=$(compgen -G '/usr/lib/*/libmimalloc.so.2' || true) swift build -c release -debug-info-format none "$@"; }

# run_tests ARGUMENT…: the Swift tests as `build --build-tests` left them. What failed is told once more at the end, where it is found among the
# thousands of lines of what did not. Tests that hang are stopped, and tell which they were and where every thread stood. It is the tests' own
# program that is run: `swift test` keeps back the last lines of one that never ends.
run_tests() {
    local said status=0
    said=$(mktemp)
    NO_COLOR=1 SWIFT_BACKTRACE=enable=yes,threads=all,color=no,interactive=no timeout --signal=ABRT --kill-after=60 "${TEST_LIMIT:-25m}" \
        .build/release/SakkunnigPackageTests.xctest --testing-library swift-testing "$@" 2>&1 | tee "$said" || status=$?
    if ((status)); then
        grep -E '^✘|recorded an issue|Fatal error|unexpected signal' "$said" | tail -40 || tail -5 "$said"
        ((status < 124)) || {
            say "Det här blev aldrig klart:"
            comm -23 <(sed -nE 's/^◇ Test (.*) started\.$/\1/p' "$said" | grep -vE '^(case |run$)' | sort) \
                <(sed -nE 's/^. Test (.*) (passed|failed|skipped)[ .:].*/\1/p' "$said" | sed -E 's/ with [0-9]+ test cases?$//' | sort)
        }
    fi
    rm "$said"
    return $status
}

# What `build` makes.
program=.build/release/sakkunnig

fail() {
    printf 'Fel: %s\n' "$*" >&2
    exit 1
}

# timed LABEL COMMAND…: runs the command and says how long it took.
timed() {
    local label=$1 begin=$SECONDS
    shift
    "$@"
    local spent=$((SECONDS - begin))
    printf '%s: %d min %02d s\n' "$label" $((spent / 60)) $((spent % 60))
}

# memory_left: the kilobytes that /dev/shm, the machine and the container that this is perhaps run in can all spare.
memory_left() {
    local group=/sys/fs/cgroup limit
    {
        df --output=avail -k /dev/shm | tail -1
        awk '/^MemAvailable/ { print $2 }' /proc/meminfo
        if read -r limit <$group/memory.max && [[ $limit != max ]]; then echo $(((limit - $(<$group/memory.current)) / 1024)); fi
    } 2>/dev/null | sort -n | head -1
}

# quick_folder: a new folder, in memory where there is room for it. Tests make and drop databases by the thousand, and a disk's file system
# may take longer over the files than the tests over their rows. A run was seen to need 0.1 GB; PostgreSQL may keep 1 GB of its log.
quick_folder() {
    local folder='' left
    left=$(memory_left)
    if ((${left:-0} > 4 * 1024 * 1024)); then folder=$(mktemp -d -p /dev/shm 2>/dev/null); fi
    [[ -n $folder ]] || folder=$(mktemp -d) || return
    chmod 755 "$folder" && printf '%s\n' "$folder"
}

# start_postgres FOLDER [SETTING…]: a PostgreSQL server of its own in FOLDER, reached by a unix socket there and nothing else.
# Sets SAKKUNNIG_POSTGRES to its address. The database's own language is Swedish, so that an order which the program leaves to the
# server shows. Settings: fsync=off for tests that no power cut is part of.
start_postgres() {
    local folder=$1 programs setting options
    shift
    programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    programs=${programs:-$(dirname "$(command -v initdb || fail "PostgreSQL saknas; kör scripts/setup.sh test")")}
    mkdir -p "$folder"
    # PostgreSQL refuses to run as root: a user without rights gets the folder.
    postgres_as=()
    if ((EUID == 0)); then
        local user=nobody
        getent passwd postgres >/dev/null && user=postgres
        chown "$user" "$folder"
        postgres_as=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups)
    fi
    [[ -e $folder/data/PG_VERSION ]] || (cd / && "${postgres_as[@]}" "$programs/initdb" --pgdata="$folder/data" --auth=trust --username=sakkunnig \
        --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=sv-SE --data-checksums --no-sync >"$folder/initdb.log") ||
        fail "databasen i $folder går inte att göra: $(tail -3 "$folder/initdb.log")"
    options="-k $folder -c listen_addresses= -c max_connections=300 -c shared_buffers=256MB"
    for setting in "$@"; do options+=" -c $setting"; done
    (cd / && "${postgres_as[@]}" "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --options="$options" --wait --silent start >/dev/null) ||
        fail "databasservern startar inte: $(tail -3 "$folder/log")"
    postgres_stop=("${postgres_as[@]}" "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop)
    export SAKKUNNIG_POSTGRES="postgres://sakkunnig@/postgres?host=${folder//\//%2F}"
}

stop_postgres() { (cd / && "${postgres_stop[@]}") || true; }
