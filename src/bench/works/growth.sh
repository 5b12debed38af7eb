# What each kind of work costs as the letters grow: rate of the service, and memory.
report growth "Cost as the letters grow"
line "Requests a second. Lists and searches over 16 connections, letters over 64; not in memory: no room for copies. RSS of the service after that work, with the default room for copies."
line
line "| letters | first page of the list, JSON | search | letter not in memory | letter in memory | RSS, MB | database, MB |"
line "|---:|---:|---:|---:|---:|---:|---:|"
for size in ${GROWTH_SIZES:-1000 10000 100000 1000000}; do
  database "$size"
  searches "$size"
  start_service FUHAN_COPIES_MAX_BYTES="${COLD_COPIES:-1}"
  warm_up hammer "$connections" "$warm" "$service/" -- paths "$work/json-paths"
  hammer "$connections" "$seconds" "$service/" -- paths "$work/json-paths"
  cold=$rate
  stop_service
  start_service
  warm_up hammer 16 "$warm" "$service/" -- paths "$work/search-paths"
  hammer 16 "$seconds" "$service/" -- paths "$work/search-paths"
  search=$rate
  hammer 16 "$seconds" "$service/api/v1/replies"
  list=$rate
  warm_up hammer "$connections" "$warm" "$service/" -- paths "$work/json-paths"
  hammer "$connections" "$seconds" "$service$(head -n 1 "$work/json-paths")"
  line "| $size | $list | $search | $cold | $rate | $(rss "$service_pid") | $(sql -c 'select pg_database_size(current_database()) / 1048576') |"
  clear_stage
done
reported
