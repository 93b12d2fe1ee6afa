#!/usr/bin/env bash
# Runs that are taken up again, over this very machine (hosts `local`): what is refused, what is retried, who may write,
# and what a ledger's own trouble does to a run. Usage: resume-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
export LABCHECK_DATA=$here/../../../scenarios

work=$(mktemp -d)
finish() {
  ! mountpoint -q "$work/small" || umount "$work/small"
  if [ "$failed" = 0 ]; then rm -rf "$work"; else echo "left for a look: $work"; fi
}
trap finish EXIT
cd "$work" || exit 99

cat >scenario.yaml <<END
labcheck: 1
id: test/resume
title: {en: Test, zh: 测试}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
parameters:
  marker: {type: nonce}
  word: {type: token, per: candidate}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - {id: counted, title: {en: Counted, zh: 计数}, command: {run: "echo x >>$work/asked"}, expect: {status: 0}}
      - {id: shaky, title: {en: Shaky, zh: 不稳}, command: {run: "[ -e $work/good ] || sleep 30"}, timeout: 1s, expect: {status: 0}}
      - {id: after, title: {en: After, zh: 其后}, needs: [shaky], command: ["true"], expect: {status: 0}}
      - {id: absent, title: {en: Absent, zh: 不存在}, optional: true, file: $work/never, expect: {exists: true}}
END
roster() { printf 'candidates:\n  - {id: c01, name: %s, hosts: {node: local}}\n' "${1:-One}" >roster.yaml; chmod 600 roster.yaml; }
roster
run() { "$program" run scenario.yaml --roster roster.yaml --ledger run.labcheck "$@"; }
again() { "$program" run --roster roster.yaml --ledger run.labcheck "$@"; }
for key in key other; do "$program" keygen $key >/dev/null; done

check "what times out is undetermined" 3 run --sign key
check "a run that ended has nothing to resume" 3 again --resume --format json=before.json
says "and says so" err "nothing to resume: every check of the run has ended"
check "it is judged as before" 3 "$program" judge run.labcheck --format json=again.json
check "byte for byte" 0 cmp before.json again.json
check "and still good" 0 "$program" verify run.labcheck --key key.pub
check "a retry needs a reason" 2 again --retry error --by Li
check "and a person" 2 again --retry error --reason power
says "and says so" err "--retry error is recorded with --reason and --by"
check "failures are never retried" 2 again --retry fail --reason x --by y
check "a run to resume needs its ledger" 2 "$program" run --roster roster.yaml --resume
check "a ledger that is not there is no run to resume" 2 "$program" run --roster roster.yaml --ledger none.labcheck --resume
says "and says so" err "there is no such file"
roster Two
check "another roster is refused" 2 again --resume
says "with what differs" err "candidate 'c01': the name is 'Two', and was 'One'"
roster
cp scenario.yaml kept.yaml
sed -i 's/timeout: 1s/timeout: 2s/' scenario.yaml
check "another scenario is refused" 2 run --resume
says "with its place" err "scenario.yaml:16: this is not what the ledger's run was begun with"
mv kept.yaml scenario.yaml
check "another selection is refused" 2 again --resume --skill 1.2.2
check "another key is refused" 2 again --retry error --reason x --by y --sign other
says "with both" err "is to be signed by SHA256:"

touch good
check "what erred is asked again, and what it blocked" 0 again --retry error --reason "power was out" --by "Li Hua" --sign key --format json=retried.json --format junit=retried.xml --format text
says "the text says who and why" out "power was out"
says "and JSON" retried.json '"reason": "power was out"'
says "and JUnit" retried.xml "power was out"
check "what had ended is not asked again" 0 test "$(wc -l <asked)" = 1
check "JSON follows its schema" 0 "$here/../../golden/validate-result.sh" retried.json
check "two signatures are good" 0 "$program" verify run.labcheck --key key.pub
check "it judges the same again" 0 "$program" judge run.labcheck --format json=again.json
check "byte for byte" 0 cmp retried.json again.json
check "nothing is left to retry" 0 again --retry error --reason x --by y
says "and says so" err "nothing to retry"
rm good

rm -f run.labcheck asked
check "unsigned for now" 3 run
check "one that errs again stays undetermined" 3 again --retry error --reason "again" --by Li
check "each retry is kept" 3 "$program" judge run.labcheck --format json=again.json
says "with its reason" again.json '"reason": "again"'

# Two agents on one ledger.
rm -f run.labcheck
run >/dev/null 2>&1 &
pid=$!
for _ in $(seq 100); do [ -s run.labcheck ] && break; sleep 0.02; done
check "a second agent is refused" 4 again --resume
says "clearly" err "cannot go on with the ledger 'run.labcheck': another labcheck is writing it"
wait $pid
ln run.labcheck second.labcheck
check "a ledger of two names is refused" 2 again --resume
says "and says so" err "it has 2 names (hard links)"
rm second.labcheck
python3 - <<'END'
import sqlite3
database = sqlite3.connect("run.labcheck", isolation_level=None)
database.execute("DROP TRIGGER record_is_never_changed")
database.execute("UPDATE record SET time = time + 1 WHERE seq = 3")
database.execute("CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END")
END
check "a touched ledger is refused" 2 again --resume
says "with the record" err "record 3 does not fit the hash chain"

# A run whose ledger can't be written restores what it changed and ends with 4; the rest is asked once there is room.
cat >changes.yaml <<END
labcheck: 1
id: test/changes
title: {en: Test, zh: 测试}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
parameters:
  marker: {type: nonce}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {file: {path: "$work/planted-\${marker}", write: "x"}}
          - {command: {run: "[ -e $work/room ] || head -c 900000 /dev/urandom"}, expect: {status: 0}, hold: 5s, every: 100ms}
        cleanup:
          - {file: {path: "$work/planted-\${marker}", state: absent}}
END
full() { # full NAME LEDGER COMMAND…: the run ends with 4, clean; with room it goes on
  local name=$1 ledger=$2
  shift 2
  check "$name ends the run with 4" 4 "$@"
  says "$name is said" err "cannot write the ledger '$ledger'"
  check "$name leaves the lab clean" 1 compgen -G "$work/planted-*"
}
if mkdir small && mount -t tmpfs -o size=2m tmpfs small 2>/dev/null; then
  full "a full disk" small/run.labcheck "$program" run changes.yaml --roster roster.yaml --ledger small/run.labcheck
  mount -o remount,size=64m small && touch room
  check "with room again it goes on" 0 "$program" run --roster roster.yaml --ledger small/run.labcheck --resume
  check "and is good" 0 "$program" verify small/run.labcheck
  mount -o remount,ro small
  check "a read-only file is refused" 4 "$program" run --roster roster.yaml --ledger small/run.labcheck --resume
  says "and says so" err "Read-only file system"
  umount small
fi
rm -f room
full "a limit on file sizes" limited.labcheck bash -c 'ulimit -f 1500; exec "$@"' _ \
  "$program" run changes.yaml --roster roster.yaml --ledger limited.labcheck
touch room
check "without the limit it goes on" 0 "$program" run --roster roster.yaml --ledger limited.labcheck --resume

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
