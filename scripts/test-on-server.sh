#!/usr/bin/env bash
# Rejoue la suite (hors navigateur et tableur) sur le PostgreSQL de la machine, avec un serveur à soi, jeté ensuite.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | head -1 || true)
if [ -z "$bin" ]; then echo "Aucun PostgreSQL sur cette machine : suite jouée sur le serveur intégré seulement."; exit 0; fi
home=$(mktemp -d /tmp/odd17-postgresql.XXXXXX)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$home"
stop() { as "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
as "$bin/initdb" -D "$home/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" \
  -o "-h '' -k $home -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off" start >/dev/null
chmod 755 "$home"
echo "Suite sur $("$bin/postgres" --version)"
ODD17_TEST_DATABASE_URL="postgresql://postgres@/postgres?host=$home" .venv/bin/pytest -n 2 --dist worksteal -m "not browser and not office" "$@"
