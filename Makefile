# draftroom: two commands to know, `make run` and `make test`; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BLOG ?=

# Set, it would have every test that starts draftroom compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test quick check format lint types layers wheel bench soak picture clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/app ## open the welcome blog, or yours: make run BLOG=path
	@$(BIN)/draftroom $(if $(BLOG),"$(BLOG)",--welcome)

test: $(VENV)/tools ## run the tests
	@$(BIN)/python -m pytest -q -n 3 --dist worksteal -m "not bench and not soak"

quick: $(VENV)/tools ## run the tests that need no screen
	@$(BIN)/python -m pytest -q -n 3 --dist worksteal -m "not bench and not soak" --ignore=tests/ui --ignore=tests/e2e

check: format lint types layers test ## all that CI runs: format, lint, types, layers, tests

format: $(VENV)/tools
	@$(BIN)/ruff format --check .

lint: $(VENV)/tools
	@$(BIN)/ruff check .

types: $(VENV)/tools
	@$(BIN)/mypy

layers: $(VENV)/tools
	@$(BIN)/lint-imports

wheel: $(VENV)/tools ## build the wheel and start it from a clean place
	@$(BIN)/python -m tests.wheel

bench: $(VENV)/tools ## measure speed, and print the figures
	@$(BIN)/python -m pytest -q -m bench --benchmark-columns=min,median,max,rounds tests/bench

soak: $(VENV)/tools ## the long loops
	@$(BIN)/python -m pytest -q -m soak

picture: $(VENV)/tools ## paint the README's picture anew, from the app itself
	@$(BIN)/python docs/picture.py

clean: ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks

# What is missing is named in one line: Debian, for one, ships Python without venv.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing; install Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than Python 3.11; install a newer one, or name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/app: $(VENV)/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tools: $(VENV)/app pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@
