#!/usr/bin/env bash
# make fuzz: every parser that outsiders reach, with many damaged inputs.
#   FUZZ_ROUNDS=200000 make fuzz   more of them for each parser
#   FUZZ_SEED=7 make fuzz          others
# The input that a parser was reading lies in var/fuzz, under the parser's name: there it is after a crash.
source "$(dirname "$0")/common.sh"

step 1 3 "Systempaket"
scripts/setup.sh
step 2 3 "Bygger testerna"
# In debug form: there an index outside a buffer stops the program, in the form that is run it may be read without a word.
swift build --build-tests
step 3 3 "Skadade indata, ${FUZZ_ROUNDS:=20000} för varje tolk"
mkdir -p var/fuzz
# A reader that asks for memory without end is stopped here rather than by the machine. A crash ends at once, without a long report.
ulimit -v $((8 * 1024 * 1024))
log=var/fuzz/log
export FUZZ_ROUNDS FUZZ_FOLDER=$PWD/var/fuzz SWIFT_BACKTRACE=enable=no
timed "Fuzzningen" swift test --skip-build --filter 'FuzzTests|FormFieldsTests' 2>&1 | tee "$log" | grep -E '^fuzz |✘|error:|Fuzzningen|Fatal' || true
grep -qE 'Test run with .* passed' "$log" || fail "någon tolk klarade inte sina indata; se $log och indata i var/fuzz"
say "$(awk '/^fuzz / { sum += $NF } END { print sum }' "$log") indata, inget fel."
