#!/usr/bin/env bash
# The tests of a running server, against the program as it was last built for tests.
# Arguments go to pytest: scripts/servertests.sh -k limits
source "$(dirname "$0")/common.sh"
[[ -x $program ]] || fail "programmet är inte byggt; kör make test eller make faults"
exec .venv/bin/python -B -m pytest ServerTests "$@"
