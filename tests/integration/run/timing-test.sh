#!/usr/bin/env bash
# Runs that start and end at a set time, over this very machine (hosts `local`). Usage: timing-test.sh PROGRAM. Exit 77
# when it can't run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
export LABCHECK_DATA=$here/../../../scenarios

enter_work

printf 'candidates:\n  - {id: c01, name: One, hosts: {node: local}}\n  - {id: c02, name: Two, hosts: {node: local}}\n' >roster.yaml
chmod 600 roster.yaml
run() { rm -f run.labcheck; "$program" run "$1" --roster roster.yaml --ledger run.labcheck "${@:2}"; }
"$program" keygen key >/dev/null

# A deadline: what was asked by then stands, the rest is nobody's fault, and what was changed is restored.
scenario slow.yaml "
      - {id: quick, title: {en: Quick, zh: 迅速}, file: /etc/passwd, expect: {exists: true}}
      - {id: endless, title: {en: Endless, zh: 漫长}, command: [sleep, \"8462\"], timeout: 60s, expect: {status: 0}}
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {file: {path: \"$work/planted-\${marker}\", write: x}}
        cleanup:
          - {file: {path: \"$work/planted-\${marker}\", state: absent}}"
SECONDS=0
check "a deadline ends a run, which is then undetermined" 3 run slow.yaml --deadline 12s --sign key --format text --format json=live.json
says "it is said" err "the deadline, "
says "every report says so" out "The run ended at its deadline, "
says "and each check that was cut short, and why" out "the run's deadline, "
check "soon" 0 test $SECONDS -lt 40
check "with nothing left running" 1 pgrep -f '[s]leep 8462'
check "that is no failure, and no pass" 0 python3 - <<'END2'
import json
run = json.load(open("live.json"))
assert "deadline" in run["run"] and run["run"]["interrupted"] is False, run["run"]
for candidate in run["candidates"]:
    outcomes = {check["id"]: check["outcome"] for check in candidate["skills"][0]["checks"]}
    assert outcomes == {"quick": "pass", "endless": "error", "planted": "error"}, outcomes
    assert candidate["codes"][0]["verdict"] == "undetermined"
    for check in candidate["skills"][0]["checks"]:
        assert check["id"] == "quick" or "deadline" in check["why"], check["why"]
END2
check "JSON follows its schema" 0 "$here/../../golden/validate-result.sh" live.json
check "the ledger is whole" 0 "$program" verify run.labcheck --key key.pub
check "and judges the same again" 3 "$program" judge run.labcheck --format json=again.json
check "byte for byte" 0 cmp live.json again.json
check "the rest can be asked later" 3 "$program" run --roster roster.yaml --ledger run.labcheck --resume --sign key --deadline 3s
check "by a run that is good, too" 0 "$program" verify run.labcheck --key key.pub

scenario changing.yaml "
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {file: {path: \"$work/planted-\${marker}\", write: x}}
          - {file: \"$work/planted-never\", expect: {exists: true}, within: 60s, every: 1s}
        cleanup:
          - {file: {path: \"$work/planted-\${marker}\", state: absent}}"
check "a deadline in the middle of a change" 3 run changing.yaml --deadline 12s
check "leaves it restored" 1 compgen -G "$work/planted-*"

scenario quick.yaml "
      - {id: quick, title: {en: Quick, zh: 迅速}, file: /etc/passwd, expect: {exists: true}}"
check "a run that is done before its deadline is as any other" 0 run quick.yaml --deadline 1h --format json=live.json
check "and knows of none" 1 grep -q deadline live.json
sed 's|file: /etc/passwd|file: /etc/no-such-file|' slow.yaml >failing.yaml
check "what had failed by the deadline has failed" 1 run failing.yaml --deadline 12s
rm -f run.labcheck

check "a deadline that is past is refused" 2 run quick.yaml --deadline 2026-01-01T00:00Z
says "and says so" err "--deadline: 2026-01-01 00:00:00 UTC is past: it is "
check "as is what is no moment" 2 run quick.yaml --deadline tomorrow
says "and says so" err "'tomorrow' is no moment (write 17:00, 90m, "
check "and a deadline before the start" 2 run quick.yaml --at 2h --deadline "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%MZ)"
says "and says so" err "is not after the start"
check "a refused run leaves no ledger" 1 test -e run.labcheck

# A start: everybody at once, first what reads, then what changes.
scenario order.yaml "
      - {id: read, title: {en: Read, zh: 读取}, command: {run: \"date +%s%N >>$work/reads; case \$1 in c01) sleep 2;; esac; date +%s%N >>$work/reads\", arguments: [\"\${candidate.id}\"]}, expect: {status: 0}}
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {command: {run: \"date +%s%N >>$work/changes\"}, changes: true, expect: {status: 0}}
        cleanup:
          - {command: {run: \"true\"}, expect: {status: 0}}"
at=$(($(date +%s) + 12))
check "a run at a set time" 0 run order.yaml --at "$(date -u -d @$at +%Y-%m-%dT%H:%M:%SZ)" --format text --format json=live.json
says "looks at the hosts before" err "2 of 2 hosts are ready"
says "and says when it starts" err "the run starts at "
says "its reports know" out "Checks began at the set time, "
check "nothing was asked before" 0 test "$(sort -n reads | head -1)" -ge "${at}000000000"
check "nobody's host was changed before everybody's was read" 0 test "$(sort -n reads | tail -1)" -le "$(sort -n changes | head -1)"
check "JSON follows its schema" 0 "$here/../../golden/validate-result.sh" live.json
check "it judges the same again" 0 "$program" judge run.labcheck --format json=again.json
check "byte for byte" 0 cmp live.json again.json
check "a run that is taken up again waits for nothing" 2 "$program" run --roster roster.yaml --ledger run.labcheck --resume --at 1h
says "and says so" err "--at is for a run that begins"

rm -f run.labcheck
"$program" run quick.yaml --roster roster.yaml --ledger run.labcheck --at 1h >out 2>err &
pid=$!
for _ in $(seq 100); do grep -q "hosts are ready" err && break; sleep 0.1; done
kill -INT $pid
wait $pid
check "interrupted while it waits, it exits with 130" 0 test $? = 130
check "and has asked nothing" 3 "$program" judge run.labcheck

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
