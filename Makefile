# The ways of working. `make help` lists them; `make run` and `make test` need git, make and Python 3.11 or newer.

MAKEFLAGS += --no-print-directory
BIN := .venv/bin
WORKERS ?= auto
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
LOCKING := --upgrade --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet

# The first Python on the path that is new enough.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$each && break; done)
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test lint release format pictures bench mutants translations compile lock clean

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: export PARTICIPATION_DEMO = 1
run: .venv/run.stamp $(CATALOGUES) ## Set everything up, invent people, serve both sides on http://127.0.0.1:8000
	@$(BIN)/participation keys init
	@$(BIN)/participation db upgrade
	@$(BIN)/participation demo --if-empty
	@$(BIN)/participation demo --letters
	@$(BIN)/participation serve

# The many programs that tests start find what the first of them compiled, whatever the machine would have it.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/test.stamp $(CATALOGUES) ## Set everything up and pass every test, in a browser and on PostgreSQL too
	@$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal --durations 40

lint: .venv/test.stamp ## Check style, types, layers, questionnaires and known weaknesses
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/participation questionnaires check
	@$(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off --timeout 5 \
		--format json 2>/dev/null | $(BIN)/python .ci/audit

release: .venv/test.stamp ## Make the archive that an installation takes: program, list of parts, sums
	@rm -rf release
	@.ci/release release

format: .venv/test.stamp ## Rewrite the code in the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

pictures: .venv/test.stamp $(CATALOGUES) ## Take the pictures of the README from an invented service
	$(BIN)/python -m docs.pictures.take

bench: .venv/test.stamp $(CATALOGUES) ## Measure what the README promises
	$(BIN)/python -m bench

mutants: .venv/test.stamp $(CATALOGUES) ## Change the rules one sign at a time, in a copy, and see whether their tests notice
	@$(BIN)/python -m bench.mutants

translations: .venv/test.stamp ## Take every text into the catalogues, and compile them
	.ci/extract translations/messages.pot
	$(BIN)/participation translations update
	$(MAKE) compile

compile: .venv/run.stamp $(CATALOGUES)

$(CATALOGUES) &: $(CATALOGUES:.mo=.po)
	@$(BIN)/pybabel --quiet compile --directory translations

lock: .venv/test.stamp ## Choose the newest version of every library and note its hashes
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCKING) setup.cfg - --extra oidc --extra notify --output-file requirements.txt
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCKING) setup.cfg - --extra oidc --extra notify --extra dev \
		--constraint requirements.txt --no-emit-package yattag --no-emit-package pip --output-file requirements-dev.txt

clean: ## Remove what was installed and compiled here; the records in instance/ stay
	rm -rf .venv *.egg-info build release participation-*.whl tests/parts/node_modules $(CATALOGUES)

# What pip may install is what the lists name by hash, whole as `make lock` writes them; the program itself is linked, not copied.
INSTALL := $(BIN)/pip install -qq --disable-pip-version-check
define install
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: sudo apt-get install python3" >&2; exit 1; }
	@.ci/system-packages run
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	@echo "Installing what $(1) names"
	@$(INSTALL) --require-hashes --only-binary :all: --no-binary docopt --no-deps --requirement $(1)
	@PYTHONWARNINGS=ignore $(INSTALL) --no-deps --no-build-isolation --editable .
endef

.venv/run.stamp: requirements.txt setup.cfg pyproject.toml .ci/system-packages
	$(call install,requirements.txt)
	@touch $@

.venv/test.stamp: requirements-dev.txt tests/parts/package-lock.json setup.cfg pyproject.toml .ci/system-packages
	$(call install,requirements-dev.txt)
	@.ci/system-packages test
	@cd tests/parts && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch .venv/run.stamp $@
