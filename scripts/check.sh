#!/usr/bin/env bash
# make check: what can be seen without running a test.
source "$(dirname "$0")/common.sh"

step 1 4 "Systempaket"
scripts/setup.sh test
step 2 4 "Formatering"
swift format lint --strict --parallel --recursive Sources Tests Benchmarks Package.swift
step 3 4 "Mått och måttfiler"
# The same form of build as the tests, so that nothing is built twice.
swift build --build-tests
.build/debug/sakkunnig measures check
step 4 4 "Text och länkar"
/usr/bin/python3 scripts/check_text.py
say "Allt stämmer."
