# What every run needs: starts and stops one PostgreSQL, the service, its peers and nginx, and measures. Sourced.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"

# --- settings, all from the environment -------------------------------------------------------------------------------
seconds=${SECONDS_EACH:-10}        # a measurement
rounds=${ROUNDS:-3}                # of each peer in turn: A B A B A B; the median counts
warm=${WARM_SECONDS:-15}           # before a JVM's first round
connections=${CONNECTIONS:-64}      # of hot and cold, and half of it of receipts
letters=${LETTERS:-10000}
java=${JAVA:-java}
options=${JAVA_OPTIONS:--Xmx256m}  # of every JVM alike
port=${BENCH_PORT:-18180}
kept=${BENCH_DIR:-$root/target/bench}

service=http://127.0.0.1:$port
vertx=http://127.0.0.1:$((port + 1))
ready=$vertx
panache=http://127.0.0.1:$((port + 2))
spring=http://127.0.0.1:$((port + 3))
nginx=http://127.0.0.1:$((port + 4))

# --- beginning and end ------------------------------------------------------------------------------------------------
mkdir -p "$kept"
work=$(mktemp -d "$kept/run-XXXXXX")
children=()
# ends what was started, the last first
clear_stage() {
  local n
  for ((n = ${#children[@]} - 1; n >= 0; n--)); do
    kill "${children[n]}" 2>/dev/null && wait "${children[n]}" 2>/dev/null || true
  done
  children=()
}
finish() {
  local status=$?
  clear_stage
  [ "$status" = 0 ] && rm -rf "$work" || echo "ended with $status; the logs are in $work" >&2
}
trap finish EXIT
trap 'exit 130' INT TERM

die() { echo "$*" >&2; exit 1; }
say() { echo "· $*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install_missing() {
  local missing=()
  command -v curl >/dev/null || missing+=(curl)
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
  command -v wrk >/dev/null || missing+=(wrk)
  command -v psql >/dev/null && command -v pgbench >/dev/null || missing+=(postgresql)
  [ ${#missing[@]} = 0 ] && return
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Starts a child that ends with the run: NAME COMMAND… ; its output is in NAME.log
child() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  children+=($!)
}

await() {
  local url=$1 pid=$2 name=$3
  for _ in $(seq 600); do
    curl -fs -o /dev/null --max-time 2 "$url" && return
    kill -0 "$pid" 2>/dev/null || { tail -n 20 "$work/$name.log" >&2; die "$name did not start"; }
    sleep 0.1
  done
  tail -n 20 "$work/$name.log" >&2
  die "$name is not ready after a minute"
}

stop_service() {
  local pid left=()
  kill "$service_pid" && wait "$service_pid" 2>/dev/null || true
  for pid in "${children[@]}"; do [ "$pid" = "$service_pid" ] || left+=("$pid"); done
  children=("${left[@]}")
}

# --- what is measured -------------------------------------------------------------------------------------------------
packaged() {
  local jar=target/quarkus-app/quarkus-run.jar
  if [ ! -f "$jar" ] || [ -n "$(find src/main pom.xml -newer "$jar" -type f | head -n 1)" ]; then
    say "packaging the service"
    mvn -q -B package -DskipTests >"$work/package.log" 2>&1 || { tail -n 20 "$work/package.log" >&2; die "not packaged"; }
  fi
}

classes() { echo "target/quarkus-app/app/*:target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*"; }

# One PostgreSQL for all: the service's own, with its settings and fsync on, and so many letters in it
database() {
  local size=$1
  packaged
  child postgres "$java" -Xmx64m -XX:+UseSerialGC -cp "$(classes)" "$here/Database.java" "$kept/data-$size" "$work/database"
  for _ in $(seq 600); do
    [ -f "$work/database" ] && break
    kill -0 "${children[-1]}" 2>/dev/null || { tail -n 20 "$work/postgres.log" >&2; die "PostgreSQL did not start"; }
    sleep 0.1
  done
  . "$work/database"
  rm "$work/database"
  export QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://$PGHOST:$PGPORT/$PGDATABASE
  export QUARKUS_DATASOURCE_USERNAME=$PGUSER QUARKUS_DATASOURCE_PASSWORD=$PGPASSWORD
  fill "$size"
}

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

fill() {
  local have
  # an empty database has no tables yet
  have=$(sql -c "select count(*) from reply where state = 'PUBLISHED'" 2>/dev/null || echo 0)
  if [ "$have" -lt "$1" ]; then
    say "filling up from $have to $1 letters"
    QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE "$here/fill" $(($1 - have)) >"$work/fill.log" 2>&1 ||
      { tail -n 20 "$work/fill.log" >&2; die "not filled"; }
  fi
  sql -c "select code from reply where state = 'PUBLISHED' order by id limit $1" >"$work/codes"
  [ "$(wc -l <"$work/codes")" = "$1" ] || die "the database has not $1 letters"
  sed 's|^|/api/v1/replies/|' "$work/codes" >"$work/json-paths"
  sed 's|^|/r/|' "$work/codes" >"$work/page-paths"
}

# What strangers look for among so many letters, as paths with their kinds
searches() {
  "$java" -cp "$("$here/classpath" 2>"$work/classpath.log")" cn.fuhan.bench.Searches "$1" 3000 >"$work/searches"
  cut -f 1 "$work/searches" >"$work/search-paths"
}

# NAME=VALUE… are further settings
start_service() {
  packaged
  child service env "$@" FUHAN_PUBLIC_URL="$service" FUHAN_ADMIN_PASSWORD=bench QUARKUS_HTTP_PORT="$port" \
    QUARKUS_HTTP_HOST=127.0.0.1 "$java" $options ${SERVICE_OPTIONS:-} -jar target/quarkus-app/quarkus-run.jar
  service_pid=${children[-1]}
  await "$service/q/health/ready" "$service_pid" service
  await_copies
}

# Filled-in letters get their stored copies from the service when it starts, which takes milliseconds for each. Where
# there are more than 10 000 the others get those of the first 1000: bytes as many and as different; a million without
# Brotli, which nothing here asks for and whose 11 GB few disks have room for.
await_copies() {
  local letters copies editions
  letters=$(sql -c 'select count(*) from publication')
  for _ in $(seq 1800); do
    read -r copies editions <<<"$(sql -F ' ' -c 'select count(*), count(distinct edition) from copy')"
    [ "$copies" = $((2 * letters)) ] && [ "$editions" = 1 ] && return
    if [ "$letters" -gt 10000 ] && [ "$copies" -ge 2000 ]; then
      say "copying copies"
      # another release's, where it was here before: the service begins with the first letter
      sql -c "delete from copy where edition <> (select edition from copy where reply_id = 1 limit 1)"
      sql -c "with first as (select form, edition, tag, gzip, brotli, row_number() over (partition by form order by reply_id) as n
                               from copy where reply_id <= 1000),
                   of as (select count(*) / 2 as n from first)
              insert into copy (code, form, reply_id, revision, edition, tag, gzip, brotli)
              select r.code, f.form, p.reply_id, p.revision, f.edition, f.tag, f.gzip,
                     case when $letters <= 100000 then f.brotli end
                from of, publication p join reply r on r.id = p.reply_id join first f on true
               where f.n = 1 + p.reply_id % of.n
              on conflict (code, form) do nothing"
      sql -c 'vacuum analyze copy'
    fi
    sleep 1
  done
  die "the stored copies are not made after half an hour"
}

build_peer() {
  local built=$2 peer=$here/peers/$1
  if [ ! -f "$peer/$built" ] || [ -n "$(find "$peer/src" "$peer/pom.xml" -newer "$peer/$built" -type f | head -n 1)" ]; then
    say "packaging $1"
    (cd "$peer" && mvn -q -B package >"$work/$1.log" 2>&1) || { tail -n 20 "$work/$1.log" >&2; die "$1 not packaged"; }
  fi
}

# A statement of the service from its source, so that peers run the very same: CLASS CONSTANT
statement() {
  awk -v name=" $2 =" '
    index($0, name) { found = 1; $0 = substr($0, index($0, name) + length(name)) }
    !found { next }
    /"""/ { if (inside) exit; inside = 1; next }
    inside { print; next }
    { line = $0; while (match(line, /"[^"]*"/)) { print substr(line, RSTART + 1, RLENGTH - 2); line = substr(line, RSTART + RLENGTH) } }
    /;$/ { exit }' "src/main/java/cn/fuhan/$1.java" | grep . || die "no statement $2 in $1.java"
}

# What copies in the database were made by
edition() { sql -c "select edition from copy group by edition order by count(*) desc limit 1"; }

start_vertx() {
  build_peer vertx target/peer.jar
  child vertx env PORT="${vertx##*:}" STATEMENT="$(statement reply/StoredCopies READ)" EDITION="$(edition)" \
    "$java" $options -jar "$here/peers/vertx/target/peer.jar"
  await "$vertx$(head -n 1 "$work/json-paths")" "${children[-1]}" vertx
}

# Vert.x with nothing but the service's own bytes for this path and its headers, on the port of the other: PATH
start_ready() {
  local file=$work/ready.gz headers
  build_peer vertx target/peer.jar
  curl -fsS -D "$work/ready.headers" -H 'Accept-Encoding: gzip' "$service$1" >"$file"
  mapfile -t headers < <(tr -d '\r' <"$work/ready.headers" | grep -i '^[a-z-]*: ' | grep -vi '^content-length:')
  child ready env PORT="${ready##*:}" "$java" $options -cp "$here/peers/vertx/target/peer.jar" cn.fuhan.bench.Ready "$file" "${headers[@]}"
  await "$ready$1" "${children[-1]}" ready
}

start_spring() {
  build_peer spring target/peer.jar
  child spring env SERVER_PORT="${spring##*:}" STATEMENT="$(statement reply/StoredCopies READ)" EDITION="$(edition)" \
    SPRING_R2DBC_URL="r2dbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" SPRING_R2DBC_USERNAME="$PGUSER" \
    SPRING_R2DBC_PASSWORD="$PGPASSWORD" "$java" $options -jar "$here/peers/spring/target/peer.jar"
  await "$spring$(head -n 1 "$work/json-paths")" "${children[-1]}" spring
}

start_panache() {
  build_peer panache target/quarkus-app/quarkus-run.jar
  sql -c 'set client_min_messages = warning' -f "$here/peers/panache/table.sql"
  child panache env QUARKUS_HTTP_PORT="${panache##*:}" QUARKUS_HTTP_HOST=127.0.0.1 \
    "$java" $options -jar "$here/peers/panache/target/quarkus-app/quarkus-run.jar"
  await "$panache$(head -n 1 "$work/json-paths")" "${children[-1]}" panache
}

# nginx with the service's own bytes for these paths on its disk
start_nginx() {
  local path file
  for path in "$@"; do
    file=$work/www$path
    mkdir -p "$(dirname "$file")"
    curl -fsS "$service$path" >"$file"
    curl -fsS -H 'Accept-Encoding: gzip' "$service$path" >"$file.gz"
    gzip -dc <"$file.gz" | cmp - "$file" || die "$path differs between gzip and plain"
  done
  sed -e "s|ROOT|$work|g" -e "s|PORT|${nginx##*:}|" -e "s|USER|$(id -un)|" "$here/nginx.conf" >"$work/nginx.conf"
  child nginx "$(command -v nginx || echo /usr/sbin/nginx)" -c "$work/nginx.conf" -g 'daemon off;'
  await "$nginx$1" "${children[-1]}" nginx
  for path in "$@"; do
    curl -fsS --compressed "$nginx$path" | cmp - "$work/www$path" || die "nginx serves other bytes for $path"
  done
}

# --- measuring --------------------------------------------------------------------------------------------------------
# Requests a second by wrk: CONNECTIONS SECONDS URL [-H HEADER]… [-- what load.lua takes]. The whole run is void when any
# answer failed; while `warming` is set that is only said. Leaves requests, rate, bytes_each, created.
hammer() {
  local connections=$1 time=$2 url=$3 result failures micros bytes
  shift 3
  local headers=(-H 'Accept: */*' -H 'Accept-Encoding: gzip')
  while [ $# -gt 0 ] && [ "$1" != -- ]; do headers+=("$1"); shift; done
  wrk -t2 -c"$connections" -d"${time}s" --timeout 10s "${headers[@]}" -s "$here/load.lua" "$url" "$@" >"$work/wrk.log" 2>&1 ||
    { cat "$work/wrk.log" >&2; die "wrk failed"; }
  result=$(grep '^RESULT' "$work/wrk.log") || { cat "$work/wrk.log" >&2; die "wrk failed"; }
  read -r _ requests micros bytes failures created <<<"$result"
  if [ -n "${warming:-}" ]; then
    [ "$failures" = 0 ] || say "$failures answers of $requests failed in the warm-up"
    requests=$((requests > 0 ? requests : 1))
  elif [ "$failures" != 0 ] || [ "$requests" = 0 ]; then
    cat "$work/wrk.log" >&2
    die "void: $failures answers of $requests failed"
  fi
  rate=$((requests * 1000000 / micros))
  bytes_each=$((bytes / requests))
}

# Latency at a fixed rate: what Arrivals.java takes. Leaves each of its figures as a variable, latencies in ms.
arrive() {
  "$java" -Xmx512m -XX:+UseSerialGC "$here/Arrivals.java" "$@" >"$work/arrivals.log" 2>&1 ||
    { cat "$work/arrivals.log" >&2; die "void: an answer outside 2xx and 304, or none"; }
  local word
  for word in $(tail -n 1 "$work/arrivals.log"); do printf -v "arrivals_${word%%=*}" %s "${word#*=}"; done
}

# The same before anything counts
warm_up() {
  local warming=1
  "$@"
}

median() { tr ' ' '\n' | grep . | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
rss() { awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }

# --- reporting --------------------------------------------------------------------------------------------------------
# The report of this run: a title, then lines of Markdown; on the terminal, and kept for `run keep`
report() {
  report=$kept/$1.md
  {
    printf '\n### %s\n\n' "$2"
    printf '%s, commit %s; %s; %s cores; %s; JVMs with `%s`; rounds of %s s.\n\n' "$(date -u '+%Y-%m-%d %H:%M UTC')" \
      "$(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src/main pom.xml || echo ' and changes')" \
      "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
      "$("$java" -version 2>&1 | sed -n '2s/ .build.*//p'), $(uname -sr)" "$options ${SERVICE_OPTIONS:-}" "$seconds"
  } | tee "$report.new"
}
line() { printf '%s\n' "$*" | tee -a "$report.new"; }
reported() { mv "$report.new" "$report"; }
