# Receipts, each for an invitation of its own, with fsync on: 32 connections to the service, and 32 clients of pgbench
# that run the same statement, taken from its source. Afterwards the database is asked whether each was stored once.
# the compiler needs a minute of a core for what a receipt goes through
[ -n "${WARM_SECONDS:-}" ] || warm=60
database "$letters"
start_service
declare -A got
limit=${RECEIPTS_RATE:-6000} # no machine of ours stores more in a second: so many invitations are made in advance
each=$((limit * seconds))
count=$((limit * warm + each * rounds))
# of a round; that of the warm-up is 0
first_of() { echo $(($1 > 0 ? limit * warm + each * ($1 - 1) : 0)); }
batch=$(date +%s)
answered=0

[ "$(sql -c 'show fsync'; sql -c 'show synchronous_commit')" = $'on\non' ] || die "fsync is not on"

say "making $count invitations for each side"
# the service's own rule for the code's hash; pgbench can compute that of a number
invitations() {
  sql -c "with letters as (select id, row_number() over (order by id) - 1 as n from reply where state = 'PUBLISHED'),
               made as (insert into invitation (reply_id, proposer, expires_at)
                        select l.id, '$1-$batch-' || i, now() + interval '10 days'
                          from generate_series(0, $count - 1) i join letters l on l.n = i % (select count(*) from letters)
                        returning id, proposer)
          insert into receipt_code (hash, invitation_id, issued_by)
          select $2, id, 'bench' from (select id, split_part(proposer, '-', 3)::bigint as i from made) m"
}
invitations service "sha256(convert_to(E'receipt-code\\n$batch' || lpad(i::text, 16, '0'), 'UTF8'))"
invitations pgbench "sha256(int8send($batch::bigint * 10000000 + i))"
sql -c 'analyze invitation, receipt_code, receipt'

{
  echo '\set n :n + 1'
  echo "\\set i $batch * 10000000 + :from + :client_id * $((each / (connections / 2))) + :n"
  statement receipt/Receipts STORE | sed -e 's/\$10/sha256(int8send(:i))/' -e 's/\$11/null::bigint/g' -e 's/\$12/false/' \
    -e "s/\\\$1\\b/sha256(int8send(:i))/" -e 's/\$2\b/null/g' -e "s/\\\$3\\b/(:i)::text/" -e "s/\\\$3\\b/(:i)::text/" \
    -e "s/\\\$4\\b/'B' || (:i)::text/" -e "s/\\\$5\\b/'SATISFIED'/" -e "s/\\\$6\\b/'SATISFIED'/" \
    -e "s/\\\$7\\b/'答复具体，措施可行，希望按期落实，并在年底前反馈第' || (:i)::text || '项进展。'/" \
    -e "s/\\\$8\\b/'电话 0000-1234567'/" -e "s/\\\$9\\b/'API'/"
  echo ';'
} >"$work/receipts.pgbench"

# PEER ROUND SECONDS
ask() {
  if [ "$1" = pgbench ]; then
    pgbench -n -M prepared -c $((connections / 2)) -j 2 -T "$3" -D n=-1 -D from="$(first_of "$2")" -f "$work/receipts.pgbench" \
      >"$work/pgbench.log" 2>&1 || { cat "$work/pgbench.log" >&2; die "pgbench failed"; }
    rate=$(sed -n 's/^tps = \([0-9]*\).*/\1/p' "$work/pgbench.log")
  else
    hammer $((connections / 2)) "$3" "$service/" -- receipts "$work/codes" "$batch" "$(first_of "$2")"
    [ "$created" = "$requests" ] || [ -n "${warming:-}" ] || die "void: $created of $requests answers were 201"
    answered=$((answered + created))
  fi
  got[$1]+=" $rate"
  say "$1: $rate/s"
}

say "warming"
warm_up ask service 0 "$warm"
ask pgbench 0 2
got=()
for ((round = 1; round <= rounds; round++)); do
  ask pgbench "$round" "$seconds"
  ask service "$round" "$seconds"
done

# what was under way when the load stopped may be stored and its answer not seen: at most one a connection and round
read -r stored invited versions <<<"$(sql -F ' ' -c "select count(*), count(distinct invitation_id), max(version) from receipt
  where idempotency_key like 'bench-$batch-%'")"
[ "$stored" = "$invited" ] && [ "$versions" = 1 ] || die "void: $stored receipts for $invited invitations"
[ "$stored" -ge "$answered" ] && [ "$stored" -le $((answered + connections / 2 * (rounds + 1))) ] ||
  die "void: $answered answers, $stored receipts"

report receipts "Receipts, fsync on, $((connections / 2)) connections"
line "$answered receipts answered with 201, $stored stored, each once (at most $((connections / 2)) a round were under way when the load stopped)."
line
line "| | receipts a second, median of $rounds | all rounds | ratio | wanted |"
line "|---|---:|---|---:|---|"
p=$(median <<<"${got[pgbench]}") s=$(median <<<"${got[service]}")
line "| pgbench, same statement, $((connections / 2)) clients | $p | ${got[pgbench]# } | | |"
line "| service | $s | ${got[service]# } | $(ratio "$s" "$p") | ≥ 0.3 |"
reported
