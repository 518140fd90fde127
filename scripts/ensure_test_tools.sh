#!/bin/sh
# Make sure that the tests find what is no Python package: a Chromium to read the sites in, and jing
# as a second opinion on RELAX NG. Where one is missing, its tests skip and say so; in CI nothing may.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
  command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v jing >/dev/null 2>&1 || missing="$missing jing"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Not found:$missing. Tests that need them are skipped." >&2
  echo "  hint: on Debian and Ubuntu, sudo apt-get install$missing" >&2
fi
