#!/bin/sh
# Make sure that the tests find what is no Python package: a Chromium to read the sites in, the Nu
# checker for their HTML, and jing as a second opinion on RELAX NG. Where one is missing, its tests
# skip and say so; in CI nothing may.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
  command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v jing >/dev/null 2>&1 || missing="$missing jing"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v npm >/dev/null 2>&1 || missing="$missing npm"

# The Nu checker, which says whether HTML is valid, is a package of npm with a program in Java.
nu_checker() {
  folder="${XDG_CACHE_HOME:-$HOME/.cache}/editio-test-tools"
  [ -f "$folder/node_modules/vnu-jar/build/dist/vnu.jar" ] && return 0
  command -v npm >/dev/null 2>&1 || return 0
  echo "Installing for the tests: vnu-jar"
  mkdir -p "$folder"
  npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$folder" vnu-jar@26.9.27 ||
    echo "vnu-jar could not be installed: tests of valid HTML are skipped." >&2
}

if [ -z "$missing" ]; then
  nu_checker
  exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Not found:$missing. Tests that need them are skipped." >&2
  echo "  hint: on Debian and Ubuntu, sudo apt-get install$missing" >&2
fi
nu_checker
