# Verbs of the house. `make run` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000

.PHONY: help run run-production init test check fix screenshots gate bench sbom audit clean

help:
	@echo "make run          set everything up and serve the site on http://127.0.0.1:$(PORT)/"
	@echo "make run-production  serve it in earnest: nginx, Granian, PostgreSQL, Redis, worker"
	@echo "make init         set everything up: packages, database, static files, sample articles"
	@echo "make test         run the whole suite (ARGS='-k name' narrows it)"
	@echo "make check        formatting, lint, Django's own checks"
	@echo "make fix          format, and mend what ruff can mend"
	@echo "make gate         hold the reader's quality against its pinned floors"
	@echo "make sbom         list the packages as a bill of materials (CycloneDX)"
	@echo "make audit        ask whether weaknesses of the packages are known"
	@echo "make bench        print the benchmarks' ratios"

run: init
	@$(PY) manage.py serve --port $(PORT)

init: $(VENV)/.ready
	@$(PY) manage.py init

# On a server: nginx, Granian, PostgreSQL, Redis and the worker together; kzsite/deploy/run lists its variables.
run-production: $(VENV)/.ready
	@kzsite/deploy/run

# A half-made environment is made again: the stamp is written last.
$(VENV)/.ready: requirements.txt kzsite/deploy/packages.lock
	@command -v $(PYTHON) >/dev/null || { echo "kzsite: no '$(PYTHON)' on this machine; install Python 3.11 or newer, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kzsite: $$($(PYTHON) --version) is too old; Python 3.11 or newer is needed (make PYTHON=/path/to/python3.11)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "kzsite: this Python lacks its venv module; on Debian: apt-get install python3-venv"; exit 1; }
	@test -w . || { echo "kzsite: no write access to $$(pwd); the packages and the database are kept there"; exit 1; }
	@echo "kzsite: installing the packages into $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV) || { echo "kzsite: the virtual environment could not be made in $(VENV)"; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r kzsite/deploy/packages.lock || { echo "kzsite: the packages could not be installed; is the package index within reach?"; exit 1; }
	@touch $@

$(VENV)/.ready-tests: tests/packages.lock $(VENV)/.ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/packages.lock
	@touch $@

test: $(VENV)/.ready-tests
	@$(PY) -m pytest $(ARGS)

check: $(VENV)/.ready-tests
	@$(VENV)/bin/ruff format --check . && $(VENV)/bin/ruff check . && $(PY) manage.py check

fix: $(VENV)/.ready-tests
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

# Pictures of every kind of page into tests/screenshots/, to be looked at.
screenshots: $(VENV)/.ready-tests
	@$(PY) -m tests.browser.screenshots

# Figures of the reader on pages with known answers; RAISE=1 pins better ones.
gate: $(VENV)/.ready-tests
	@$(PY) -m tests.gate $(if $(RAISE),--raise)

# Each benchmark is a process of its own; ONLY=reading picks one.
bench: .venv-bench/.ready
	@.venv-bench/bin/python -m tests.benchmarks $(ONLY)

.venv-bench/.ready: tests/benchmarks/requirements.txt requirements.txt
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	@touch $@

sbom: $(VENV)/.ready
	@$(PY) kzsite/deploy/sbom.py

# Told, not failed: where the list of weaknesses is out of reach, nothing is known.
audit: $(VENV)/.ready
	@$(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1 \
	  && .venv-audit/bin/pip-audit --require-hashes --disable-pip -r kzsite/deploy/packages.lock || echo "kzsite: pip-audit found something, or could not ask; see above"

clean:
	@rm -rf $(VENV) .venv-bench .venv-audit .pytest_cache .ruff_cache .hypothesis
