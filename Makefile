# Deux commandes suffisent : « make run » pour essayer, « make test » pour vérifier. « make help » liste le reste.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
export UV_LINK_MODE ?= copy
# Le code compilé est gardé : sans lui, chaque commande repasse plusieurs secondes à tout relire.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

help: ## cette liste
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

setup: $(VENV)/.ready app/static/vendor/.ready ## installe tout dans .venv et node_modules

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(BIN)/python -m compileall -q app evaluation imports
	@touch $@

app/static/vendor/.ready: package-lock.json scripts/vendor.sh | $(VENV)/.ready
	@sh scripts/vendor.sh
	@touch $@

run: setup ## prépare, charge la démonstration si la base est vide, sert sur http://127.0.0.1:$(PORT)
	@$(BIN)/odd17 serve --port $(PORT) --demo-if-empty

test: setup ## toute la suite
	@$(BIN)/pytest -n 2 --dist worksteal

check: setup ## format, règles, types, contrats d'import, gabarits, migrations, composants et avis de sécurité
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint templates --check --lint --quiet
	@$(BIN)/odd17 migrations-drift
	@$(BIN)/python -m scripts.sbom --check
	@$(BIN)/python -m scripts.audit

format: setup ## remet en forme le code et les gabarits
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/djlint templates --reformat --quiet || true

bench: setup var/bench-venv/.ready ## toutes les mesures, comparées à d’autres outils dans une même exécution
	@var/bench-venv/bin/python -m bench

growth: setup ## ce que coûte chaque page à 33, 1 000 et 100 000 projets
	@$(BIN)/python -m bench.growth

var/bench-venv/.ready: requirements/bench.txt
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python var/bench-venv
	$(BIN)/uv pip sync --quiet --compile-bytecode --python var/bench-venv/bin/python requirements/bench.txt
	@touch $@

sbom: setup ## refait la liste des composants, docs/sbom.cdx.json
	@$(BIN)/python -m scripts.sbom

audit: setup ## interroge par le réseau les avis de sécurité connus sur les composants verrouillés
	$(BIN)/pip-audit --requirement requirements/dev.txt --no-deps --disable-pip
	npm audit

lock: setup ## refait les verrous des dépendances, sans adresse
	@for set in base dev bench; do $(BIN)/python scripts/lock.py $$set; done

clean: ## efface ce que les commandes ont créé, sauf les données
	rm -rf $(VENV) node_modules app/static/vendor app/reference/vendor

.PHONY: help setup run test check format bench growth sbom audit lock clean
