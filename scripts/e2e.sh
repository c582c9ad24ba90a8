#!/usr/bin/env bash
# The tests in a real browser, against the program as it was last built for tests.
# Arguments go to pytest: scripts/e2e.sh -k keyboard
source "$(dirname "$0")/common.sh"
[[ -x $program ]] || fail "programmet är inte byggt; kör make e2e eller make test"
exec .venv/bin/python -B -m pytest BrowserTests "$@"
