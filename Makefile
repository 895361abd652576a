# The commands of the portal; `make help` lists them. What each does stands in bin/.
PYTHON ?= python3
PY := .venv/bin/python
export PYTHON

.PHONY: help run test check bench soak messages shots lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

run: ## the portal and its worker on http://127.0.0.1:$PORT (default 8000); Ctrl-C stops both
	@bin/setup run
	@exec $(PY) bin/run.py

test: ## everything the tests need, then all checks and tests
	@bin/setup test
	@$(PY) bin/test.py

check: ## the fast part: style, types, import rules, migrations, translations
	@bin/setup test
	@$(PY) bin/checks.py

bench: ## the benchmarks, beside an empty Wagtail project; PART=<name> runs one part
	@bin/setup test
	@$(PY) bench/run.py $(PART)

soak: ## long runs: whole accessibility grid, HTML checker, PostgreSQL, next Wagtail
	@bin/setup test
	@$(PY) bin/soak.py $(PART)

messages: ## collect the interface's texts into locale/
	@bin/setup test
	@$(PY) bin/messages.py

shots: ## screenshots of the main pages into var/shots/
	@bin/setup test
	@$(PY) bin/shots.py

lock: ## resolve pyproject.toml anew into the two lock files
	@bin/setup test
	@bin/lock
