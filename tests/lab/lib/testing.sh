# What the tests of labs are written with. Read by lab-test.sh and vm-test.sh.
# shellcheck shell=bash

passed=0 failed=0
holds() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $what" >&2
  fi
}
refuses() { ! "$@" >/dev/null 2>&1; }
equal() { [ "$1" = "$2" ] || { echo "found '$1', expected '$2'" >&2; return 1; }; }
