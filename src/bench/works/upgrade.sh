# A release is rolled out under load on one machine: two processes behind nginx on one PostgreSQL, first both old, then one of
# each, then both new; then one goes back to the old release on the new tables. No request may fail, each receipt that was
# answered is stored once, and staff stay signed in, whichever release signed them in. The old release is OLD_RELEASE, or what was there before the last migration came.
old=${OLD_RELEASE:-$(git log -n 1 --format=%H -- src/main/resources/db/migration)^}
old=$(git rev-parse --short "$old")
time=${UPGRADE_SECONDS:-240}
# a fresh JVM has its share for so long before it has all: minReadySeconds on Kubernetes
pause=${UPGRADE_PAUSE:-20}
rate=${UPGRADE_RATE:-200}
packaged
built=$kept/release-$old
if [ ! -f "$built/quarkus-app/quarkus-run.jar" ]; then
  say "packaging $old"
  rm -rf "$built"
  mkdir -p "$built"
  git worktree add --detach "$work/old" "$old" >/dev/null 2>&1
  (cd "$work/old" && mvn -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true) >"$work/old.log" 2>&1 || { tail -n 20 "$work/old.log" >&2; die "$old not packaged"; }
  cp -r "$work/old/target/quarkus-app" "$built/"
  git worktree remove --force "$work/old"
fi
cp -r target/quarkus-app "$work/new"

# a database of its own, with the old release's tables
child postgres "$java" -Xmx64m -XX:+UseSerialGC -cp "$(classes)" "$here/Database.java" "$work/data" "$work/database"
for _ in $(seq 600); do [ -f "$work/database" ] && break; sleep 0.1; done
. "$work/database"
export QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://$PGHOST:$PGPORT/$PGDATABASE
export QUARKUS_DATASOURCE_USERNAME=$PGUSER QUARKUS_DATASOURCE_PASSWORD=$PGPASSWORD

declare -A at pid
at[a]=$port at[b]=$((port + 1))
site=http://127.0.0.1:$((port + 4))
jar_of() { [ "$1" = old ] && echo "$built/quarkus-app/quarkus-run.jar" || echo "$work/new/quarkus-run.jar"; }

# PROCESS RELEASE; the old one doesn't know that a JVM just started is slow itself, and gets the patience for it
up() {
  child "$1-$2" env ${OLD_PATIENCE:+$([ "$2" = old ] && echo "FUHAN_DATABASE_PATIENCE=$OLD_PATIENCE")} FUHAN_PUBLIC_URL="$site" FUHAN_ADMIN_PASSWORD=bench FUHAN_SAMPLES=${first:-false} QUARKUS_HTTP_HOST=127.0.0.1 \
    QUARKUS_HTTP_PORT="${at[$1]}" QUARKUS_FLYWAY_MIGRATE_AT_START="${first:-false}" "$java" $options -jar "$(jar_of "$2")"
  pid[$1]=${children[-1]}
  await "http://127.0.0.1:${at[$1]}/q/health/ready" "${pid[$1]}" "$1-$2"
}
# who is behind nginx from now on; the worker from before ends what it has begun
behind() {
  local each servers=
  for each in "$@"; do servers+="server 127.0.0.1:${at[$each]}; "; done
  cat >"$work/nginx.conf" <<NGINX
user $(id -un); worker_processes 1; pid $work/nginx.pid; error_log $work/error.log;
worker_shutdown_timeout 30s;
events { worker_connections 1024; }
http {
  access_log off;
  upstream fuhan { $servers keepalive 16; }
  server {
    listen 127.0.0.1:${site##*:};
    location / { proxy_pass http://fuhan; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host \$host; }
  }
}
NGINX
  [ -z "${nginx_pid:-}" ] || { kill -HUP "$nginx_pid"; sleep 2; }
}
down() {
  kill "${pid[$1]}"
  wait "${pid[$1]}" 2>/dev/null || true
}
# PROCESS RELEASE: as an operator does it
exchange() {
  local other=a
  [ "$1" = b ] || other=b
  behind "$other"
  down "$1"
  up "$1" "$2"
  behind a b
  say "$1 is ${2}"
}

first=true up a old
first=
up b old
behind a b
child nginx "$(command -v nginx || echo /usr/sbin/nginx)" -c "$work/nginx.conf" -g 'daemon off;'
nginx_pid=${children[-1]}
await "$site/q/health/ready" "$nginx_pid" nginx
sql -c "select code from reply where state = 'PUBLISHED'" >"$work/codes"
{ sed 's|^|/api/v1/replies/|' "$work/codes"; sed 's|^|/r/|' "$work/codes"; echo /; echo '/api/v1/replies?q=%E5%85%AC%E4%BA%A4'; } >"$work/paths"

# a letter of its own for each receipt: imported, published, its proposer invited, and the receipt sent: NUMBER SITE
staff() { curl -fsS -u admin:bench "$@"; }
receipt() {
  local n=$1 site=$2 code receipt status
  code=$(printf '关于市政协三届二次会议第%04d号提案的复函\n\n林晓川委员：\n\n您提出的《关于交替的提案》（第%04d号）收悉，现答复如下：\n\n一、关于交替。\n已经完成。\n\n渝中市科技局\n2026年5月12日\n' "$n" "$n" |
    staff -H 'Content-Type: text/plain;charset=UTF-8' --data-binary @- "$site/api/v1/desk/imports" |
    sed -n 's/.*"code" *: *"\([0-9A-Z]*\)".*/\1/p' | head -n 1)
  staff -o /dev/null -X POST "$site/api/v1/desk/replies/$code/publication"
  receipt=$(staff -X POST "$site/api/v1/desk/replies/$code/invitations" | sed -n 's/.*"receiptCode" *: *"\([^"]*\)".*/\1/p')
  status=$(curl -sS -o /dev/null -w '%{http_code}' -X POST -H "Receipt-Code: $receipt" -H "Idempotency-Key: upgrade-$n" \
    -H 'Content-Type: application/json' -d '{"rating":"SATISFIED"}' "$site/api/v1/replies/$code/receipts")
  echo "$status upgrade-$n"
}
# Staff at their browsers: one who signed in before the upgrade, and one who does so now: a line for each answer
sign_in() { curl -sS -o /dev/null -w '%{http_code} sign-in\n' -c "$1" -d name=admin -d password=bench "$site/desk/sign-in"; }
look() { curl -sS -o /dev/null -w '%{http_code} desk\n' -b "$1" "$site/desk"; }
# the two old ones have been at work for a while when the upgrade begins
for n in 1 2 3 4 5 6; do
  receipt "$n" "http://127.0.0.1:${at[a]}"
  receipt "$((n + 6))" "http://127.0.0.1:${at[b]}"
done >"$work/receipts"

sign_in "$work/before" >"$work/desk"

say "load: $rate reads a second for $time s, and receipts one after the other; old is $old"
"$java" -Xmx128m -XX:+UseSerialGC "$here/Arrivals.java" base="$site" requests="$work/paths" rate="$rate" seconds="$time" connections=16 resends=true \
  >"$work/arrivals.log" 2>&1 &
readers=$!
children+=("$readers")
(
  sleep "$pause"
  n=12
  while kill -0 "$readers" 2>/dev/null; do
    n=$((n + 1))
    receipt "$n" "$site"
    sleep 0.2
  done
) >>"$work/receipts" 2>"$work/receipts.log" &
children+=($!)
while kill -0 "$readers" 2>/dev/null; do
  look "$work/before"
  sign_in "$work/now"
  look "$work/now"
  sleep 2
done >>"$work/desk" 2>"$work/desk.log" &
children+=($!)
sleep $((pause + 10))
sql -c "select max(version::int) from flyway_schema_history" >"$work/version-before"
"$java" $options -jar "$work/new/quarkus-run.jar" migrate >"$work/migrate.log" 2>&1 || { tail -n 20 "$work/migrate.log" >&2; die "not migrated"; }
say "migrated from V$(cat "$work/version-before") to V$(sql -c 'select max(version::int) from flyway_schema_history')"
sleep "$pause"
exchange a new
sleep "$pause"
exchange b new
sleep "$pause"
# the release before on the new tables
exchange a old
kill -0 "$readers" 2>/dev/null || die "void: the load ended before the upgrade did; UPGRADE_SECONDS"
wait "$readers" || { cat "$work/arrivals.log" >&2; die "void: a request failed"; }
sleep 1
failed=$(grep -vc '^201 ' "$work/receipts" || true)
[ "$failed" = 0 ] && [ ! -s "$work/receipts.log" ] && [ -s "$work/receipts" ] || { grep -v '^201 ' "$work/receipts" >&2; cat "$work/receipts.log" >&2; die "void: $failed receipts failed"; }
answered=$(wc -l <"$work/receipts")
bad=$(grep -cv -e '^303 sign-in' -e '^200 desk' "$work/desk" || true)
[ "$bad" = 0 ] && [ ! -s "$work/desk.log" ] || { sort "$work/desk" | uniq -c >&2; cat "$work/desk.log" >&2; die "void: $bad answers to staff"; }
read -r stored once <<<"$(sql -F ' ' -c "select count(*), count(distinct idempotency_key) from receipt where idempotency_key like 'upgrade-%'")"
[ "$stored" = "$answered" ] && [ "$once" = "$answered" ] || die "void: $answered receipts answered, $stored stored"

seconds=$time
report upgrade "A release rolled out under load"
line "Old $old with V$(cat "$work/version-before"), new with V$(sql -c 'select max(version::int) from flyway_schema_history'): old and old, migration, new and old, new and new, old and new. $(tail -n 1 "$work/arrivals.log" | tr ' ' '\n' | sed -n 's/^answers=//p') reads and $answered receipts, each to a letter imported, published and invited to meanwhile, none failed ($(tail -n 1 "$work/arrivals.log" | tr ' ' '\n' | sed -n 's/^again=//p') reads were sent a second time on a new connection, as browsers do when nginx closes the one they kept); each receipt is stored once. Staff signed in $(grep -c sign-in "$work/desk") times and looked at the desk $(grep -c desk "$work/desk") times, half of these by a session from before: all answered."
reported
