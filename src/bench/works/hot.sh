# A letter that everybody reads, as JSON and as a page, gzip, 64 connections: against nginx with the same bytes on its
# disk, with Vert.x alone and the same bytes, and against a plain Panache entity. Then the same at a fixed rate, for the latency.
fixed_rate=${HOT_RATE:-10000}
# after a quarter of a minute a 304 is still being compiled
[ -n "${WARM_SECONDS:-}" ] || warm=60

database "$letters"
start_service
start_panache
# a letter of the usual length
code=$(sql -c "select r.code from reply r join revision v on v.reply_id = r.id and v.number = r.current_revision
                where r.state = 'PUBLISHED' and r.draft->>'disclosure' = 'FULL'
                order by abs(octet_length(v.canonical) -
                             (select avg(octet_length(canonical)) from (select canonical from revision limit 500) s))
                limit 1")
declare -A path=([JSON]=/api/v1/replies/$code [page]=/r/$code) got
start_nginx "${path[JSON]}" "${path[page]}"
start_ready "${path[JSON]}"

etag() { curl -fsS -o /dev/null -D - -H 'Accept-Encoding: gzip' "$1" | tr -d '\r' | sed -n 's/^etag: //Ip'; }
# PEER FORM KNOWN: whether the answers were what they should be shows in their size
ask() {
  local url=${!1}${path[$2]} headers=() size
  size=$(stat -c %s "$work/www${path[$2]}.gz")
  if [ "$3" = 304 ]; then headers=(-H "If-None-Match: $(etag "$url")"); fi
  hammer "$connections" "${4:-$seconds}" "$url" "${headers[@]}"
  if [ "$3" = 304 ] && [ "$bytes_each" -gt 1000 ]; then die "void: $1 did not answer 304"; fi
  if [ "$3" = 200 ] && [ "$bytes_each" -lt $((size / 2)) ]; then die "void: $1 answered with $bytes_each bytes"; fi
  got[$1 $2 $3]+=" $rate"
  say "$1 $2 $3: $rate/s, $bytes_each bytes each"
}

say "warming"
for form in JSON page; do
  for status in 200 304; do warm_up ask service "$form" "$status" "$warm"; done
  ask nginx "$form" 200 2
done
warm_up ask ready JSON 200 "$warm"
warm_up ask panache JSON 200 "$warm"
got=()
for ((round = 1; round <= rounds; round++)); do
  for form in JSON page; do
    for status in 200 304; do
      ask nginx "$form" "$status"
      ask service "$form" "$status"
    done
  done
  for status in 200 304; do ask ready JSON "$status"; done
  ask panache JSON 200
done

for ((round = 1; round <= rounds; round++)); do
  for form in JSON page; do
    echo "${path[$form]}" >"$work/hot-path"
    for peer in nginx service $([ "$form" != JSON ] || echo ready); do
      arrive base="${!peer}" requests="$work/hot-path" rate="$fixed_rate" seconds="$seconds" warm=5 connections="$connections"
      for percentile in p50 p99 p999; do
        figure=arrivals_$percentile
        got[$peer $form $percentile]+=" ${!figure}"
      done
      say "$peer $form at $fixed_rate/s: p99 $arrivals_p99 ms"
    done
  done
done

report hot "Hot letter, gzip, $connections connections"
line "JSON $(stat -c %s "$work/www${path[JSON]}") bytes, $(stat -c %s "$work/www${path[JSON]}.gz") in gzip; page $(stat -c %s "$work/www${path[page]}"), $(stat -c %s "$work/www${path[page]}.gz"). Requests a second, median of $rounds, all rounds in brackets; latency at $fixed_rate requests a second."
line
line "| | nginx | service | ratio | wanted |"
line "|---|---:|---:|---:|---|"
for form in JSON page; do
  for status in 200 304; do
    n=$(median <<<"${got[nginx $form $status]}") s=$(median <<<"${got[service $form $status]}")
    line "| $form, $status, /s | $n (${got[nginx $form $status]# }) | $s (${got[service $form $status]# }) | $(ratio "$s" "$n") | ≥ 0.85 |"
  done
done
for form in JSON page; do
  for percentile in p50 p99 p999; do
    n=$(median <<<"${got[nginx $form $percentile]}") s=$(median <<<"${got[service $form $percentile]}")
    line "| $form, $percentile, ms | $n (${got[nginx $form $percentile]# }) | $s (${got[service $form $percentile]# }) | $(ratio "$s" "$n") | $([ $percentile != p99 ] || echo "≤ 1") |"
  done
done
line
line "Vert.x alone, one body and its headers for whatever is asked, no router, no metrics, no framework: the most that this server can do."
line
line "| | Vert.x alone | of nginx | service, of this |"
line "|---|---:|---:|---:|"
for status in 200 304; do
  v=$(median <<<"${got[ready JSON $status]}")
  line "| JSON, $status, /s | $v (${got[ready JSON $status]# }) | $(ratio "$v" "$(median <<<"${got[nginx JSON $status]}")") | $(ratio "$(median <<<"${got[service JSON $status]}")" "$v") |"
done
for percentile in p50 p99 p999; do
  v=$(median <<<"${got[ready JSON $percentile]}")
  line "| JSON, $percentile, ms | $v (${got[ready JSON $percentile]# }) | $(ratio "$v" "$(median <<<"${got[nginx JSON $percentile]}")") | $(ratio "$(median <<<"${got[service JSON $percentile]}")" "$v") |"
done
line
line "| | Panache entity | service | ratio | wanted |"
line "|---|---:|---:|---:|---|"
p=$(median <<<"${got[panache JSON 200]}") s=$(median <<<"${got[service JSON 200]}")
line "| JSON, 200, /s | $p (${got[panache JSON 200]# }) | $s | $(ratio "$s" "$p") | ≥ 12 |"
reported
