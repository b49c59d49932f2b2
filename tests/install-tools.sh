#!/usr/bin/env bash
# The foreign programs that the tests speak to: a browser, DICOM tools, a directory. Debian and Ubuntu packages, where they are missing.
set -euo pipefail
packages=()
command -v chromium >/dev/null || packages+=(chromium)
command -v dcmdump >/dev/null || packages+=(dcmtk)
command -v dciodvfy >/dev/null || packages+=(dicom3tools)
[ -x /usr/sbin/Orthanc ] || packages+=(orthanc)
[ -x /usr/sbin/slapd ] || packages+=(slapd)
command -v ldapsearch >/dev/null || packages+=(ldap-utils)
[ ${#packages[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Install these with your system's package manager, then run 'make test' again: ${packages[*]}" >&2
  exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
