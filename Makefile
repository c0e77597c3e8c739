# Daylight's commands. `make help` lists them.
PORT ?= 8000
export PORT
export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = 1
UV = $(shell python3 scripts/bootstrap.py)
PY = .venv/bin/python
PYTEST = .venv/bin/pytest

.PHONY: help demo test test-fast check setup bench bench-search translations clean

help: ## Lists these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: .venv/.runtime ## Starts the portal with sample content on http://127.0.0.1:8000 (PORT=, RESET=1)
	@$(PY) scripts/demo.py $(if $(RESET),--reset)

test: setup check ## Everything: checks, unit, contract, browser, and the suite on PostgreSQL
	$(PY) scripts/run_tests.py

test-fast: setup ## What you run all the time: without browser, servers and slow tests
	$(PYTEST) -n 2 -m "not browser and not services and not slow"

check: setup ## Linters, types, import rules, migrations, translations, documents
	$(PY) scripts/check.py

bench: setup ## Pages per second, SQL queries and search latencies, on the demo's content
	$(PY) scripts/bench.py

bench-search: setup ## Judges search by kind of query, and times it on 20,000 documents
	$(PY) scripts/bench.py --search

translations: setup ## Collects the interface's strings into the .po file and compiles it (needs GNU gettext)
	$(PY) scripts/translations.py

setup: .venv/.dev

.venv/.runtime: uv.lock pyproject.toml scripts/bootstrap.py
	@$(UV) sync --quiet --locked --inexact && touch $@

.venv/.dev: uv.lock pyproject.toml scripts/bootstrap.py
	@$(UV) sync --quiet --locked --group dev && touch $@ .venv/.runtime

clean: ## Removes the environment and everything the portal wrote
	rm -rf .venv .tools var
