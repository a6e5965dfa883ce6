# Postgres with pgvector, Redis, Chromium and ffmpeg for the tests, whether or not this machine has them. Sourced by .ci/run:
# installs what is missing, starts what does not run, and leaves TEST_DATABASE_URL, TEST_REDIS_URL, CHROMIUM_PATH set.

readonly postgres_version=15
readonly host=127.0.0.1
# A database of its own in a Redis that others may use too.
readonly redis_index=15

say() { echo "ci: $*"; }

random_hex() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

apt_updated=
# Installs those of the packages that are not there; asks the network nothing when all are.
install_missing() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  if [ -z "$apt_updated" ]; then
    apt-get -qq -o Acquire::Retries=3 update
    apt_updated=yes
  fi
  # LC_ALL: Postgres makes its first cluster now, and takes the encoding from here.
  LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 \
    install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# SQL on standard input, as the server's superuser: over TCP where it is let in without a password, else as the system
# user postgres.
as_superuser() {
  if psql -X -w -h "$host" -p "$postgres_port" -U postgres -c 'select 1' >/dev/null 2>&1; then
    psql -X -q -w -At -v ON_ERROR_STOP=1 -h "$host" -p "$postgres_port" -U postgres
  else
    (cd / && su postgres -c "psql -X -q -At -v ON_ERROR_STOP=1 -p $postgres_port")
  fi
}

start_postgres() {
  install_missing "postgresql-$postgres_version"
  if [ -z "$(pg_lsclusters -h "$postgres_version")" ]; then
    pg_createcluster --locale C.UTF-8 "$postgres_version" main >/dev/null
  fi
  local cluster status
  read -r _ cluster postgres_port status _ < <(pg_lsclusters -h "$postgres_version")
  if [[ $status != online* ]]; then
    say "starting Postgres on port $postgres_port"
    pg_ctlcluster --skip-systemctl-redirect "$postgres_version" "$cluster" start
  fi
  for _ in $(seq 60); do
    pg_isready -q -h "$host" -p "$postgres_port" && break
    sleep 0.5
  done
  if [ "$(as_superuser <<<"select count(*) from pg_available_extensions where name = 'vector'")" = 0 ]; then
    install_missing "postgresql-server-dev-$postgres_version" gcc make ca-certificates
    say 'building pgvector'
    bash .ci/pgvector.sh
  fi
}

# A role and a database that live as long as this run. A superuser, since tests make databases, roles and extensions.
create_test_role() {
  test_role=opencoach_ci_$(random_hex | cut -c 1-8)
  local password
  password=$(random_hex)
  as_superuser <<SQL
create role $test_role superuser login password '$password';
create database $test_role owner $test_role template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
SQL
  export TEST_DATABASE_URL="postgres://$test_role:$password@$host:$postgres_port/$test_role"
  psql -X -q -v ON_ERROR_STOP=1 "$TEST_DATABASE_URL" <<<'set client_min_messages = warning; create extension if not exists vector'
}

# Databases that a failing test left behind belong to the role, and go with it.
drop_test_role() {
  as_superuser <<SQL
select format('drop database %I with (force)', datname) from pg_database where datdba = '$test_role'::regrole \gexec
drop owned by $test_role;
drop role $test_role;
SQL
}

redis_answers() { [ "$(redis-cli -h "$host" -p "$1" ping 2>/dev/null)" = PONG ]; }
port_is_taken() { (: <"/dev/tcp/$host/$1") 2>/dev/null; }

started_redis=
start_redis() {
  install_missing redis-server
  redis_port=6379
  if ! redis_answers "$redis_port"; then
    while port_is_taken "$redis_port"; do redis_port=$((redis_port + 1)); done
    say "starting Redis on port $redis_port"
    redis-server --bind "$host" --port "$redis_port" --daemonize yes --save '' --appendonly no --dir /tmp >/dev/null
    started_redis=yes
    for _ in $(seq 60); do
      redis_answers "$redis_port" && break
      sleep 0.5
    done
  fi
  export TEST_REDIS_URL="redis://$host:$redis_port/$redis_index"
}

find_chromium() {
  export CHROMIUM_PATH=${CHROMIUM_PATH:-/usr/bin/chromium}
  [ -x "$CHROMIUM_PATH" ] || install_missing chromium
}

start_services() {
  install_missing ffmpeg
  start_postgres
  start_redis
  find_chromium
  create_test_role
}

# Safe to call twice: at the end of a run, and again when the shell exits.
stop_services() {
  if [ -n "${test_role:-}" ]; then drop_test_role || say "could not drop the role $test_role"; fi
  if [ -n "$started_redis" ]; then redis-cli -h "$host" -p "$redis_port" shutdown nosave >/dev/null || true; fi
  test_role= started_redis=
}
