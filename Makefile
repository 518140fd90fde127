# Two commands for people: `make edition` and `make test`. Everything they need, they install.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.editio
TEST_STAMP := $(VENV)/.editio-test

.PHONY: edition test conformance bench fuzz test-tools clean

edition: $(STAMP)  ## environment, install, build of the sample edition
	$(BIN)/editio build

test: $(TEST_STAMP) test-tools  ## environment, a real browser, all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n auto --dist loadgroup

conformance: $(TEST_STAMP) test-tools  ## the public suites and the real corpora, in full (slow)
	$(BIN)/pytest -n auto --dist loadgroup tests/conformance tests/corpora
	$(BIN)/python scripts/conformance_relaxng.py
	$(BIN)/python scripts/validate_corpora.py --check

bench: $(TEST_STAMP)  ## what things cost, alone and beside other tools (hours)
	$(BIN)/python scripts/bench_build.py
	$(BIN)/python scripts/bench_large.py
	$(BIN)/python scripts/bench_validate.py
	$(BIN)/python scripts/bench_check.py
	$(BIN)/python scripts/bench_search.py
	$(BIN)/python scripts/bench_peers.py

fuzz: $(TEST_STAMP)  ## a hundred thousand inputs that nobody would write
	$(BIN)/python scripts/fuzz.py

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit("Editio needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(TEST_STAMP): $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $(STAMP) $@

test-tools:  ## a Chromium and jing, unless they are there
	@sh scripts/ensure_test_tools.sh

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache
