# The one front door. `make` lists its targets; each one does the set-up that it needs.
#
#   PYTHON=python3.12 make test     choose the Python (3.11 or later)
#   VENV=/some/folder make demo     choose where its packages go
#   make demo PORT=9000             choose the demo's ports (PORT and PORT + 1)

PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2
PORT ?= 8300

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
BUILD := requirements/build.txt pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo test lint types docs frontend reference pictures browser pins clean

help: ## list the targets
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | sed 's/%/NAME/' | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

demo: $(VENV)/.run ## serve a fictional newspaper with comments, to look at in a browser
	@$(BIN)/civiltongue demo --port $(PORT)

test: $(VENV)/.test browser ## check everything: style, types, imports, docs, built files, tests
	@$(MAKE) --no-print-directory lint types docs
	@echo "== tests"
	@$(BIN)/pytest -q -n $(WORKERS)

lint: $(VENV)/.test ## check style and import rules
	@echo "== style"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@echo "== import rules"
	@$(BIN)/lint-imports > $(VENV)/.imports 2>&1 || { cat $(VENV)/.imports; exit 1; }

types: $(VENV)/.test ## check types
	@echo "== types"
	@$(BIN)/mypy --no-error-summary

docs: $(VENV)/.test ## build the documentation into docs/_build (a warning is an error)
	@echo "== documentation"
	@$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

frontend: $(VENV)/.test ## build the files that browsers load, to be committed with their sources
	@$(BIN)/python -c 'from tests.embed.toolchain import install, node; install(); node("build.mjs")'

reference: $(VENV)/.test ## write the tables of the reference that follow from the code
	@$(BIN)/python -m docs.tables

bench-%: $(VENV)/.test ## run benchmarks/NAME.py (OPTIONS="…" are its own)
	@$(BIN)/python -m benchmarks.$(subst -,_,$*) $(OPTIONS)

pictures: $(VENV)/.test browser ## take the documentation's pictures of the demo
	@$(BIN)/python -m docs.screenshots

browser:
	@command -v chromium > /dev/null || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
	    && echo "== installing Debian's chromium for the browser tests" \
	    && { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } > /dev/null 2>&1; } \
	    || { echo "The tests need a browser; install it with: sudo apt-get install chromium" >&2; exit 1; }

pins: $(BIN)/python ## refresh the pinned packages in requirements/
	@$(PIP) install uv
	@set -e; pin() { $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" "$$@"; }; \
	pin requirements/build.in -o requirements/build.txt; \
	pin pyproject.toml --extra test --extra docs -o requirements/test.txt; \
	pin pyproject.toml -c requirements/test.txt --extra docs -o requirements/docs.txt; \
	pin pyproject.toml -c requirements/test.txt -o requirements/run.txt

clean: ## remove what was built and installed here
	@rm -rf $(VENV) docs/_build dist build .mypy_cache .ruff_cache .hypothesis .import_linter_cache demo-data frontend/node_modules

$(VENV)/.run: requirements/run.txt $(BUILD) | $(BIN)/python
	@echo "== installing packages into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(BUILD) | $(BIN)/python
	@echo "== installing packages into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/test.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@ $(VENV)/.run

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing; install it with: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Civil Tongue needs Python 3.11 or later; name one with: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo "Python's venv is missing; install it with: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
