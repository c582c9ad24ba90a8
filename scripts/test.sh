#!/usr/bin/env bash
# make test: sets up, then runs every test, those in a real browser included.
source "$(dirname "$0")/common.sh"

step 1 6 "Systempaket och Pythonmiljö"
scripts/setup.sh test
step 2 6 "Bygger programmet och testerna, första gången tar det flera minuter"
timed "Bygget" build --build-tests
step 3 6 "Swifttesterna"
folder=$(quick_folder)
trap 'jobs -p | xargs --no-run-if-empty kill 2>/dev/null || true; stop_postgres; rm -rf "$folder"' EXIT
start_postgres "$folder" fsync=off
timed "Swifttesterna" run_tests
step 4 6 "De av dem som rör databasen, på PostgreSQL, och samtidigt webbläsartesterna"
# Every test that asks for a database gets one there. The sweeps of injections, forged forms and every role over every route ask for thousands of
# databases and nothing of the engine: they run on SQLite alone. One test at a time, so that a core is left for the browser.
SAKKUNNIG_TEST_ENGINE=PostgreSQL timed "Swifttesterna på PostgreSQL" run_tests --no-parallel --filter '^(StorageTests|UseCasesTests|WebTests)\.' \
    --skip '^WebTests\.(EveryRouteTests|InjectionTests|AccessTests|ForgeryTests)' >"$folder/tests.txt" 2>&1 &
on_postgres=$!
timed "Webbläsartesterna" scripts/e2e.sh
step 5 6 "Servertesterna som mest väntar, medan PostgreSQL blir klart"
# Those of several servers, of limits and of identity providers mostly wait: for a lock that runs out, for somebody who is slow.
waiting='test_servers or test_limits or test_identity or witness_that_hangs'
timed "Servertesterna som mest väntar" scripts/servertests.sh -k "$waiting" >"$folder/waiting.txt" 2>&1 &
waiting_ones=$!
wait $on_postgres || {
    cat "$folder/tests.txt"
    fail "Swifttesterna på PostgreSQL gick inte igenom"
}
tail -2 "$folder/tests.txt"
step 6 6 "De andra servertesterna: säkerhetskopior och några rundor fel"
# Faults wait for disks and for what was killed: the others have the processor meanwhile.
timed "Feltesterna" scripts/servertests.sh -k test_faults >"$folder/faults.txt" 2>&1 &
faults=$!
timed "De andra servertesterna" scripts/servertests.sh -k "not ($waiting or test_faults)"
wait $waiting_ones || {
    cat "$folder/waiting.txt"
    fail "servertesterna som mest väntar gick inte igenom"
}
tail -2 "$folder/waiting.txt"
wait $faults || {
    cat "$folder/faults.txt"
    fail "feltesterna gick inte igenom"
}
tail -40 "$folder/faults.txt"
