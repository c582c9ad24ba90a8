#!/usr/bin/env bash
# make bench: figures with their rows and the machine they were measured on. Nothing here can fail for being slow.
#   CERTIFICATES=100000 make bench     a smaller database
source "$(dirname "$0")/common.sh"

step 1 3 "Systempaket"
scripts/setup.sh bench
step 2 3 "Bygger programmet och mätprogrammet i releaseform"
build --product sakkunnig
build --product sakkunnig-bench
step 3 3 "Mäter"
# With fsync on: what is measured is durable.
folder=$(mktemp -d)
chmod 755 "$folder"
trap 'stop_postgres; rm -rf "$folder"' EXIT
start_postgres "$folder"
/usr/bin/python3 -B Benchmarks/bench.py --certificates "${CERTIFICATES:-1000000}" "$@"
