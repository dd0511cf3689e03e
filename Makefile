# leadscore: `make help` lists what can be made.
.DEFAULT_GOAL := help
.PHONY: help setup build demo test lint bench clean
SHELL := /bin/bash

# An import of a module that the target does not declare is an error (CONTRIBUTING.md, "The house").
IMPORT_CHECK := --explicit-target-dependency-import-check=error
LINTED := $(wildcard Sources Tests Benchmarks Package.swift)
BANK := datasets/bank-marketing/bank.csv
OUT := demo-output
TOOL := .build/release/leadscore

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:
	@.ci/setup

build: setup ## build the tool for release
	@swift build -c release --product leadscore

# Every fifth lead is kept out of training, so that the evaluation is of leads the model has never seen; the
# leads to score come without the outcome. `duration`, the length of the call, stays in for the leak gate to find.
demo: build ## install what is missing, build, train on real leads, evaluate, score
	@mkdir -p $(OUT)
	@awk 'NR == 1 || NR % 5 != 0' $(BANK) > $(OUT)/past.csv
	@awk 'NR == 1 || NR % 5 == 0' $(BANK) > $(OUT)/unseen.csv
	@cut -d, -f1-17 $(OUT)/unseen.csv > $(OUT)/new.csv
	@set -e; run() { printf '\n$$ leadscore %s\n' "$$*"; $(TOOL) "$$@"; }; \
	run train $(OUT)/past.csv --label y --won yes --id id --seed 42 -o $(OUT)/bank.model; \
	run evaluate $(OUT)/bank.model $(OUT)/unseen.csv; \
	run score $(OUT)/bank.model $(OUT)/new.csv -o $(OUT)/scores.csv --reasons 3
	@printf '\n$$ head -n 4 %s\n' $(OUT)/scores.csv; head -n 4 $(OUT)/scores.csv
	@printf '\nNow with an export of your own (the tool is %s):\n' $(TOOL)
	@printf '  leadscore check YOUR-LEADS.csv\n  leadscore train YOUR-LEADS.csv --label COLUMN -o leads.model\n'

# XCTest is switched off: all tests use Swift Testing, and an empty XCTest run would only print "Executed 0 tests".
test: setup ## install what is missing, run all tests
	@swift build --build-tests $(IMPORT_CHECK) || { \
	    echo "make test: the build failed; an undeclared import is reported at its very start"; exit 1; }
	@swift test --skip-build --disable-xctest

lint: ## check the formatting
	@swift format lint --strict --parallel --recursive $(LINTED)

bench: setup ## run the benchmarks (Benchmarks/ is a package of its own)
	@swift package --package-path Benchmarks benchmark

clean: ## remove what was built and the demo's output
	@rm -rf .build Benchmarks/.build $(OUT)
