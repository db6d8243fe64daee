# Every target sets itself up: nothing has to be installed by hand but git, make and Python 3.11 or newer with venv.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV ?= .venv
export VENV
PY := $(VENV)/bin/python
CODE := portal proposals council home tools benchmarks tests manage.py
DATABASE_URL_POSTGRES := $(or $(DATABASE_URL),postgres://postgres@127.0.0.1:5432/postgres)
# What `check --deploy` needs to load the settings of a city's installation; nothing is served with them.
PRODUCTION := DJANGO_SETTINGS_MODULE=portal.settings.production ALLOWED_HOSTS=portal.example SITE_URL=https://portal.example \
	DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))")

.PHONY: help
help: ## list every target
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: start
start: ## run the portal here with demo content (PORT=8001 for another port); Ctrl-C ends it
	@exec tools/python -m tools.start

.PHONY: dev
dev: ## install what tests and checks need into .venv
	@tools/python -m tools.environment requirements-dev.txt

.PHONY: test
test: dev ## run the tests on SQLite, without a browser
	env -u DATABASE_URL $(PY) -m pytest -n 2 $(ARGS)

.PHONY: survey
survey: dev ## call every address as every kind of person, on SQLite (some minutes)
	env -u DATABASE_URL $(PY) -m pytest -n 2 -m survey $(ARGS)

.PHONY: test-postgres
test-postgres: dev ## run the same tests and the survey on PostgreSQL (DATABASE_URL names the server)
	@DATABASE_URL=$(DATABASE_URL_POSTGRES) $(PY) -m tools.postgres
	DATABASE_URL=$(DATABASE_URL_POSTGRES) $(PY) -m pytest -n 2 -m "not browser" $(ARGS)

.PHONY: test-browser
test-browser: dev ## run the browser tests in the system's Chromium (CHROMIUM names another)
	@$(PY) -m tools.chromium
	env -u DATABASE_URL CHROMIUM="$$($(PY) -m tools.chromium)" $(PY) -m pytest -n 2 --dist loadfile -m browser $(ARGS)

# What decides who may do what, what it becomes and what is kept of it: every branch is tested.
RULES := council/counting.py,council/numbering.py,council/outcomes.py,*/lifecycle.py,*/lifecycle/*,*/permissions.py,*/permissions/*,portal/record/*

.PHONY: coverage
coverage: dev ## fail unless every branch of the rules, the counting and the record is tested (some minutes)
	env -u DATABASE_URL $(PY) -m coverage erase
	env -u DATABASE_URL $(PY) -m coverage run -m pytest -n 2 $(ARGS)
	$(PY) -m coverage combine -q
	$(PY) -m coverage report --include='$(RULES)' --fail-under=100

.PHONY: check
check: dev ## run every check that is not a test
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(PY) -m mypy
	$(PY) -m djlint --quiet --lint templates
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run --settings portal.settings.test
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m tools.messages --check
	$(PY) -m tools.lock --check

.PHONY: bench
bench: dev ## measure the portal with many rows on both databases (about half an hour; ARGS="--sizes 1000")
	@DATABASE_URL=$(DATABASE_URL_POSTGRES) $(PY) -m tools.postgres
	DATABASE_URL=$(DATABASE_URL_POSTGRES) $(PY) -m benchmarks.run $(ARGS)

.PHONY: bench-table
bench-table: dev ## print the kept results of bench side by side
	@$(PY) -m benchmarks.table

.PHONY: format
format: dev ## rewrite the code in the house style
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)

.PHONY: messages
messages: dev ## bring the message catalogues up to the code and compile them
	$(PY) -m tools.messages
	$(PY) -m tools.messages --compile

.PHONY: lock
lock: dev ## lock the requirements anew (ARGS=--upgrade takes newer versions)
	$(PY) -m tools.lock $(ARGS)

.PHONY: clean
clean: ## remove what tools left behind; the database and uploads in var/ and .venv stay
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* test-results
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
