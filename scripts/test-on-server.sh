#!/usr/bin/env bash
# Rejoue ce qui dépend du serveur sur le plus ancien PostgreSQL de la machine, avec un serveur à soi, jeté ensuite.
# Chaque requête du produit passe ainsi par lui au moins une fois. N’est pas rejoué ce qui n’y apprendrait rien :
# - ce qui ne demande pas de base (marque « database », posée par tests/conftest.py) ;
# - le navigateur et le tableur ;
# - ce qui redit mille fois les mêmes requêtes pour éprouver autre chose que le serveur :
already_told=(
  tests/bench                          # des mesures
  tests/app/api/test_conformance.py    # la description de l’API
  tests/app/test_canaries.py           # ce que disent les traces
  tests/security/test_records.py       # les droits, adresse par adresse
  tests/security/test_csrf.py          # les jetons des formulaires
  tests/security/test_headers.py       # les en-têtes
  tests/security/test_parts.py         # les morceaux de page
)
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | head -1 || true)
if [ -z "$bin" ]; then echo "Aucun PostgreSQL sur cette machine : suite jouée sur le serveur intégré seulement."; exit 0; fi
place=/tmp # en mémoire quand elle a la place : les bases des essais sont des fichiers par milliers
[ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt 4194304 ] 2>/dev/null && place=/dev/shm
home=$(mktemp -d "$place/odd17-postgresql.XXXXXX")
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$home"
stop() { as "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
as "$bin/initdb" -D "$home/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" \
  -o "-h '' -k $home -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_wal_size=256MB" start >/dev/null
chmod 755 "$home"
echo "Suite sur $("$bin/postgres" --version)"
ODD17_TEST_DATABASE_URL="postgresql://postgres@/postgres?host=$home" .venv/bin/pytest -n 2 --dist worksteal -m "database and not browser and not office" \
  "${already_told[@]/#/--ignore=}" "$@"
