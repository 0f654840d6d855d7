# Every command of the project, in one place: people, CI and hooks call these names.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LANGUAGE ?=
PORT ?=
FORMAT ?=
export NO_MKDOCS_2_WARNING := 1

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

site: $(VENV)/site.stamp ## Build the site into site/
	$(BIN)/python scripts/build.py
	@echo "The site is ready. Open it with a browser: file://$(CURDIR)/site/index.html"

downloads: $(VENV)/downloads.stamp site ## Cut EPUB, PDF, ZIP and the other downloads from the site
	$(BIN)/python scripts/downloads.py

release: downloads ## The site as it is published: downloads cut, files compressed beside themselves
	$(BIN)/python scripts/compress.py

serve: $(VENV)/site.stamp ## Preview while you write; make serve LANGUAGE=rw for one language, PORT=8001 elsewhere
	@$(BIN)/python scripts/serve.py $(if $(LANGUAGE),--language $(LANGUAGE)) $(if $(PORT),--port $(PORT))

check: $(VENV)/site.stamp ## Say everything that is wrong with the content
	@code=0; $(BIN)/python scripts/check.py $(if $(FORMAT),--format $(FORMAT)) || code=1; \
	$(BIN)/python scripts/strings.py --check || code=1; $(BIN)/python scripts/forms.py --check || code=1; exit $$code

links: $(VENV)/links.stamp site ## Find links of the site that lead nowhere
	$(BIN)/python scripts/links.py internal

links-external: $(VENV)/links.stamp ## Ask other people's servers whether our links still work; about ten minutes
	$(BIN)/python scripts/links.py external --report links-report.md
	@echo "What to mend where: links-report.md"

test: $(VENV)/test.stamp ## Run every test
	$(BIN)/python tests/machine.py
	$(BIN)/ruff check hooks scripts tests
	$(BIN)/mypy
	$(BIN)/python scripts/check.py --quiet
	$(BIN)/python scripts/strings.py --check
	$(BIN)/python scripts/forms.py --check
	$(BIN)/python -bb -m pytest -n 2

test-long: $(VENV)/test.stamp ## Many random edits, each built again and compared; SEEDS=7,8 for others
	EDITS_SEEDS=$(or $(SEEDS),$(shell seq -s, 101 140)) $(BIN)/python -bb -m pytest -n 2 tests/test_incremental.py tests/test_preview.py

bench: $(VENV)/test.stamp site ## Measure what is promised and print tables
	$(BIN)/python tests/machine.py
	$(BIN)/python scripts/bench.py pages
	$(BIN)/python scripts/bench.py search

bench-compare: $(VENV)/test.stamp ## Build the same pages with other generators too; SIZES=200x5,500x10
	$(BIN)/python scripts/bench.py compare $(if $(SIZES),--sizes $(SIZES)) --json build/speed.json --into docs/maintainers

bench-tools: ## Install those other generators into build/bench-tools
	$(PYTHON) -m venv build/bench-tools/python
	build/bench-tools/python/bin/pip install --quiet --disable-pip-version-check --require-hashes -r scripts/benchmark/tools/requirements.txt
	cp scripts/benchmark/tools/package*.json build/bench-tools/
	if command -v npm > /dev/null; then npm ci --prefix build/bench-tools --ignore-scripts --no-audit --no-fund; \
	  else echo "There is no npm here: Eleventy is left out."; fi

screenshots: $(VENV)/test.stamp site ## Take pictures of every kind of page into screenshots/
	$(BIN)/python tests/machine.py
	$(BIN)/python scripts/screenshots.py

guide-pictures: $(VENV)/test.stamp site ## Draw the pictures of the guide "How to take part" anew
	$(BIN)/python tests/machine.py
	$(BIN)/python scripts/guide_pictures.py

drawings: $(VENV)/test.stamp ## Make the pictures of docs/assets/images/ of drawings that have changed
	$(BIN)/python tests/machine.py
	$(BIN)/python scripts/draw_pictures.py

strings: $(VENV)/site.stamp ## Bring new interface strings into locales/*.po
	$(BIN)/python scripts/strings.py

forms: $(VENV)/site.stamp ## Make the forge's forms anew, of the schema and the vocabulary
	$(BIN)/python scripts/forms.py

lock: ## Renew requirements*.txt, with hashes, for Linux and macOS
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	for name in requirements requirements-downloads requirements-links requirements-cluster requirements-test; do build/lock/bin/uv pip compile --quiet --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  $$name.in -o $$name.txt; done

clean: ## Remove everything that was built or installed here
	rm -rf site .site.* build screenshots links-report.md $(VENV) hooks/*.egg-info

$(VENV)/site.stamp: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/downloads.stamp: $(VENV)/site.stamp requirements-downloads.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-downloads.txt
	@touch $@

$(VENV)/links.stamp: $(VENV)/site.stamp requirements-links.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-links.txt
	@touch $@

$(VENV)/cluster.stamp: $(VENV)/site.stamp requirements-cluster.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/downloads.stamp $(VENV)/links.stamp $(VENV)/cluster.stamp requirements-test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

.PHONY: help site downloads release serve check links links-external test bench bench-compare bench-tools screenshots guide-pictures drawings strings forms lock clean
