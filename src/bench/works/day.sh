# A day's reads in ten minutes: 10 million at an even rate, letters by Zipf's law, pages and JSON and now and then the
# first page; with 64 MB for copies. The heap is what a collection left, the least in each tenth of the time.
reads=${DAY_READS:-10000000}
time=${DAY_SECONDS:-600}
# as small as 64 MB of copies allow; glibc keeps less for itself with two arenas
options=${JAVA_OPTIONS:--Xmx176m -Xmn32m -XX:+UseSerialGC}
export MALLOC_ARENA_MAX=2
database "$letters"
SERVICE_OPTIONS="${SERVICE_OPTIONS:-} -Xlog:gc:file=$work/gc.log"
start_service FUHAN_COPIES_MAX_BYTES=67108864
awk -v n="$letters" 'BEGIN { srand(7) } { code[NR] = $0 } END {
  for (i = 1; i <= n; i++) { sum += 1 / i; upto[i] = sum }
  for (r = 0; r < 200000; r++) {
    if (rand() < 0.01) { print "/"; continue }
    x = rand() * sum; low = 1; high = n
    while (low < high) { mid = int((low + high) / 2); if (upto[mid] < x) low = mid + 1; else high = mid }
    print (rand() < 0.75 ? "/r/" : "/api/v1/replies/") code[low]
  } }' "$work/codes" >"$work/day-paths"

: >"$work/memory"
(
  began=$(date +%s)
  while sleep 1; do echo "$(($(date +%s) - began)) $(rss "$service_pid")"; done >>"$work/memory"
) &
children+=($!)
# a day doesn't begin with all its readers at a cold JVM: that is surge
warm_up hammer 16 "$warm" "$service/" -- paths "$work/day-paths"
arrive base="$service" requests="$work/day-paths" rate=$((reads / time)) seconds="$time" warm=10 connections=256

# uptime in seconds, MB after the collection; the JVM is a few seconds older than the load
sed -n 's/^\[\([0-9.]*\)s\].*[0-9]M->\([0-9]*\)M(.*/\1 \2/p' "$work/gc.log" >"$work/heap"
tenths() { awk -v t="$time" -v end="$2" -v least="$3" '{ k = int(10 * ($1 - (end - t)) / t); if (k < 0 || k > 9) next
    if (!(k in v) || (least ? $2 < v[k] : $2 > v[k])) v[k] = $2 }
  END { for (k = 0; k < 10; k++) printf "%s%s", k ? " | " : "", k in v ? v[k] : "–" }' "$1"; }
report day "A day's reads in $time seconds"
line "$arrivals_answers reads, $((reads / time)) a second, of $letters letters by Zipf's law (75 % pages, 24 % JSON, 1 % first page), copies ≤ 64 MB: p50 $arrivals_p50 ms, p99 $arrivals_p99 ms, p99.9 $arrivals_p999 ms, max $arrivals_max ms; answers $arrivals_statuses"
line
line "| tenth of the time | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | wanted |"
line "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
line "| heap after a collection, least, MB | $(tenths "$work/heap" "$(tail -n 1 "$work/heap" | cut -d' ' -f1)" 1) | flat |"
line "| RSS, most, MB | $(tenths "$work/memory" "$(tail -n 1 "$work/memory" | cut -d' ' -f1)" 0) | ≤ 400 |"
reported
