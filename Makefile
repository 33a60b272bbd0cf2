# Two commands matter: `make site` and `make test`. Each sets up what it needs first.
# Everything is installed into .venv from locked, hashed lists; nothing outside is touched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-quick lint format bless pictures bench bench-quick bench-readme bench-networks mutants vendor-editor lock clean

help: ## show what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "This needs Python 3.11 or newer as '$(PYTHON)'. On Debian: apt install python3 python3-venv" >&2; exit 3; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian: apt install python3-venv" >&2; exit 3; }
	$(PYTHON) -m venv $(VENV)

# What building a handbook needs.
$(VENV)/site.stamp: requirements/site.lock requirements/build.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/site.lock -r requirements/build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What working on the tool needs besides.
$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

site: $(VENV)/site.stamp ## check the registry and build the handbook into site/
	@$(BIN)/handbook build
	@echo "From here: make serve, then open http://127.0.0.1:$(PORT)/"

serve: $(VENV)/site.stamp ## look at the handbook while you write
	@$(BIN)/handbook serve --port $(PORT)

check: $(VENV)/site.stamp ## say what is wrong with the registry
	@$(BIN)/handbook check

# One process more than there are processors: some of the tests wait for a browser or a server.
TESTERS := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)

test: $(VENV)/dev.stamp ## run every test
	@$(BIN)/python -m pytest -n $(TESTERS) --dist worksteal

QUICK := test_architecture.py test_contributing.py test_hazards.py source types validate load link layout \
  difference report assess cache

test-quick: $(VENV)/dev.stamp ## run what starts no process, no git and no browser, in under a minute
	@$(BIN)/python -m pytest -n auto -m "not thorough" $(addprefix tests/,$(QUICK))

lint: $(VENV)/dev.stamp ## lint, formatting and strict types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(VENV)/dev.stamp ## put the code into its one form
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

bless: $(VENV)/dev.stamp ## accept today's output as the golden examples (read the difference first)
	@$(BIN)/python -m pytest -n auto --bless
	@git --no-pager diff --stat

pictures: $(VENV)/dev.stamp ## take the README's pictures of the way of a change again (needs chromium)
	@$(BIN)/python -m pytest tests/browser/test_browser_walk.py --pictures docs/pictures

bench: $(VENV)/dev.stamp ## measure every stage and command beside other programs (an hour; needs npm)
	@PYTHONPATH=tools $(BIN)/python -m bench --documents 100 --documents 1000 --documents 10000

bench-quick: $(VENV)/dev.stamp ## the same on small registries, in about two minutes
	@PYTHONPATH=tools $(BIN)/python -m bench --documents 20 --documents 60 --repeat 1

bench-readme: $(VENV)/dev.stamp ## put what make bench measured into the README
	@PYTHONPATH=tools $(BIN)/python -m bench.readme bench-results/bench.json README.md

bench-networks: $(VENV)/dev.stamp ## measure the index of 10 and of 100 registries (some minutes)
	@PYTHONPATH=tools $(BIN)/python -m bench.networks

mutants: $(VENV)/dev.stamp ## put small faults into the guards and see whether a test notices each (hours)
	@PYTHONPATH=tools $(BIN)/python -m mutants $(GROUPS)

vendor-editor: $(VENV)/site.stamp ## take another version of the form editor: make vendor-editor PACKAGE=file.tgz
	@cd tools && ../$(BIN)/python -m vendor $(abspath $(PACKAGE))

lock: ## work out the locked lists again (needs uv)
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --quiet -o requirements/site.lock
	uv pip compile requirements/build.in --generate-hashes --universal --python-version 3.11 --quiet -o requirements/build.lock
	uv pip compile pyproject.toml --extra dev -c requirements/site.lock --generate-hashes --universal --python-version 3.11 --quiet -o requirements/dev.lock

clean: ## remove what was built and installed here
	rm -rf $(VENV) site .site-builds build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .mutants
