#!/usr/bin/env bash
# make check: what can be seen without running a test.
source "$(dirname "$0")/common.sh"

step 1 5 "Systempaket"
scripts/setup.sh test
step 2 5 "Formatering"
swift format lint --strict --parallel --recursive Sources Tests Benchmarks Package.swift
step 3 5 "Mått och måttfiler"
# The same form of build as the tests, so that nothing is built twice.
build --build-tests
"$program" measures check
step 4 5 "Text och länkar"
/usr/bin/python3 -B scripts/check_text.py
step 5 5 "Kraven på säkerhet och testen som visar dem"
/usr/bin/python3 -B scripts/check_evidence.py
say "Allt stämmer."
