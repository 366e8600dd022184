# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
export PYTHONUNBUFFERED = 1

.PHONY: setup setup-test run test fix check data bench

.venv/.installed: pyproject.toml uv.lock
ifdef UV
	uv sync --quiet --frozen --no-dev
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
endif
	touch $@

.venv/.installed-test: pyproject.toml uv.lock
ifdef UV
	uv sync --quiet --frozen
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
endif
	$(BIN)/python -m tests.browser.chromium
	touch .venv/.installed $@

setup: .venv/.installed

setup-test: .venv/.installed-test

run: setup
	$(BIN)/python -m dashboard serve

check: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check

test: check
	$(BIN)/python -m pytest

fix: setup-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# More with `.venv/bin/python -m tests.bench --help`: a larger demo college, publishing, other numbers of sessions.
bench: setup-test
	$(BIN)/python -m tests.bench
