# draftroom: two commands to know, `make run` and `make test`; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BLOG ?=

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes pyproject.toml
PYTEST = -m pytest -q -n 5 --dist worksteal -m "not bench and not soak"

# Set, it would have every test that starts draftroom compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test quick check format lint types layers wheel lock drift drift-lowest drift-newest bench soak picture clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/app ## open the welcome blog, or yours: make run BLOG=path
	@$(BIN)/draftroom $(if $(BLOG),"$(BLOG)",--welcome)

test: $(VENV)/tools ## run the tests
	@$(BIN)/python $(PYTEST)

quick: $(VENV)/tools ## run the tests without screen and terminal; with another Python: make quick PYTHON=python3.13 VENV=.venv-3.13
	@$(BIN)/python $(PYTEST) --ignore tests/ui --ignore tests/e2e

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

lock: $(VENV)/tools ## renew what run, test and CI install, within the ranges of pyproject
	@$(LOCK) --group build --output-file requirements/app.txt
	@$(LOCK) --group build --all-extras --constraints requirements/app.txt --output-file requirements/tools.txt

drift: drift-lowest drift-newest ## run the tests with the lowest and with the newest versions that pyproject allows

drift-lowest: RESOLUTION := lowest-direct
drift-newest: RESOLUTION := highest
drift-lowest drift-newest: $(VENV)/tools
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-$@
	@$(BIN)/uv pip install --quiet --python .venv-$@/bin/python --resolution $(RESOLUTION) --editable ".[dev]"
	@.venv-$@/bin/python $(PYTEST)

bench: $(VENV)/tools ## measure speed, and print the figures
	@$(BIN)/python -m pytest -q -m bench --benchmark-columns=min,median,max,rounds tests/bench

soak: $(VENV)/tools ## the long loops
	@$(BIN)/python -m pytest -q -m soak

picture: $(VENV)/tools ## paint the README's picture anew, from the app itself
	@$(BIN)/python docs/picture.py

clean: ## remove what was built
	rm -rf .venv .venv-* build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks

# What is missing is named in one line: Debian, for one, ships Python without venv.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing; install Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than Python 3.11; install a newer one, or name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# What is locked, and then draftroom in place, built with the hatchling that is locked too.
$(VENV)/app: $(VENV)/bin/python pyproject.toml requirements/app.txt
	@$(INSTALL) --require-hashes --requirement requirements/app.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tools: $(VENV)/app requirements/tools.txt
	@$(INSTALL) --require-hashes --requirement requirements/tools.txt
	@touch $@
