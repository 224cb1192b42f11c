#!/bin/sh
# A database for each service, with two roles: the owner changes its tables (`migrate`), the app only rows.
#
# Runs as it is from /docker-entrypoint-initdb.d, or by hand as a superuser where PGHOST, PGUSER and so on say. It can be run
# again: what is there stays, passwords are set anew. For each service it takes, from the environment or from the file
# that <NAME>_FILE names:
#   <SERVICE>_DB_PASSWORD        of the role <service>        → <SERVICE>_DATABASE_URL
#   <SERVICE>_DB_OWNER_PASSWORD  of the role <service>_owner  → <SERVICE>_MIGRATE_DATABASE_URL
# SERVICES names others than all five. Tests put a prefix before all names (DB_PREFIX).
set -eu

value() { # value NAME: the variable, or the first line of the file in NAME_FILE
  eval "text=\${$1:-}; file=\${$1_FILE:-}"
  if [ -z "$text" ] && [ -n "$file" ]; then IFS= read -r text <"$file" || [ -n "$text" ]; fi
  if [ -z "$text" ]; then echo "set $1 or $1_FILE" >&2; exit 2; fi
  printf '%s' "$text"
}

tell() { psql -qX -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-${PGUSER:-postgres}}" "$@"; }

for service in ${SERVICES:-accounts knowledge community notify gateway}; do
  upper=$(printf '%s' "$service" | tr '[:lower:]' '[:upper:]')
  app=$(value "${upper}_DB_PASSWORD")
  owner=$(value "${upper}_DB_OWNER_PASSWORD")
  name="${DB_PREFIX:-}$service"
  # The passwords travel by the environment: arguments can be read by everybody on the machine.
  APP="$app" OWNER="$owner" tell --dbname "${POSTGRES_DB:-postgres}" -v name="$name" -v owner_name="${name}_owner" <<'SQL'
\getenv app APP
\getenv owner OWNER
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
SELECT format('CREATE ROLE %I LOGIN', each) FROM unnest(ARRAY[:'name', :'owner_name']) AS each
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = each) \gexec
ALTER ROLE :"name" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app';
ALTER ROLE :"owner_name" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner';
-- Ids and names are sorted by their bytes, as the portal's cursors expect.
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8'' LC_COLLATE ''C'' LC_CTYPE ''C''',
    :'name', :'owner_name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
SQL
  tell --dbname "$name" -v name="$name" -v owner_name="${name}_owner" <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO :"owner_name";
GRANT USAGE ON SCHEMA public TO :"name";
-- Whatever migrations make from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner_name" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner_name" IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"name";
SQL
  echo "database $name: roles $name and ${name}_owner"
done
