# A letter that is not in memory, as JSON in gzip: another one of many at every request, with no room for copies, so that
# each is read from the database's stored ones. The peers and pgbench run the service's own statement, taken from its
# source, over 20 connections to the same database.
database "$letters"
start_service FUHAN_COPIES_MAX_BYTES="${COLD_COPIES:-1}"
start_vertx
start_spring
declare -A got

# pgbench has no strings that vary: it looks the code up by a number, one more row of a small table
sql -c "set client_min_messages = warning" -c "create schema if not exists peer; drop table if exists peer.code;
        create table peer.code (i int primary key, code text);
        insert into peer.code select row_number() over (), code from reply where state = 'PUBLISHED';
        analyze peer.code"
{
  echo "\\set i random(1, $letters)"
  statement reply/StoredCopies READ |
    sed -e 's/\$1/(select code from peer.code where i = :i)/' -e "s/\\\$2/'JSON'/" -e "s/\\\$3/'$(edition)'/"
  echo ';'
} >"$work/cold.pgbench"

ask() {
  if [ "$1" = pgbench ]; then
    pgbench -n -M prepared -c 20 -j 2 -T "${2:-$seconds}" -f "$work/cold.pgbench" >"$work/pgbench.log" 2>&1 ||
      { cat "$work/pgbench.log" >&2; die "pgbench failed"; }
    rate=$(sed -n 's/^tps = \([0-9]*\).*/\1/p' "$work/pgbench.log")
  else
    hammer "$connections" "${2:-$seconds}" "${!1}/" -- paths "$work/json-paths"
    say "$bytes_each bytes each"
  fi
  got[$1]+=" $rate"
  say "$1: $rate/s"
}

say "warming"
for peer in service vertx spring; do warm_up ask "$peer" "$warm"; done
ask pgbench 2
got=()
for ((round = 1; round <= rounds; round++)); do
  for peer in pgbench vertx service spring; do ask "$peer"; done
done

report cold "A letter not in memory, JSON, gzip, $connections connections, pool of 20, $letters letters"
line "| | requests a second, median of $rounds | all rounds | service / this | wanted |"
line "|---|---:|---|---:|---|"
s=$(median <<<"${got[service]}")
line "| service | $s | ${got[service]# } | | |"
for peer in "vertx:raw Vert.x:≥ 0.8" "spring:Spring WebFlux, R2DBC:≥ 2" "pgbench:pgbench, same statement, 20 clients:≥ 0.2"; do
  IFS=: read -r name title wanted <<<"$peer"
  p=$(median <<<"${got[$name]}")
  line "| $title | $p | ${got[$name]# } | $(ratio "$s" "$p") | $wanted |"
done
reported
