#!/bin/bash
# ./dev i18n: gather the sentences into i18n/zh.ts (translations are kept), compile i18n/zh.qm.
# --check changes nothing and fails where a sentence is new, gone or without a translation.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
system
cd "$ROOT"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mapfile -d '' sources < <(git ls-files -z --cached --others --exclude-standard -- '*.py' '*.ui' |
  grep -zvE '^(tests|benchmarks|scripts)/' | sort -z)
tar -cf - "${sources[@]}" | tar -C "$work" -xf -
mkdir -p "$work/i18n"
if [ -e i18n/zh.ts ]; then cp i18n/zh.ts "$work/i18n/"; else
  printf '<!DOCTYPE TS>\n<TS version="2.1" language="zh_CN"></TS>\n' >"$work/i18n/zh.ts"
fi
# pylupdate5 silently leaves out a call whose last argument is followed by a comma.
find "$work" -name '*.py' -exec sed -zi 's/,\(\s*)\)/\1/g' {} +
(cd "$work" && pylupdate5 -noobsolete "${sources[@]}" -ts i18n/zh.ts 2>"$work/log") || { cat "$work/log" >&2; exit 1; }
python3 scripts/ts_tidy.py "$work/i18n/zh.ts"

if [ "${1:-}" = --check ]; then
  cmp -s "$work/i18n/zh.ts" i18n/zh.ts ||
    { diff -u i18n/zh.ts "$work/i18n/zh.ts" | head -n 40; stop "i18n/zh.ts is behind: ./dev i18n"; }
  ! grep -n 'type="unfinished"' i18n/zh.ts || stop "These sentences have no translation in i18n/zh.ts."
  lrelease -silent i18n/zh.ts -qm "$work/zh.qm"
  cmp -s "$work/zh.qm" i18n/zh.qm || stop "i18n/zh.qm is behind: ./dev i18n"
  exit 0
fi
cp "$work/i18n/zh.ts" i18n/zh.ts
lrelease i18n/zh.ts -qm i18n/zh.qm
grep -c 'type="unfinished"' i18n/zh.ts | sed 's/$/ without a translation/' || true
