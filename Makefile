# make demo | make test | make check | make faults | make bench        (POSIX sh; GNU make 3.81 and newer)
.SUFFIXES:
.DEFAULT_GOAL := help

VENV = .venv
BIN = $(VENV)/bin
DEMO =
QUIET_PIP = --quiet --disable-pip-version-check
PARALLEL = -n auto --dist worksteal
ARGUMENTS =

help:
	@echo "make demo    install into $(VENV) and try gitagile on a made-up project in a temporary folder"
	@echo "make test    install what development needs and run the tests"
	@echo "make check   everything a change must pass: lint, types, floors, tests, our own backlog"
	@echo "make faults  the fault suites in full, about fifteen minutes, with their counts"
	@echo "make bench   measure the speed, about ten minutes"
	@echo "make clean   remove $(VENV) and what the tools remembered"

# The virtual environment, made once, with the first Python that is new enough.
$(BIN)/python:
	@for python in "$${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "making $(VENV) with `$$python --version`"; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	  fi; \
	done; \
	echo "gitagile needs Python 3.11 or newer with venv, and none was found." >&2; \
	echo "Install one (https://www.python.org/downloads/), or name it: make PYTHON=/path/to/python3.12 demo" >&2; \
	exit 1

# Stamps: an install is done again only when pyproject.toml changed.
$(VENV)/.installed: $(BIN)/python pyproject.toml
	@echo "installing gitagile into $(VENV)"
	@$(BIN)/python -m pip install $(QUIET_PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml
	@echo "installing gitagile and its development tools into $(VENV)"
	@$(BIN)/python -m pip install $(QUIET_PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@

demo: $(VENV)/.installed
	@folder="$(DEMO)"; \
	[ -n "$$folder" ] || folder="`mktemp -d "$${TMPDIR:-/tmp}/gitagile-demo.XXXXXX"`"; \
	$(BIN)/gitagile demo "$$folder"

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest $(PARALLEL) $(ARGUMENTS)

check: $(VENV)/.installed-dev
	@echo "ruff: lint and format"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo "mypy: types"
	@$(BIN)/mypy --no-error-summary
	@echo "import-linter: floors"
	@$(BIN)/lint-imports --no-logo >$(VENV)/.floors 2>&1 || { cat $(VENV)/.floors; exit 1; }
	@if [ -d .backlog ]; then echo "gitagile: our own backlog" && $(BIN)/gitagile check; fi
	@echo "pytest: tests"
	@$(BIN)/python -m pytest --quiet $(PARALLEL) $(ARGUMENTS)

faults: $(VENV)/.installed-dev
	@FAULTS=full $(BIN)/python -m pytest $(PARALLEL) tests/faults $(ARGUMENTS)

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.run $(ARGUMENTS)

clean:
	@rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help demo test check faults bench clean
