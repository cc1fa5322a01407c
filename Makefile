# Everything happens in .venv, which the first command makes. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

export PYTHONDONTWRITEBYTECODE := # what is compiled is kept, whatever the environment says: to compile the tests takes seconds

.PHONY: demo unit test check lint bench lock clean

demo: .venv/.run
	@$(BIN)/dunghan demo

unit: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto -m unit

test: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: test lint

bench: .venv/.dev
	$(BIN)/python benchmarks/talking.py
	$(BIN)/python benchmarks/broadcast.py
	$(BIN)/python benchmarks/answer.py
	$(BIN)/python benchmarks/guessing.py
	$(BIN)/python benchmarks/inference.py
	$(BIN)/python benchmarks/uploads.py
	$(BIN)/python benchmarks/tasks.py
	$(BIN)/python benchmarks/rollup.py
	$(BIN)/python benchmarks/standing.py
	$(BIN)/python benchmarks/board.py
	$(BIN)/python benchmarks/slips.py
	$(BIN)/python benchmarks/simulate.py

lock: .venv/.dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url pyproject.toml --extra postgresql --group dev -o requirements-dev.lock

.venv/.run: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Đúng Hạn needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv build *.egg-info dunghan-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
