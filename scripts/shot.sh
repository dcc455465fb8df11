#!/bin/bash
# ./dev shot FILE.png [SCRIPT.py]: a picture of QGIS' window in Chinese, with the sample ledger open.
# SCRIPT.py may define prepare(iface): what to do first; it may return the widget to take instead of the window.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
file=$(realpath -m "${1:?"./dev shot FILE.png [SCRIPT.py]"}")
script=${2:+$(realpath "$2")}
[ -z "$script" ] || [ -e "$script" ] || stop "There is no $script"

profile shot zh-Hans
sample=$ROOT/build/sample/郧阳示例台账.gpkg
if [ ! -e "$sample" ]; then
  mkdir -p "$(dirname "$sample")"
  process run ecoledger:createsample -- OUTPUT="$sample" >&2
fi
rm -f "$file"
mkdir -p "$(dirname "$file")"
VIRTUAL=1 SHOT=$file SCRIPT=$script SAMPLE=$sample desktop --code "$ROOT/scripts/shot.py"
[ -s "$file" ] || stop "No picture came out."
say "Written: $file"
