# Verbs of this project. `make demo` and `make test` set up all they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: bench-slack bench-classifier bench-polling bench-workers faults setup demo test test-slow run check fmt clean migration

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: setup
	@$(BIN)/moves demo

run: setup
	@$(BIN)/moves run

test: setup
	$(BIN)/python -m pytest -n 2

test-slow: setup
	$(BIN)/python -m pytest -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migration: setup
	$(BIN)/python -m storage.migrations.new "$(m)"

clean:
	rm -rf $(VENV) build dist *.egg-info

bench-slack: setup
	$(BIN)/python -m bot.bench.slack $(ARGS)

# what polling costs beside other readers; READER is a Python that has the library reader
bench-polling: setup
	$(BIN)/python -m bot.bench.polling $(if $(READER),--reader $(READER)) $(ARGS)

bench-classifier: setup
	$(BIN)/python -m bot.bench.classifier $(STREAM)

# how much faster two workers poll and read ten thousand feeds than one (about four minutes, two free cores)
bench-workers: setup
	$(BIN)/python -m bot.bench.workers $(ARGS)

# everything that may break, breaks, and what is lost and doubled is counted (an hour and a half in all; each line runs by itself too)
FAULTS := $(BIN)/python -m bot.bench.faults
faults: setup
	$(FAULTS) kills --rounds 200 --database sqlite
	$(FAULTS) kills --rounds 200 --database postgresql
	$(FAULTS) kills --rounds 50 --database postgresql --processes 3
	$(FAULTS) storms --rounds 60 --database sqlite
	$(FAULTS) storms --rounds 60 --database postgresql
	$(FAULTS) crowd --processes 2
	$(FAULTS) crowd --processes 3
