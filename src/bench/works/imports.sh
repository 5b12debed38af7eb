# import DIR with IMPORT_FILES files on an empty embedded database: cut short by kill -9, gone on with, and done once more.
# Each file must have its result and each letter be there once; what is measured is the rate and the memory.
packaged
files=${IMPORT_FILES:-10000}
mkdir -p "$work/letters"
say "writing $files files"
# one letter in another number, with other words in its places, as an office's letters differ
awk -v files="$files" -v to="$work/letters" '
  { letter = letter $0 "\n" }
  END {
    split("和平 解放 人民 建设 团结 胜利 光明 新华 红旗 友谊", roads, " ")
    for (n = 1; n <= files; n++) {
      text = letter
      gsub(/0037/, sprintf("%05d", n), text)
      gsub(/2026-0001/, "2026-" n, text)
      gsub(/18号/, n "号", text)
      gsub(/人民医院/, roads[n % 10 + 1] "路" n "号医院", text)
      gsub(/12路/, (n % 97) "路", text)
      name = sprintf("%s/%05d.txt", to, n)
      printf "%s", text >name
      close(name)
    }
  }' src/main/resources/samples/bus.txt
export FUHAN_DATA_DIR=$work/data FUHAN_ADMIN_PASSWORD=bench

# Leaves the JVM's peak memory in MB in $peak, and the status in $status
import() {
  "$java" $options -jar target/quarkus-app/quarkus-run.jar import "$work/letters" >"$work/report" 2>"$work/progress" &
  importer=$!
  children+=("$importer")
}
wait_for_import() {
  status=0
  while kill -0 "$importer" 2>/dev/null; do
    now=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$importer/status" 2>/dev/null || true)
    peak=${now:-$peak}
    sleep 0.2
  done
  wait "$importer" || status=$?
}

peak=0
begun=$(date +%s%N)
import
until grep -q '[1-9][0-9]* / ' "$work/progress" 2>/dev/null || ! kill -0 "$importer" 2>/dev/null; do sleep 0.2; done
sleep 5
kill -9 "$importer"
wait "$importer" 2>/dev/null || true
say "killed at: $(tail -n 1 "$work/progress")"
import
wait_for_import
took=$((($(date +%s%N) - begun) / 1000000))
[ "$status" = 0 ] || { tail -n 3 "$work/progress" >&2; die "void: ended with $status"; }
first=$(tail -n 1 "$work/report")
[ "$(wc -l <"$work/report")" = $((files + 1)) ] || die "void: $(wc -l <"$work/report") lines in the report"
[ "$(cut -f 3 "$work/report" | head -n "$files" | sort -u | wc -l)" = "$files" ] || die "void: a letter is there twice"
high=$peak
begun=$(date +%s%N)
import
wait_for_import
again=$((($(date +%s%N) - begun) / 1000000))
second=$(tail -n 1 "$work/report")
case $second in *"先前已有 $files"*) ;; *) die "void: $second" ;; esac

report imports "A directory of $files letters by \`import DIR\`, killed once and gone on with"
line "| | s | files a second | peak RSS of the JVM, MB |"
line "|---|---:|---:|---:|"
line "| imported, with the kill and two starts | $((took / 1000)) | $((files * 1000 / took)) | $high |"
line "| all of it once more, nothing doubled | $((again / 1000)) | $((files * 1000 / again)) | $peak |"
line
line "First: $first. Then: $second."
reported
