#!/bin/bash
# ./dev matrix [bookworm|trixie] [STEP...]: the tests in QGIS 3.40 (Debian 12 backports) and 3.44 (Debian 13
# backports). Each lives in a folder of its own (about 3 GB, kept between runs); the checkout is copied into it.
# shellcheck disable=SC2016
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
[ "$(id -u)" = 0 ] || stop "./dev matrix needs root: it makes Debian systems in folders."
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ecoledger-matrix

suites=(bookworm trixie)
case ${1:-} in
  bookworm | trixie) suites=("$1"); shift ;;
esac
steps=("$@")
[ $# -gt 0 ] || steps=(core qgis process desktop)

mounted() {
  mkdir -p "$1/dev/shm"
  mountpoint -q "$1/proc" || mount -t proc proc "$1/proc"
  mountpoint -q "$1/dev/shm" || mount -t tmpfs -o size=1g tmpfs "$1/dev/shm"
}

unmounted() {
  local folder
  for folder in "$1/proc" "$1/dev/shm"; do
    ! mountpoint -q "$folder" || umount "$folder"
  done
}

# build SUITE FOLDER: Debian with QGIS, and nothing else, from backports.
build() {
  local suite=$1 root=$2 mirror wanted
  [ ! -e "$root/.ready" ] || return 0
  say "Making Debian $suite with QGIS in $root"
  command -v debootstrap >/dev/null || as_root apt-get -q install -y --no-install-recommends debootstrap >&2
  mirror=$(apt-get indextargets --format '$(SITE)' | grep -v security | sort -u | head -n 1)
  mkdir -p "$root"
  debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || stop "debootstrap: see $root.log"
  printf 'deb %s %s main\ndeb %s %s-backports main\n' "$mirror" "$suite" "$mirror" "$suite" \
    >"$root/etc/apt/sources.list"
  printf 'Package: qgis* libqgis* libqgispython* python3-qgis*\nPin: release n=%s-backports\nPin-Priority: 600\n' \
    "$suite" >"$root/etc/apt/preferences.d/qgis"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  mounted "$root"
  wanted=(qgis python3-qgis python3-venv python3-pip ca-certificates xvfb xauth fonts-noto-cjk git)
  [ "$suite" = bookworm ] || wanted+=(python3-geopandas python3-shapely python3-pyogrio proj-bin)
  { chroot "$root" apt-get -q update &&
    chroot "$root" apt-get -q install -y --no-install-recommends "${wanted[@]}" &&
    chroot "$root" apt-get clean; } >>"$root.log" 2>&1 || stop "apt-get: see $root.log"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  touch "$root/.ready"
}

# inside FOLDER STEP...: copy the checkout and test it there.
inside() {
  local root=$1
  shift
  mounted "$root"
  mkdir -p "$root/opt/ecoledger" "$root/tmp"
  find "$root/opt/ecoledger" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
  git -C "$ROOT" ls-files -z --cached --others --exclude-standard |
    (cd "$ROOT" && tar --null -T - --ignore-failed-read -cf - 2>/dev/null) | tar -C "$root/opt/ecoledger" -xf -
  chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 ECOLEDGER_SYSTEM_READY=1 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PIP_DEFAULT_TIMEOUT=180 \
    PIP_CERT=/etc/ssl/certs/ca-certificates.crt \
    bash -c 'cd /opt/ecoledger && ./dev test "$@"' matrix "$@"
}

root='' failed=()
trap '[ -z "$root" ] || unmounted "$root"' EXIT
for suite in "${suites[@]}"; do
  root=$CACHE/$suite
  build "$suite" "$root"
  printf '\n=== %s: QGIS %s\n' "$suite" "$(chroot "$root" dpkg-query -W -f '${Version}' qgis)"
  inside "$root" "${steps[@]}" || failed+=("$suite")
  unmounted "$root"
done
[ ${#failed[@]} -eq 0 ] || stop "Failed in: ${failed[*]}"
