#!/bin/bash
# ./dev run: build the sample ledger if it is not there, close it in a QGIS process, print and write the
# progress, and open QGIS on it where there is a display.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

headless='' by=target
while [ $# -gt 0 ]; do
  case $1 in
    --headless) headless=1 ;;
    --by) by=${2:?"--by takes target, township, year or status"}; shift ;;
    *) stop "Usage: ./dev run [--headless] [--by target|township|year|status]" ;;
  esac
  shift
done
case $by in
  target | township | year | status) ;;
  *) stop "--by takes target, township, year or status, not '$by'" ;;
esac

out=$ROOT/build/run
sample=$ROOT/build/sample/郧阳示例台账.gpkg
mkdir -p "$out" "$(dirname "$sample")"
profile run zh-Hans

# algorithm ID ARGS: quiet while it goes well, its whole log when it does not.
algorithm() {
  process run "$@" >"$out/$1.log" 2>&1 || { cat "$out/$1.log" >&2; stop "$1 failed"; }
}

if [ ! -e "$sample" ]; then
  say "Building the sample ledger: ${sample#"$ROOT"/}"
  algorithm ecoledger:createsample -- OUTPUT="$sample"
fi
rm -f "$out"/progress.csv "$out"/entries.csv "$out"/deductions.gpkg
algorithm ecoledger:ledgerprogress -- LEDGER="$sample" BY="$by" \
  PROGRESS="$out/progress.csv" ENTRIES="$out/entries.csv" DEDUCTIONS="$out/deductions.gpkg"
"$PYTHON" "$ROOT/scripts/show_progress.py" "$out/progress.csv"
say "Written: ${out#"$ROOT"/}/progress.csv, entries.csv, deductions.gpkg"

[ -z "$headless" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || exit 0
say "Opening QGIS on the sample."
SAMPLE=$sample desktop --code "$ROOT/scripts/open_sample.py"
