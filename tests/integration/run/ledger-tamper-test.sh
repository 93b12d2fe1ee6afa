#!/usr/bin/env bash
# A signed ledger is touched at random places, each time a fresh copy: bits flipped in records, records deleted, records
# exchanged or inserted, bits flipped in the file itself. `labcheck verify` must name every record that was touched.
# Usage: ledger-tamper-test.sh PROGRAM [COUNT [SEED]]. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
count=${2:-200}
seed=${3:-$RANDOM}
here=$(cd "$(dirname "$0")" && pwd)
command -v python3 >/dev/null || { echo "skipped: needs python3"; exit 77; }

work=$(mktemp -d)
failed=1
finish() { if [ "$failed" = 0 ]; then rm -rf "$work"; else echo "left for a look: $work"; fi; }
trap finish EXIT
cd "$work" || exit 99
export LABCHECK_DATA=$here/../../../scenarios

cat >scenario.yaml <<'END'
labcheck: 1
id: test/sealed
title: {en: Test, zh: 测试}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - {id: passwd, title: {en: Password file, zh: 口令文件}, file: /etc/passwd, expect: {exists: true}}
      - {id: hello, title: {en: Hello, zh: 问候}, command: [echo, hello], expect: {status: 0, out: hello}}
      - {id: bytes, title: {en: Bytes, zh: 字节}, command: [head, -c, "3000", /dev/zero], expect: {status: 0}}
      - {id: nothing, title: {en: Nothing, zh: 无}, command: ["true"], expect: {status: 0}}
END
printf 'candidates:\n  - {id: c01, name: One, hosts: {node: local}}\n  - {id: c02, name: Two, hosts: {node: local}}\n' >roster.yaml
chmod 600 roster.yaml

expect() { # EXPECTED-EXIT TEXT COMMAND…
  local expected=$1 text=$2 status
  shift 2
  "$@" >out 2>&1
  status=$?
  if [ "$status" != "$expected" ] || { [ -n "$text" ] && ! grep -qF -- "$text" out; }; then
    echo "FAILED: $*: exit $status, expected $expected and '$text'"
    sed 's/^/  /' out
    exit 1
  fi
}
for key in key other; do expect 0 "fingerprint: SHA256:" "$program" keygen "$key"; done
expect 4 "the file is there already" "$program" keygen key
expect 2 "it is a public key" "$program" run scenario.yaml --roster roster.yaml --ledger no.labcheck --sign key.pub
[ ! -e no.labcheck ] || { echo "FAILED: a ledger was made without a key to sign it"; exit 1; }
expect 0 "" "$program" run scenario.yaml --roster roster.yaml --ledger good.labcheck --sign key --format json=live.json
expect 0 "" "$program" judge good.labcheck --format json=again.json
cmp live.json again.json || { echo "FAILED: a signed ledger does not judge the same again"; exit 1; }
expect 0 "signed by SHA256:" "$program" verify good.labcheck
expect 0 "good: " "$program" verify good.labcheck --key key.pub
expect 1 "not by the given key" "$program" verify good.labcheck --key other.pub
expect 2 "it is a secret key" "$program" verify good.labcheck --key key
expect 2 "there is no such file" "$program" verify none.labcheck
expect 2 "it is no ledger" "$program" verify scenario.yaml
expect 0 "" "$program" run scenario.yaml --roster roster.yaml --ledger unsigned.labcheck
expect 0 "unsigned" "$program" verify unsigned.labcheck
expect 1 "no good signature of the given key" "$program" verify unsigned.labcheck --key key.pub

# With a re-judging of another person behind it: two signatures.
expect 0 "" "$program" judge good.labcheck --record --by Chief --reason appeal --sign other
expect 0 "good: " "$program" verify good.labcheck --key key.pub --key other.pub
python3 "$here/tamper.py" "$program" good.labcheck "$count" "$seed" key.pub other.pub
failed=$?
exit "$failed"
