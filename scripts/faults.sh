#!/usr/bin/env bash
# make faults: the long form of the fault tests, with their figures.
#   FAULT_ROUNDS=50 make faults   fewer rounds
#   FAULT_SEED=7 make faults      the same moments again
source "$(dirname "$0")/common.sh"

step 1 3 "Systempaket och Pythonmiljö"
scripts/setup.sh test
step 2 3 "Bygger programmet"
build --product sakkunnig
step 3 3 "Fel med flit, ${FAULT_ROUNDS:-200} rundor"
FAULT_ROUNDS=${FAULT_ROUNDS:-200} timed "Feltesterna" scripts/servertests.sh -s -k test_faults "$@"
