# From the command to the first letter, and the memory after 10 000 of them: the service on a JDK 25 with and without the AOT
# cache that native/train makes, Spring Boot with and without one of its own, and the plain Panache entity with one: the least that
# this framework can do on this machine. The database is there already.
for home in "${JAVA_25_HOME:-}" /usr/lib/jvm/*25*; do
  [ -x "$home/bin/java" ] && "$home/bin/java" -version 2>&1 | grep -q 'version "25' && break
  home=
done
[ -n "$home" ] || die "an AOT cache needs a JDK 25: JAVA_25_HOME"
java=$home/bin/java
# the options of k8s/base; the same collector everywhere, since a cache is of one
options=${JAVA_OPTIONS:--Xmx256m -Xmn32m -XX:+UseSerialGC}
letters=${START_LETTERS:-1000}
database "$letters"
start_service
stop_service
build_peer spring target/peer.jar

# As native/Dockerfile.jvm does it: NAME, and what it is made of
package_for_cache() {
  local name=$1
  shift
  say "packaging $name for a cache"
  mkdir "$work/$name-sources"
  cp -r "$@" "$work/$name-sources"
  (cd "$work/$name-sources" && mvn -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dquarkus.package.jar.aot.enabled=true -Dquarkus.package.jar.aot.type=aot) >"$work/package.log" 2>&1 ||
    { tail -n 20 "$work/package.log" >&2; die "not packaged"; }
  mv "$work/$name-sources/target/quarkus-app" "$work/$name"
}
package_for_cache service pom.xml src openapi
package_for_cache panache "$here"/peers/panache/{pom.xml,src}
sql -c 'set client_min_messages = warning' -f "$here/peers/panache/table.sql"
say "training"
(unset QUARKUS_DATASOURCE_REACTIVE_URL QUARKUS_DATASOURCE_USERNAME QUARKUS_DATASOURCE_PASSWORD
  JAVA=$java TRAIN_OPTIONS=$options TRAIN_PORT=$((port + 3)) "$root/native/train" "$work/service") >"$work/train.log" 2>&1 ||
  { tail -n 20 "$work/train.log" >&2; die "no cache"; }
"$java" -Djarmode=tools -jar "$here/peers/spring/target/peer.jar" extract --destination "$work/spring" >"$work/extract.log" 2>&1

# The command of a peer; what it needs is in its environment
run_peer() {
  case $1 in
    # as in k8s/base, where a Job has migrated
    service*) exec env FUHAN_PUBLIC_URL="$service" FUHAN_ADMIN_PASSWORD=bench QUARKUS_HTTP_PORT="$port" QUARKUS_HTTP_HOST=127.0.0.1 \
      QUARKUS_FLYWAY_MIGRATE_AT_START=false QUARKUS_LOG_CONSOLE_JSON_ENABLED=true \
      "$java" $options $2 -jar "$work/service/quarkus-run.jar" ;;
    panache*) exec env QUARKUS_HTTP_PORT="$port" QUARKUS_HTTP_HOST=127.0.0.1 "$java" $options $2 -jar "$work/panache/quarkus-run.jar" ;;
    spring*) exec env SERVER_PORT="$port" STATEMENT="$read" EDITION="$edition" \
      SPRING_R2DBC_URL="r2dbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" SPRING_R2DBC_USERNAME="$PGUSER" \
      SPRING_R2DBC_PASSWORD="$PGPASSWORD" "$java" $options $2 -jar "$work/spring/peer.jar" ;;
  esac
}
edition=$(edition)
read=$(statement reply/StoredCopies READ)
first=$(head -n 1 "$work/json-paths")
mkfifo "$work/silence"
exec {silence}<>"$work/silence"

# Whether the first letter is there. No process is made for it: one every hundredth of a second takes a third of a start.
answers() {
  local status=
  if { exec {connection}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$first" "$port" >&"$connection" &&
      read -r -t 2 status <&"$connection" || true
    exec {connection}>&-
  fi
  [[ $status == *" 200 "* ]]
}

# Leaves milliseconds to the first letter; the peer is running then, and its number is in $peer
begin() {
  local begun n
  begun=$(date +%s%N)
  cd "$work/${1%%-*}" # a cache knows its jars by their paths
  run_peer "$@" >"$work/$1.log" 2>&1 &
  peer=$!
  cd "$root"
  children+=("$peer")
  for ((n = 0; n < 9000; n++)); do
    answers && break
    kill -0 "$peer" 2>/dev/null || { tail -n 20 "$work/$1.log" >&2; die "$1 did not start"; }
    read -r -t 0.005 -u "$silence" || true
  done
  took=$((($(date +%s%N) - begun) / 1000000))
  [ "$n" -lt 9000 ] || { tail -n 20 "$work/$1.log" >&2; die "$1 does not answer"; }
}
end() { kill "$peer"; wait "$peer" 2>/dev/null || true; }

for each in spring panache; do
  say "training $each"
  begin "$each-training" "-XX:AOTCacheOutput=$work/$each/app.aot"
  arrive base="$service" requests="$work/json-paths" rate=500 seconds=2 connections=8
  end
  [ -s "$work/$each/app.aot" ] || die "no cache of $each"
done

declare -A ready memory
peers=("service-aot" "service-plain" "spring-aot" "spring-plain" "panache-aot")
for ((round = 0; round <= rounds; round++)); do
  for each in "${peers[@]}"; do
    extra=
    [ "${each#*-}" = plain ] || extra="-XX:AOTCache=$work/${each%%-*}/app.aot -XX:AOTMode=on"
    begin "$each" "$extra"
    arrive base="$service" requests="$work/json-paths" rate=500 seconds=20 connections=32
    # the first time warms the machine's files
    if [ "$round" -gt 0 ]; then
      ready[$each]+=" $took"
      memory[$each]+=" $(rss "$peer")"
      say "$each: ready in $took ms, $(rss "$peer") MB"
    fi
    end
  done
done

report start "Start, and memory after 10 000 reads, JDK 25, external database"
line "From the command to the first letter read, ms, and RSS after 10 000 reads at 500 a second, MB; median of $rounds, all rounds in brackets. The cache has $(($(stat -c %s "$work/service/app.aot") / 1048576)) MB."
line
line "| | ready | RSS | wanted |"
line "|---|---:|---:|---|"
for each in "${peers[@]}"; do
  wanted=
  [ "$each" != service-aot ] || wanted="≤ 1000 ms, ≤ 300 MB"
  line "| ${each/-/, } | $(median <<<"${ready[$each]}") (${ready[$each]# }) | $(median <<<"${memory[$each]}") (${memory[$each]# }) | $wanted |"
done
line
line "The service with its cache is ready in $(ratio "$(median <<<"${ready[service-aot]}")" "$(median <<<"${ready[service-plain]}")") of the time without, in $(ratio "$(median <<<"${ready[service-aot]}")" "$(median <<<"${ready[spring-plain]}")") of Spring Boot's, in $(ratio "$(median <<<"${ready[service-aot]}")" "$(median <<<"${ready[spring-aot]}")") of Spring Boot's with a cache, and in $(ratio "$(median <<<"${ready[service-aot]}")" "$(median <<<"${ready[panache-aot]}")") of a plain Panache entity's with one."
reported
