# Each target makes the environment by itself: .venv, from the pinned requirements.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
NPM_READY := node_modules/.ready

.PHONY: help demo test lab release audit site js bench latency clean

help:
	@echo "make demo     a made-up class for every unit: graded, with feedback, class report and CSV"
	@echo "make test     every test"
	@echo "make lab      JupyterLab on the first lesson"
	@echo "make release  release/ and the checks' fixtures, from source/ and the exercise bank"
	@echo "make audit    how good the tests are"
	@echo "make site     the lessons as a web site: build/site"
	@echo "make js       the explorers' JavaScript: bundled, tested, linted; needs npm"
	@echo "make bench    how fast grading is, beside nbgrader and beside running the cells alone"
	@echo "make latency  how fast an explorer follows the mouse, beside interact with matplotlib"
	@echo "make clean    removes .venv, node_modules and build/"

$(READY): requirements.txt pyproject.toml helpers/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(READY)

$(NPM_READY): package.json package-lock.json .npmrc
	npm ci
	@touch $(NPM_READY)

release: $(READY)
	$(BIN)/python -m autograder release

demo: $(READY)
	$(BIN)/python -m autograder demo

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory $(NPM_READY) || true  # tests say what they left out
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder  # few long tests must not come last, on one core

lab: $(READY)
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/course/01_activations.ipynb

audit: $(READY)
	$(BIN)/python -m autograder audit

site: $(READY)
	$(BIN)/python -m course.site

js: $(READY) $(NPM_READY)
	npm run --silent build
	npm test --silent
	npm run --silent lint
	$(BIN)/python -m pytest -q tests/helpers/explorers/test_agreement.py  # with Python

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.grading

latency: $(READY)
	$(BIN)/python -m tests.benchmarks.explorers

clean:
	rm -rf .venv build node_modules
