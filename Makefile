PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench fuzz laws emulator network clean

demo: $(VENV)/.installed
	$(BIN)/editorkit check fixtures/valid
	@echo
	@echo "And one with a mistake in it:"
	@$(BIN)/editorkit check fixtures/invalid/overlapping-items/title-over-logo.json; test $$? -eq 1

test: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist worksteal
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

bench: $(VENV)/.test-installed
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.test-installed
	EDITORKIT_FUZZ_INPUTS=1000000 $(BIN)/pytest tests/test_fuzz.py

laws: $(VENV)/.test-installed
	EDITORKIT_EXAMPLES=10 $(BIN)/pytest tests/test_building_programs.py tests/test_diff_laws.py tests/test_merging_laws.py tests/test_decompiling.py tests/test_testing_*.py
	EDITORKIT_EXAMPLES=25 $(BIN)/pytest tests/test_transforms.py tests/test_transforms_playing.py tests/test_replacing.py tests/test_fixing.py

emulator: $(VENV)/.test-installed
	EDITORKIT_EMULATOR=whole $(BIN)/pytest -s tests/test_emulator_store.py
	EDITORKIT_EXAMPLES=20 $(BIN)/pytest -s tests/test_emulator_contract.py

network: $(VENV)/.test-installed
	EDITORKIT_NETWORK=whole EDITORKIT_EXAMPLES=20 $(BIN)/pytest -s tests/test_client_*.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test-installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .cache .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
