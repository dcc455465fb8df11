#!/bin/bash
# ./dev i18n: gather the sentences into i18n/zh.ts (translations are kept), compile i18n/zh.qm.
# --check changes nothing and fails where a sentence is new, gone or without a translation.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
system
cd "$ROOT"

mapfile -d '' sources < <(git ls-files -z --cached --others --exclude-standard -- '*.py' '*.ui' |
  grep -zvE '^(tests|benchmarks|scripts)/' | sort -z)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# pylupdate5 adds to the file it is given and names the sources relative to it: so it works beside zh.ts.
[ -e i18n/zh.ts ] ||
  printf '<!DOCTYPE TS>\n<TS version="2.1" language="zh_CN"></TS>\n' >i18n/zh.ts
fresh=i18n/.zh-$$.ts
trap 'rm -rf "$work" "$fresh"' EXIT
cp i18n/zh.ts "$fresh"
pylupdate5 -noobsolete "${sources[@]}" -ts "$fresh"
/usr/bin/env python3 scripts/ts_tidy.py "$fresh"

if [ "${1:-}" = --check ]; then
  cmp -s "$fresh" i18n/zh.ts || { diff -u i18n/zh.ts "$fresh" | head -n 40; stop "i18n/zh.ts is behind: ./dev i18n"; }
  ! grep -n 'type="unfinished"' i18n/zh.ts || stop "These sentences have no translation in i18n/zh.ts."
  lrelease -silent i18n/zh.ts -qm "$work/zh.qm"
  cmp -s "$work/zh.qm" i18n/zh.qm || stop "i18n/zh.qm is behind: ./dev i18n"
  exit 0
fi
cp "$fresh" i18n/zh.ts
lrelease i18n/zh.ts -qm i18n/zh.qm
grep -c 'type="unfinished"' i18n/zh.ts | sed 's/$/ without a translation/' || true
