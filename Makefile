# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8501
VENV ?= .venv
UV := $(shell command -v uv 2>/dev/null)
BIN := $(VENV)/bin
# uv finds a Python by itself unless one is named, as in `make test PYTHON=python3.13`.
UV_SYNC = UV_PROJECT_ENVIRONMENT=$(VENV) uv sync --quiet --frozen $(if $(filter file default undefined,$(origin PYTHON)),,--python $(PYTHON))
export PYTHONUNBUFFERED = 1

.PHONY: setup setup-test setup-spark setup-lakehouse run test quick fix check test-pythons test-spark lock pictures bench

$(VENV)/.installed: pyproject.toml uv.lock constraints.txt
ifdef UV
	@echo "Installing about 1.0 GB (320 MB to download); this takes about 1 minute…"
	$(UV_SYNC) --no-dev
else
	@echo "Installing about 1.2 GB (320 MB to download); this takes about 3 minutes, or 1 minute where uv is installed…"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
endif
	@touch $@

$(VENV)/.installed-test: pyproject.toml uv.lock constraints.txt
ifdef UV
	@echo "Installing about 1.3 GB (410 MB to download), with what the tests need; this takes about 1 minute…"
	$(UV_SYNC)
else
	@echo "Installing about 1.5 GB (410 MB to download), with what the tests need; this takes about 4 minutes…"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement constraints.txt --editable .
endif
	$(BIN)/python -m tests.browser.chromium
	@touch $(VENV)/.installed $@

# The engine for a cluster, which nothing else needs, and a Java runtime where that needs no question.
$(VENV)/.installed-spark: $(VENV)/.installed constraints-spark.txt
	@echo "Installing Spark, about 630 MB (460 MB to download); this takes about 2 minutes…"
ifdef UV
	$(UV_SYNC) --inexact --no-dev --extra spark
else
	$(BIN)/python -m pip install --quiet --constraint constraints-spark.txt --editable '.[spark]'
endif
	@touch $@

# What reads Delta and Iceberg tables in place, beside what is installed.
setup-lakehouse: setup
ifdef UV
	$(UV_SYNC) --inexact --no-dev --extra lakehouse
else
	$(BIN)/python -m pip install --quiet --constraint constraints-lakehouse.txt --editable '.[lakehouse]'
endif

setup-spark: $(VENV)/.installed-spark
	$(BIN)/python -m tests.spark.java

setup: $(VENV)/.installed

setup-test: $(VENV)/.installed-test

run: setup
	$(BIN)/python -m dashboard serve --port $(PORT)

check: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check --python $(VENV)
	$(BIN)/deptry .

test: check
	$(BIN)/python -m pytest

# The tests that need no demo college and no browser, for `make test-pythons`.
quick: check
	$(BIN)/python -m pytest -n0 tests/test_architecture.py tests/test_registries.py tests/test_dependencies.py \
		tests/test_kept_functions.py tests/test_papers.py tests/test_voice.py tests/spec \
		tests/data/protect tests/data/readers tests/data/reference tests/queries/semantic tests/dashboard/charts

# The checks and the quick tests on every Python from 3.11 to 3.14 that is installed here.
test-pythons: setup-test
	$(BIN)/python -m tests.pythons

# A college counted on Spark, also from tables in place, with executors and a driver killed on the way: about 4 minutes of the processor.
# Where the readers of Delta and Iceberg cannot be had, their tests say so and are left out.
test-spark: setup-test setup-spark
	-$(MAKE) --no-print-directory setup-lakehouse
	$(BIN)/python -m pytest -n0 -rfERs tests/spark

fix: setup-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# After a change of a dependency: what uv installs and what pip installs stay the same.
lock:
	uv lock
	uv export --quiet --frozen --no-hashes --no-emit-project --no-header --no-annotate --output-file constraints.txt
	uv export --quiet --frozen --no-hashes --no-emit-project --no-header --no-annotate --no-dev --extra spark \
		--output-file constraints-spark.txt
	uv export --quiet --frozen --no-hashes --no-emit-project --no-header --no-annotate --no-dev --extra lakehouse \
		--output-file constraints-lakehouse.txt

# The pictures in README, of the demo college, in a real browser.
pictures: setup-test
	$(BIN)/python -m tests.browser.pictures

# More with `.venv/bin/python -m tests.bench --help`: a larger demo college, publishing, other numbers of sessions.
bench: setup-test
	$(BIN)/python -m tests.bench
