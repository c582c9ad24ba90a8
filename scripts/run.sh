#!/usr/bin/env bash
# make run: sets up, builds, and serves the demo region.
source "$(dirname "$0")/common.sh"
port=${PORT:-8080}

step 1 3 "Systempaket"
scripts/setup.sh

# Asking SwiftPM costs seconds even when nothing has changed, so ask the files first. A folder is newer when a file has left it.
if [[ -x $program && -z $(find Sources Package.swift -newer "$program" -print -quit) ]]; then
    step 2 3 "Programmet är redan byggt"
else
    step 2 3 "Bygger programmet, första gången tar det några minuter"
    build --product sakkunnig
    touch "$program"
fi

mkdir -p var
if [[ -e var/sakkunnig.db ]]; then
    step 3 3 "Startar med de uppgifter som finns i var/"
else
    step 3 3 "Gör demoregionen i var/ och startar"
fi
# What is put in var/inkorg is read in while the server runs.
exec "$program" demo --database var/sakkunnig.db --port "$port" --inbox var/inkorg
