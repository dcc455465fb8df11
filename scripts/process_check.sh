#!/bin/bash
# The `process` step of ./dev test: every algorithm in a real qgis_process, as a script of a user would call
# it, on files in a folder with a Chinese name and spaces; figures and error messages are checked.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$ROOT"
profile process-check
work="$PROFILE_HOME/郧阳 数据"
rm -rf "$work"
mkdir -p "$work"
export LIMIT=${LIMIT:-180}

check() { "$PYTHON" scripts/process_check.py "$1" "$work"; }

# run ALGORITHM ARGS: it must end well.
run() {
  process run "ecoledger:$1" -- "${@:2}" >"$work/log.txt" 2>&1 ||
    { cat "$work/log.txt"; stop "ecoledger:$1 ended with an error"; }
}

# refused TEXT ALGORITHM ARGS: it must end with an error code and say TEXT.
refused() {
  if process run "ecoledger:$2" -- "${@:3}" >"$work/log.txt" 2>&1; then
    stop "ecoledger:$2 should have been refused: $1"
  fi
  grep -q -- "$1" "$work/log.txt" || { cat "$work/log.txt"; stop "ecoledger:$2 does not say: $1"; }
}

process list >"$work/list.txt" 2>&1
for name in areaprogress createledger createsample ledgerprogress officialarea; do
  grep -q "ecoledger:$name" "$work/list.txt" || stop "qgis_process does not know ecoledger:$name"
done
check make

run areaprogress INPUT="$work/图 斑.shp" UNITS="$work/乡 镇.shp" UNIT_FIELD=乡镇名称 TARGET_FIELD=目标 \
  ORDER_FIELD=日期 QUOTAS="$work/任 务.csv" QUOTA_FIELD=亩 QUOTA_UNIT=mu \
  PROGRESS="$work/进 度.csv" ENTRIES="$work/图斑 扣减.gpkg" DEDUCTIONS="$work/扣 减.gpkg"
run officialarea INPUT="$work/图 斑.shp" OUTPUT="$work/椭球 面积.gpkg"
run createledger TOWNSHIPS="$work/乡 镇.shp" OUTPUT="$work/新 台账.gpkg"
run createsample PARCELS=60 OUTPUT="$work/样例 台账.gpkg"
run ledgerprogress LEDGER="$work/样例 台账.gpkg" BY=township STATUSES=60 STATUSES=70 STATUSES=80 \
  PROGRESS="$work/样例 进度.csv" ENTRIES="$work/样例 措施.csv" DEDUCTIONS="$work/样例 扣减.gpkg"
check figures

refused "shift to CGCS2000 is not known" officialarea INPUT="$work/西安 80.gpkg" OUTPUT="$work/不 成.gpkg"
refused "There is no file" ledgerprogress LEDGER="$work/没有.gpkg" \
  PROGRESS="$work/不 成.csv" ENTRIES="$work/不 成.gpkg" DEDUCTIONS="$work/不 成 2.gpkg"
refused "is there already" createledger TOWNSHIPS="$work/乡 镇.shp" OUTPUT="$work/新 台账.gpkg"
for left in "$work"/不*; do
  [ ! -e "$left" ] || stop "A refused run has left $left"
done
say "Five algorithms in $(process --version 2>/dev/null | head -n 1): figures and refusals as they should be"
