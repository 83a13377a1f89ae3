# Everything runs in an environment of its own, made from this project's files alone.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PACKAGE ?= llama-cpp-python==0.2.29
SECONDS ?= 600
TIMES ?= 100

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint unit expected confirm-all bench fuzz kill site mutations mutations-mirrors build clean

help: ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "paramcheck needs Python 3.10 or later; set PYTHON=")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

run: $(STAMP) ## Audit a real package: make run PACKAGE=name==version
	@$(BIN)/paramcheck audit '$(PACKAGE)' --fail-on never

test: lint unit ## Everything that has to be green

lint: $(STAMP) ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: $(STAMP) ## Tests
	$(BIN)/python -m pytest -n auto --dist loadfile

expected: $(STAMP) ## Write down anew what is found in packages, examples and pages, to be read before it is committed
	PARAMCHECK_UPDATE_EXPECTED=1 $(BIN)/python -m pytest tests/packages tests/examples
	$(BIN)/python -m tests.site.console

test-all: ## Tests on every installed Python from 3.10 on
	@tools/test-all.sh

confirm-all: $(STAMP) ## Hold many releases against a run of their library; builds for about half an hour
	PARAMCHECK_CONFIRM_ALL=1 $(BIN)/python -m pytest tests/confirm/test_confirm_packages.py

bench: $(STAMP) ## Speed, as ratios within one run
	@for program in tools/bench*.py; do echo "== $$program"; $(BIN)/python "$$program" || exit 1; done

fuzz: $(STAMP) ## Feed every reader with what a fuzzer makes: make fuzz SECONDS=3600
	$(BIN)/python -m pip install --quiet --editable '.[dev,fuzz]'
	$(BIN)/python tools/fuzz.py --seconds $(SECONDS)

kill: $(STAMP) ## Kill runs at random moments, and run again: make kill TIMES=100
	$(BIN)/python tools/kill.py --times $(TIMES)

site: $(STAMP) ## The documentation, in build/site
	$(BIN)/python -m mkdocs build --strict

mutations: $(STAMP) ## Change every default that agrees, one at a time: each has to be found, and nothing beside it
	@$(BIN)/python -m tests.mutations

mutations-mirrors: $(STAMP) ## 500 changes of mirrors, each of which has to be found, and nothing beside it
	@PYTHONPATH=. $(BIN)/python -m tests.mutations.mirror_mutations --count 500

build: $(STAMP) ## Source distribution and wheel
	$(BIN)/python -m build

clean: ## Remove what was made
	rm -rf $(VENV) .venv-* build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
