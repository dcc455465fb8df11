#!/bin/bash
# ./dev test [STEP...]: every step, or those named; each under its heading, all of them even after a failure.
set -uo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$ROOT" || exit 1

step_lint() {
  "$PYTHON" -m ruff check . && "$PYTHON" -m ruff format --check . || return 1
  "$PYTHON" scripts/enums.py || return 1
  if command -v shellcheck >/dev/null; then shellcheck -x dev .ci/run scripts/*.sh; fi
}

# Without QGIS in reach: pytest-qgis would import it before the first test.
step_core() {
  ECOLEDGER_WITHOUT_QGIS=1 "$PYTHON" -m pytest -q -p no:pytest_qgis -p no:pytest-qt tests/core tests/test_*.py
}

step_qgis() { "$PYTHON" -m pytest -q tests/qgis; }

step_i18n() { bash scripts/i18n.sh --check; }

step_process() { bash scripts/process_check.sh; }

step_desktop() {
  profile desktop-check
  VIRTUAL=1 REPORT=$ROOT/.dev/desktop-check/report.txt
  export REPORT
  rm -f "$REPORT"
  desktop --code "$ROOT/scripts/desktop_check.py" >"$ROOT/.dev/desktop-check/log.txt" 2>&1 ||
    { say "QGIS ended with code $?"; tail -n 20 "$ROOT/.dev/desktop-check/log.txt"; return 1; }
  cat "$REPORT" 2>/dev/null || tail -n 20 "$ROOT/.dev/desktop-check/log.txt"
  grep -qs '^passed$' "$REPORT"
}

steps=("$@")
[ $# -gt 0 ] || steps=(lint core qgis i18n process desktop)
failed=()
for step in "${steps[@]}"; do
  declare -F "step_$step" >/dev/null || stop "No step '$step'."
  printf '\n== %s\n' "$step"
  begin=$SECONDS
  "step_$step" || { failed+=("$step"); printf '!! %s failed\n' "$step"; }
  printf -- '-- %s: %s s\n' "$step" $((SECONDS - begin))
done
[ ${#failed[@]} -eq 0 ] || stop "Failed: ${failed[*]}"
say "All passed: ${steps[*]}"
