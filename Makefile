# `make test` on a fresh machine needs Python 3.11 or newer, git and make; everything else goes into .venv.

CANDIDATES := python3.11 python3.12 python3.13 python3 python
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do "$$p" -c '$(SUITABLE)' 2>/dev/null && { echo "$$p"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.ready
XSTATE := xstate@5.33.3
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help venv test test-slow test-all bench demo check format dist-test compiled-wheel clean \
	check-format check-lint check-types check-pyright check-contracts check-spelling check-metadata

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

venv: $(READY) ## create .venv with everything that development needs

# pip learned dependency groups in 25.1; the one that comes with Python may be older.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer with venv found; say PYTHON=/path/to/python" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable . --group dev
	@touch $@

test: $(READY) ## run the fast tests in parallel
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

# Five minutes a test are enough on an idle machine only; who asks for more examples gives them the time.
test-slow: $(READY) ## run the slow tests: long properties, distributions, planted imports
	$(BIN)/python -m pytest -n auto -m slow -o faulthandler_timeout=$(if $(MAFLOW_EXAMPLES),0,1200) $(PYTEST_ARGS)

test-all: $(READY) ## run fast and slow tests with branch coverage
	$(BIN)/python -m pytest -n auto -m "slow or not slow" --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

bench: $(BENCH_READY) ## run the benchmarks against their peers, one at a time, with the core compiled
	PYTHON=$(BENCH)/bin/python tools/bench $(PYTEST_ARGS)

# An environment of its own: peers pin libraries that we use too.
$(BENCH_READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer with venv found; say PYTHON=/path/to/python" >&2; exit 2; }
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@echo "installing into $(BENCH) ..."
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check . --group bench
	@if command -v node >/dev/null && command -v npm >/dev/null; then \
	mkdir -p $(BENCH)/xstate && echo '{"private": true}' >$(BENCH)/xstate/package.json && \
	npm install --silent --no-package-lock --no-audit --no-fund --prefix $(BENCH)/xstate $(XSTATE); \
	else echo "xstate: LEFT OUT, it needs node and npm"; fi
	@touch $@

demo: $(READY) ## a mistake and its answer, and a campaign over the log of a shop
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/demo

check: check-format check-lint check-types check-pyright check-contracts check-spelling check-metadata ## run every static check

check-format: $(READY)
	$(BIN)/ruff format --check .

check-lint: $(READY)
	$(BIN)/ruff check --quiet .

check-types: $(READY)
	$(BIN)/mypy

# pyright fetches its own engine the first time it runs: without a network it is left out, and says so.
check-pyright: $(READY)
	@if $(BIN)/pyright --version >/dev/null 2>&1; then $(BIN)/pyright --pythonpath $(BIN)/python; \
	else echo "pyright: LEFT OUT, its engine could not be fetched"; fi

check-contracts: $(READY)
	$(BIN)/lint-imports --no-cache --no-logo

check-spelling: $(READY)
	$(BIN)/codespell

check-metadata: $(READY)
	$(BIN)/validate-pyproject pyproject.toml

format: $(READY) ## format and sort imports
	$(BIN)/ruff check --select I --fix --quiet .
	$(BIN)/ruff format .

dist-test: $(READY) ## build sdist and wheel, install the wheel in fresh environments, test it outside the checkout
	PYTHON="$(BIN)/python" tools/dist-test --lowest
	PYTHON="$(BIN)/python" tools/dist-test --newest
	PYTHON="$(BIN)/python" tools/dist-test --compiled

compiled-wheel: $(READY) ## build a wheel for this Python with the core compiled; needs a C compiler
	MAFLOW_COMPILE=1 PYTHON=$(BIN)/python tools/build-dist dist --wheel --no-isolation

clean: ## remove what the tools left behind, but not .venv
	rm -rf build dist *.egg-info htmlcov .coverage .benchmarks .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
