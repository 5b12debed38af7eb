# A fresh JVM that nobody has asked for anything, and then 5 000 people a second from the first moment on, who all want
# one letter.
database 1000
start_service
path=$(head -n 1 "$work/page-paths")
start_nginx "$path"
echo "$path" >"$work/surge-path"
time=${SURGE_SECONDS:-$((seconds * 2 + 10))}
report surge "A fresh JVM, from 0 to 5 000 requests a second at once"
line "The page of one letter, gzip. Latency in ms from the moment at which a request was due, in the second of that moment; the worst of $rounds rounds. All answers were 200."
line
line "| | p50 | p99 | max | wanted |"
line "|---|---:|---:|---:|---|"
for ((round = 1; round <= rounds; round++)); do
  stop_service
  start_service
  arrive base="$service" before="$nginx" requests="$work/surge-path" rate=5000 seconds="$time" connections=500 each=second
  awk '/^second /{ on = 1; next } /^rate=/{ exit } on' "$work/arrivals.log" >>"$work/surge"
  say "round $round: p99 of all $arrivals_p99 ms, of the generator's own doing $arrivals_late99 ms; $arrivals_connections connections"
done
for second in 0 1 2 3 5 10 $((time - 1)); do
  line "| second $second $(awk -v s="$second" '$1 == s { for (i = 3; i <= 5; i++) if ($i > m[i]) m[i] = $i }
    END { printf "| %.1f | %.1f | %.1f |", m[3], m[4], m[5] }' "$work/surge") |"
done
line "| worst of the seconds from 10 on $(awk '$1 >= 10 { for (i = 3; i <= 5; i++) if ($i > m[i]) m[i] = $i }
  END { printf "| %.1f | %.1f | %.1f |", m[3], m[4], m[5] }' "$work/surge") p99 ≤ 100 |"
reported
