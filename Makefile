# Needs nothing but make and a Python of 3.11 or later that has the venv module.
# Another Python than `python3` is named like this: make install PYTHON=python3.12

PYTHON ?= python3
# A test waits a third of its time: for the database, a browser, another process. Three keep two cores busy.
JOBS ?= 3
CASUSSEN ?= 1000
VENV := .venv
BIN := $(VENV)/bin
LOCK_VENV := .venv-lock
UV_VERSION := 0.13.9

# Installing as root is on purpose here (a container, say): it happens inside .venv only.
export PIP_ROOT_USER_ACTION := ignore
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install install-dev assets demo test faults check format lock bench bench-quick bench-groei prestaties screenshots simulatie clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

install: $(VENV)/.installed assets ## Install casus with exactly the locked packages into .venv

install-dev: $(VENV)/.installed-dev assets ## The same, plus what the tests and checks need

# Says so loudly, and goes on, where there is no npm or no registry: the pages work without.
assets: | $(BIN)/python ## Fetch the stylesheets and scripts that the pages take from others
	@$(BIN)/python -m api.web.bouw

screenshots: install-dev ## Take a picture of every page, of made-up cases, into docs/schermen
	CASUS_TESTS_MET_BROWSER=1 $(BIN)/pytest -q -n 0 tests/web/schermen.py

demo: install ## Start a demonstration with its own database and invented cases
	@$(BIN)/casus demo

test: install-dev ## Run all tests, JOBS (3) at a time; ARGS are handed to pytest
	$(BIN)/pytest -n $(JOBS) --dist=loadscope --no-loadscope-reorder $(ARGS)

# Crashes, kills, random walks and ten years of a region. A short form of each is among the tests.
faults: install-dev ## Run the tests that have one in their long form, JOBS (3) at a time
	CASUS_TESTS_LANG=1 CASUS_SIMULATIE=40 $(BIN)/pytest -n $(JOBS) -m faults $(ARGS)

check: install-dev ## Lint, check the format, the types and the layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy domain projections infra api tests
	$(BIN)/lint-imports

format: install-dev ## Bring all code into the one format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: ## Bring both lock files in line with pyproject.toml; UPGRADE=1 takes newer releases
	@$(python_is_new_enough)
	@rm -rf $(LOCK_VENV)
	@$(PYTHON) -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/pip install --quiet uv==$(UV_VERSION)
	$(call compile,requirements.lock,)
	$(call compile,requirements-dev.lock,--extra dev --constraints requirements.lock)
	@rm -rf $(LOCK_VENV)

bench: install-dev ## Measure against the peers on this machine; ARGS names groups of rows
	$(BIN)/python -m tests.benchmarks.meten $(ARGS)

bench-quick: install-dev ## The same in two minutes, with less of each
	CASUS_BENCH=kort $(BIN)/python -m tests.benchmarks.meten $(ARGS)

bench-groei: install-dev ## Measure how figures grow, up to a million events (CASUS_BENCH=groot: ten million)
	$(BIN)/python -m tests.benchmarks.groei

prestaties: install-dev ## Write what the last benchmarks found into docs/prestaties.md
	$(BIN)/python -m tests.benchmarks.prestaties

# The short form, of one case of each kind, is among the tests; with more cases it takes as much longer.
simulatie: install-dev ## Live ten years of a region day by day, with CASUSSEN (1000) cases
	CASUS_SIMULATIE=$(CASUSSEN) $(BIN)/pytest -s tests/simulatie

clean: ## Remove .venv, caches and build leftovers, but no data
	rm -rf $(VENV) $(LOCK_VENV) build dist *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find api domain infra projections tests -type d -name __pycache__ -prune -exec rm -rf {} +

define python_is_new_enough
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
echo "casus needs Python 3.11 or later, which $(PYTHON) is not; name one with: make PYTHON=python3.11" >&2; \
exit 1; }
endef

# The locks hold for every Python from 3.11 on and every platform, with the public index's hashes
# and no address, so that they install from any mirror of it.
compile = $(LOCK_VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
	--extra build $(2) --output-file $(1) pyproject.toml

# The second step installs no dependencies and builds with the locked setuptools: every file
# that pip takes from the index has its hash in the lock.
editable = $(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .

# A stamp file is older than the lock exactly when something must be installed again.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(editable)
	@touch $@

$(VENV)/.installed-dev: requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(editable)
	@touch $(VENV)/.installed $@

$(BIN)/python:
	@$(python_is_new_enough)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	echo "casus needs Python's venv module; on Debian and Ubuntu it is the package python3-venv." >&2; exit 1; }
