# The README's two commands are run and test; `make help` lists the rest.
PORT ?= 8080
export PORT

.DEFAULT_GOAL := help
.PHONY: run test check e2e faults fuzz bench sbom format help

run: ## Bygg och starta med demoregionen på http://127.0.0.1:8080 (annan port: make run PORT=8090)
	@scripts/run.sh

test: ## Kör alla tester, även de i en riktig webbläsare
	@scripts/test.sh

check: ## Kontrollera formatering, mått, länkar och text
	@scripts/check.sh

e2e: ## Kör bara webbläsartesterna (ett urval: make e2e ARGS="-k keyboard")
	@scripts/setup.sh test
	@bash -c 'source scripts/common.sh && build --build-tests'
	@scripts/e2e.sh $(ARGS)

faults: ## Döda programmet, fyll disken, flytta klockan: 200 rundor (färre: make faults FAULT_ROUNDS=20)
	@scripts/faults.sh

fuzz: ## Mata varje tolk med skadade indata, 20 000 var (fler: make fuzz FUZZ_ROUNDS=200000)
	@scripts/fuzz.sh

sbom: ## Skriv vilka bibliotek programmet består av (CycloneDX) till var/sakkunnig.cdx.json
	@scripts/setup.sh
	@bash -c 'source scripts/common.sh && build --product sakkunnig'
	@mkdir -p var
	@/usr/bin/python3 -B scripts/sbom.py > var/sakkunnig.cdx.json

bench: ## Mät farten (mindre och snabbare: make bench CERTIFICATES=100000)
	@scripts/bench.sh

format: ## Formatera Swiftfilerna
	@swift format --in-place --parallel --recursive Sources Tests Benchmarks Package.swift

help: ## Visa den här listan
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## (.*)/make \1\t\2/' | expand -t 14
