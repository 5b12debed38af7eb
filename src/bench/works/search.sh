# Search, 50 people a second, over 100 000 letters and then over 1 000 000, and whether PostgreSQL's plan is the same; and
# whether RECALL random strings are found in the same letters as by LIKE.
report search "Search, 50 a second"
# the compiler needs a minute of a core for what a search goes through
[ -n "${WARM_SECONDS:-}" ] || warm=90
line "| letters | answers | p50, ms | p99, ms, median of $rounds | all rounds | p99 wanted | plan |"
line "|---:|---:|---:|---:|---|---|---|"
before=
for size in ${SEARCH_SIZES:-100000 1000000}; do
  database "$size"
  searches "$size"
  start_service
  warm_up hammer 4 "$warm" "$service/" -- paths "$work/search-paths"
  declare -A got=()
  for ((round = 1; round <= rounds; round++)); do
    arrive base="$service" requests="$work/searches" rate=50 seconds=$((seconds * 3)) warm=$((round == 1 ? warm : 2)) connections="$connections"
    got[p50]+=" $arrivals_p50" got[p99]+=" $arrivals_p99"
    grep '^kind ' "$work/arrivals.log" >&2
    say "$size letters: p50 $arrivals_p50 ms, p99 $arrivals_p99 ms, max $arrivals_max ms"
  done
  plan=$({ echo 'begin;'; statement reply/Finder SETTINGS; echo '; explain (generic_plan, costs off)'
    statement reply/Finder FIND; echo ';'; } | sql)
  line "| $size | $arrivals_answers | $(median <<<"${got[p50]}") | $(median <<<"${got[p99]}") | ${got[p99]# } | $([ "$size" -gt 100000 ] && echo '≤ 150' || echo '≤ 50') | $([ -z "$before" ] && echo 'below' || { [ "$plan" = "$before" ] && echo 'the same' || echo 'ANOTHER'; }) |"
  if [ -z "$before" ]; then
    first=$plan
    say "looking for ${RECALL:=500} strings"
    "$java" -Xmx1g -cp "$("$here/classpath" 2>"$work/classpath.log")" cn.fuhan.reply.Recall "$size" "$RECALL" >"$work/recall" ||
      { tail -n 20 "$work/recall" >&2; die "not found as by LIKE"; }
    recall="Of $size letters: $(tail -n 1 "$work/recall")"
  fi
  before=$plan
  clear_stage
done
line
line "Recall against LIKE, strings of two to six characters, to the last page or the 2 000th letter: $recall."
line
line '```'
line "$first"
line '```'
reported
