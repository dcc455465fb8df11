# shellcheck shell=bash
# Sourced by dev and the other scripts: what the machine needs, the Python environment, QGIS' profile.
# ROOT is the checkout. Nothing here runs by itself.

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
PACKAGE=ecoledger

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || stop "This needs root: run ./dev as root, or install sudo. Wanted: $*"
  sudo --preserve-env=DEBIAN_FRONTEND "$@"
}

# The interpreter QGIS' own Python modules belong to; a pyenv or conda python3 earlier on PATH has no qgis.
system_python() {
  local python
  for python in "${ECOLEDGER_PYTHON:-}" /usr/bin/python3 python3; do
    if [ -n "$python" ] && command -v "$python" >/dev/null; then echo "$python"; return; fi
  done
  stop "No python3 found."
}

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# packages NAME...: install those that are missing (Debian, Ubuntu).
packages() {
  local missing
  mapfile -t missing < <(comm -23 <(printf '%s\n' "$@" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | sort))
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing: ${missing[*]}"
  as_root apt-get -q update >&2 || true # one source that is down does not stop the others
  as_root apt-get -q install -y --no-install-recommends "${missing[@]}" >&2 ||
    stop "apt-get could not install: ${missing[*]}. Its message is above; without a network this cannot go on."
}

# system: install what is missing of the machine's packages (Debian, Ubuntu), or say what is missing.
system() {
  [ -z "${ECOLEDGER_SYSTEM_READY:-}" ] || return 0
  local wanted missing python
  wanted=(qgis python3-qgis python3-venv python3-pip ca-certificates xvfb xauth fonts-noto-cjk
          pyqt5-dev-tools qttools5-dev-tools shellcheck)
  if has_apt; then
    # From Python 3.12 on Debian's own builds are new enough and link the libraries QGIS uses.
    case $(. /etc/os-release && echo "${ID:-}${VERSION_ID:-}") in
      debian12 | ubuntu22* | ubuntu23*) ;;
      *) wanted+=(python3-shapely python3-geopandas python3-pyogrio proj-bin) ;;
    esac
    packages "${wanted[@]}"
    return
  fi
  missing=()
  python=$(system_python)
  "$python" -c 'import qgis.core' 2>/dev/null || missing+=("QGIS 3.22 or newer with its Python modules (for $python)")
  "$python" -c 'import venv, ensurepip' 2>/dev/null || missing+=("Python's venv module")
  qgis_process_command >/dev/null || missing+=("qgis_process")
  command -v qgis >/dev/null || missing+=("qgis")
  command -v xvfb-run >/dev/null || missing+=("xvfb-run (Xvfb and xauth)")
  command -v pylupdate5 >/dev/null || missing+=("pylupdate5")
  command -v lrelease >/dev/null || missing+=("lrelease (Qt 5 tools)")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "This system has no apt-get. Install by its own means, then give the same command again:"
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# database: what the benchmark needs to start a PostGIS of its own; without apt-get it goes on without one.
database() {
  [ -z "${ECOLEDGER_SYSTEM_READY:-}" ] && has_apt || return 0
  packages postgresql-postgis gdal-bin
}

# environment: make .venv once, and again when the requirements or the Python change.
environment() {
  local python stamp
  python=$(system_python)
  stamp=$("$python" -V; cat "$ROOT/requirements-dev.txt")
  if [ -x "$PYTHON" ] && [ "$(cat "$VENV/.stamp" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  say "Setting up $VENV"
  if ! "$PYTHON" -m pip --version >/dev/null 2>&1 || [ "$("$PYTHON" -V)" != "$("$python" -V)" ]; then
    rm -rf "$VENV"
    "$python" -m venv --system-site-packages "$VENV"
  fi
  "$PYTHON" -m pip install -q --disable-pip-version-check -r "$ROOT/requirements-dev.txt" >&2
  printf '%s\n' "$stamp" >"$VENV/.stamp"
}

# profile NAME [LOCALE]: a QGIS profile of our own under .dev/NAME, the checkout linked into it.
profile() {
  local home=$ROOT/.dev/$1 locale=${2:-}
  local folder=$home/profiles/default
  mkdir -p "$folder/python/plugins" "$folder/QGIS" "$ROOT/.dev/runtime"
  chmod 700 "$ROOT/.dev/runtime"
  ln -sfn "$ROOT" "$folder/python/plugins/$PACKAGE"
  {
    printf '[PythonPlugins]\n%s=true\n\n' "$PACKAGE"
    printf '[qgis]\ncheckVersion=false\nnewsFeed\\disabled=true\n\n'
    printf '[app]\nfirstRunVersionFlag=99999\n\n'
    [ -z "$locale" ] || printf '[locale]\noverrideFlag=true\nuserLocale=%s\n' "$locale"
  } >"$folder/QGIS/QGIS3.ini"
  # The plugin appends this folder itself: a wheel on PYTHONPATH is loaded before QGIS' plugins and clashes.
  ECOLEDGER_DEPS=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  export ECOLEDGER_DEPS XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$ROOT/.dev/runtime} PROFILE_HOME=$home
  unset PYTHONPATH
}

# Debian 12's wrapper passes --noversioncheck, which qgis_process refuses (and ends with code 0).
qgis_process_command() { command -v qgis_process.bin || command -v qgis_process; }

# process ARGS: qgis_process with the plugin on, in the profile made last; for LIMIT seconds where it is set.
process() {
  QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH=$PROFILE_HOME \
    ${LIMIT:+timeout "$LIMIT"} "$(qgis_process_command)" "$@"
}

# desktop ARGS: QGIS' window; on a virtual screen where VIRTUAL is set or there is no display. Nobody closes
# a window there that waits for an answer: after three minutes it is ended.
desktop() {
  local command=(qgis --profiles-path "$PROFILE_HOME" --profile default --nologo "$@")
  if [ -z "${VIRTUAL:-}" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "${command[@]}"
  else
    env -u WAYLAND_DISPLAY timeout -k 10 180 xvfb-run -a -s "-screen 0 1600x1000x24" "${command[@]}"
  fi
}
