#!/bin/sh
# Apporte les scripts, styles et données de référence (jamais dans git) depuis les paquets npm verrouillés.
set -eu
if command -v npm >/dev/null 2>&1; then NPM="npm"; else NPM=".venv/bin/npm"; PATH="$PWD/.venv/bin:$PATH"; fi
$NPM ci --no-audit --no-fund --silent --ignore-scripts
vendor=app/static/vendor; data=app/reference/vendor
mkdir -p "$vendor" "$data"
cp node_modules/htmx.org/dist/htmx.min.js node_modules/htmx.org/dist/ext/hx-csp.min.js "$vendor/"
for name in regions departements epci communes; do
  cp "node_modules/@etalab/decoupage-administratif/data/$name.json" "$data/"
done
