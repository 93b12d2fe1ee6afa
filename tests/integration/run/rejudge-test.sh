#!/usr/bin/env bash
# A run on this very machine is judged again: anywhere with the same bytes, with a corrected scenario, on record and
# signed; compared; and one candidate's part of it is exported.
# Usage: rejudge-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
command -v python3 >/dev/null || { echo "skipped: needs python3"; exit 77; }
work=$(mktemp -d)
failed=1
finish() { if [ "$failed" = 0 ]; then rm -rf "$work"; else echo "left for a look: $work"; fi; }
trap finish EXIT
cd "$work" || exit 99
export LABCHECK_DATA=$here/../../../scenarios

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
same() { cmp "$1" "$2" || { echo "FAILED: $1 and $2 differ"; exit 1; }; }
in_file() { python3 -c 'import sys; sys.exit(sys.argv[2].encode() not in open(sys.argv[1], "rb").read())' "$1" "$2"; }

scenario() { # EXPECTED-OUTPUT EXTRA-CHECK
  cat <<END
labcheck: 1
id: test/again
title: {en: Test, zh: 测试}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
parameters:
  word: {type: token, per: candidate}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - {id: hello, title: {en: Hello, zh: 问候}, command: [echo, hello], expect: {status: 0, out: $1}}
      - {id: word, title: {en: Word, zh: 单词}, command: [echo, "\${word}"], expect: {status: 0}}
      - {id: named, title: {en: Name, zh: 名字}, command: [echo, "seat of \${candidate.id}"], expect: {status: 0}}
$2
END
}
scenario goodbye "" >scenario.yaml
cat >roster.yaml <<'END'
candidates:
  - {id: cand-alpha, name: Anna Alpha, seat: SEAT-A7, hosts: {node: local}, parameters: {word: alphaword0001}}
  - {id: cand-beta, name: 贝塔先生, seat: SEAT-B8, hosts: {node: local}, parameters: {word: betaword00002}}
END
chmod 600 roster.yaml
for key in key other; do expect 0 "" "$program" keygen "$key"; done
expect 1 "" "$program" run scenario.yaml --roster roster.yaml --ledger run.labcheck --sign key \
  --format json=run.json --format text=run.txt --format junit=run.xml --format tap=run.tap
cp run.labcheck pristine.labcheck

# The same bytes, whatever surrounds them.
mkdir elsewhere
cp run.labcheck "elsewhere/a copy.labcheck"
(
  cd elsewhere || exit 1
  mv ../scenario.yaml ../hidden.yaml
  env -i TZ=Asia/Shanghai LANG=zh_CN.UTF-8 LC_ALL=de_DE.UTF-8 HOME=/nonexistent "$program" judge "a copy.labcheck" \
    --format json=../again.json --format text=../again.txt --format junit=../again.xml --format tap=../again.tap
  mv ../hidden.yaml ../scenario.yaml
)
for format in json txt xml tap; do same "run.$format" "again.$format"; done
same run.labcheck pristine.labcheck
expect 2 "never judged again" "$program" diff run.labcheck
expect 0 "no difference" "$program" diff run.labcheck run.json

# A corrected expectation is judged from the old answers; what is asked otherwise is named, and nobody's fault.
scenario hello "" >corrected.yaml
expect 0 "Judged again, not on record, with corrected scenarios: test/again" "$program" judge run.labcheck --scenario corrected.yaml
expect 1 "fail → pass" "$program" diff run.labcheck --scenario corrected.yaml
grep -q 'before: .*expected.*goodbye' out && grep -q 'after: .*as expected' out || { echo "FAILED: diff gives no why"; cat out; exit 1; }
scenario hello '      - {id: more, title: {en: More, zh: 更多}, command: ["true"], expect: {status: 0}}' >more.yaml
expect 3 "not asked in this form: the check is new" "$program" judge run.labcheck --scenario more.yaml
sed 's/echo, hello/printf, hello/' corrected.yaml >asks.yaml
expect 3 "not asked in this form: step 1: 'argv' is [printf, hello], and was [echo, hello]" "$program" judge run.labcheck --scenario asks.yaml
sed 's/^id: .*/id: test\/other/' corrected.yaml >foreign.yaml
expect 2 "the scenario 'test/other' is none of this ledger" "$program" judge run.labcheck --scenario foreign.yaml
same run.labcheck pristine.labcheck

# On record: who and why are asked for, a signed ledger takes nothing unsigned.
expect 2 "--by" "$program" judge run.labcheck --scenario corrected.yaml --record
expect 2 "wants to know who" "$program" judge run.labcheck --scenario corrected.yaml --record --by "" --reason x
expect 2 "it is signed: what is added must be signed too" "$program" judge run.labcheck --scenario corrected.yaml \
  --record --by Chief --reason "a wrong word"
same run.labcheck pristine.labcheck
expect 0 "Judged again by Chief" "$program" judge run.labcheck --scenario corrected.yaml --record --by Chief \
  --reason "a wrong word" --sign other --format text --format json=recorded.json
rm corrected.yaml
expect 0 "a wrong word" "$program" judge run.labcheck --format text --format json=counting.json
same recorded.json counting.json
expect 1 "These are the run's own verdicts" "$program" report run.labcheck --original --format text --format json=original.json
python3 - run.json original.json recorded.json <<'END' || { echo "FAILED: verdicts got lost"; exit 1; }
import json, sys
run, original, recorded = (json.load(open(path)) for path in sys.argv[1:])
assert run["candidates"] == original["candidates"] != recorded["candidates"]
assert original["run"]["rejudging"] == 0 and recorded["run"]["rejudging"] == 1
assert recorded["run"]["rejudgings"][0]["by"] == "Chief" and recorded["run"]["rejudgings"][0]["scenarios"] == ["test/again"]
END
expect 1 "cand-alpha Anna Alpha  junior 1.2.1 [test/again]  fail → pass" "$program" diff run.labcheck
expect 1 '"schema": "labcheck.diff/1"' "$program" diff run.json counting.json --format json
expect 2 "no result of labcheck" "$program" diff run.json <(echo '{"schema": "else"}')
expect 0 "signed by" "$program" verify run.labcheck --key key.pub --key other.pub
expect 1 "not by the given key" "$program" verify run.labcheck --key key.pub
expect 1 "record $("$program" verify pristine.labcheck | sed -n 's/^good: \([0-9]*\) records$/\1/p'): it is signed by" \
  "$program" verify run.labcheck --key other.pub

# One candidate's part: whole, verifiable, and with nothing of the other's, down to the file's bytes.
expect 2 "did you mean 'cand-alpha'?" "$program" export run.labcheck --candidate cand-alfa -o no.labcheck
[ ! -e no.labcheck ] || { echo "FAILED: an export of nobody"; exit 1; }
expect 0 "withheld" "$program" export run.labcheck --candidate cand-alpha -o alpha.labcheck
expect 4 "the file is there already" "$program" export run.labcheck --candidate cand-alpha -o alpha.labcheck
[ "$(stat -c %a alpha.labcheck)" = 600 ] || { echo "FAILED: others may read the export"; exit 1; }
expect 0 "records withheld" "$program" verify alpha.labcheck --key key.pub --key other.pub
for word in cand-beta 贝塔先生 SEAT-B8 betaword00002; do
  in_file run.labcheck "$word" || { echo "FAILED: '$word' is not even in the whole ledger"; exit 1; }
  ! in_file alpha.labcheck "$word" || { echo "FAILED: '$word' is in the export"; exit 1; }
done
in_file alpha.labcheck alphaword0001 || { echo "FAILED: the candidate's own word is not in the export"; exit 1; }
expect 0 "records were withheld" "$program" judge alpha.labcheck --format text --format json=alpha.json
python3 - counting.json alpha.json <<'END' || { echo "FAILED: the export judges otherwise"; exit 1; }
import json, sys
whole, part = (json.load(open(path)) for path in sys.argv[1:])
assert part["candidates"] == whole["candidates"][:1] and part["run"].pop("withheld") > 0 and part["run"] == whole["run"]
END
if python3 -c 'import cryptography' 2>/dev/null; then
  for ledger in pristine run alpha; do
    expect 0 good python3 "$here/../../../docs/reference/ledger-vectors/check.py" $ledger.labcheck
  done
fi
failed=0
