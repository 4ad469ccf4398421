# The two commands are `make refresh` and `make test`. Paths stay relative: the checkout may stand anywhere.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv/bin
install = $(1)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e
.DEFAULT_GOAL := help

.PHONY: help refresh test test-hard test-spark check format bench ui clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed: set PYTHON=/path/to/python3.11'; exit 1; }
	@test -x $(VENV)/python || $(PYTHON) -m venv .venv
	@echo 'Setting up .venv (about two minutes the first time)…'
	@$(call install,$(VENV)) '.[dev,sail]' || { echo 'Without Sail: the tests that compare Spark with DuckDB are skipped.'; \
		$(call install,$(VENV)) '.[dev]'; }
	@touch .venv/.ready

.venv-spark/.ready: pyproject.toml constraints.txt
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	@$(call install,.venv-spark/bin) '.[dev,spark]'
	@touch .venv-spark/.ready

refresh: .venv/.ready ## read data/raw, publish to data/marts
	@$(VENV)/python -m pipelines.cli refresh

test: .venv/.ready ## every test but the long ones
	@$(VENV)/python -m pytest -n 2 -m 'not hard and not spark'

test-hard: .venv/.ready ## the long chaos, fuzz and hostile-input runs
	@$(VENV)/python -m pytest -m hard --hypothesis-profile=default

test-spark: .venv-spark/.ready ## Spark beside DuckDB on FORMS=100000 forms (needs Java 17; an environment of its own)
	@SPARK_FORMS=$(or $(FORMS),100000) .venv-spark/bin/python -m pytest -m spark

check: .venv/.ready ## format, lint, types, import contracts, SQL lint, tests
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/sqlfluff lint sql
	@$(MAKE) --no-print-directory test

format: .venv/.ready ## put Python and SQL into the house's form
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix .

bench: .venv/.ready ## ratios beside peers and floors
	@$(VENV)/python -m benchmarks

ui: .venv/.ready ## Dagster on 127.0.0.1
	@$(VENV)/python -m pipelines.cli ui

clean: ## forget everything generated
	rm -rf .venv .venv-spark .cache .pytest_cache .mypy_cache .ruff_cache
