#!/usr/bin/env bash
# A roster graded by three agents, one of which is killed and run again, over one real sshd; their ledgers merged into one
# that says what a single run says. What can't be merged is refused. Usage: merge-test.sh PROGRAM. Exit 77 when it can't
# run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
[ -x /usr/sbin/sshd ] || { echo "skipped: needs sshd"; exit 77; }
export LABCHECK_DATA=$here/../../../scenarios

enter_work

ssh-keygen -q -t ed25519 -N '' -f client_key
start_sshd 'UsePAM no' 'MaxStartups 100'

# Some have done it, some have not; all are held up in the middle of a change until they may go.
mkdir done go planted
touch done/c01 done/c03 done/c05
cat >scenario.yaml <<END
labcheck: 1
id: test/merge
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
      - {id: done, title: {en: Done, zh: 完成}, file: "$work/done/\${candidate.id}", expect: {exists: true}}
  - code: 1.2.2
    task: {en: Change it, zh: 修改}
    checks:
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {file: {path: "$work/planted/\${candidate.id}-\${marker}", write: "\${word}"}}
          - {file: "$work/go/all", expect: {exists: true}, within: 120s, every: 200ms}
        cleanup:
          - {file: {path: "$work/planted/\${candidate.id}-\${marker}", state: absent}}
END
{ printf 'defaults: {user: root, key: %s/client_key}\ncandidates:\n' "$work"
  for id in c01 c02 c03 c04 c05 c06; do printf '  - {id: %s, seat: S-%s, hosts: {node: "127.0.0.1:%s"}}\n' $id $id "$port"; done; } >roster.yaml
grade() { # grade LEDGER OPTION…
  local ledger=$1
  shift
  "$program" run scenario.yaml --roster roster.yaml --known-hosts /dev/null --ledger "$ledger" "$@"
}
resume() { "$program" run --roster roster.yaml --known-hosts /dev/null --ledger "$1" --resume "${@:2}"; }
merge() { rm -f merged; "$program" merge "$@" -o merged; }
verdicts() { # verdicts RESULT.json: who has which verdict and which outcomes, a line each
  python3 - "$1" <<'PY'
import json, sys
for candidate in json.load(open(sys.argv[1]))["candidates"]:
    for skill in candidate["skills"]:
        for check in skill["checks"]:
            print(candidate["id"], candidate["seat"], skill["code"], skill["verdict"], check["id"], check["outcome"], check["points"])
PY
}
touch_ledger() { # touch_ledger LEDGER STATEMENT: changes a ledger behind labcheck's back
  python3 - "$@" <<'PY'
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("DROP TRIGGER record_is_never_changed")
database.execute(sys.argv[2])
database.execute("CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END")
PY
}
for key in key other; do "$program" keygen $key >/dev/null; done

# The second agent is killed in the middle; what had been recorded by then is kept aside.
"$program" run scenario.yaml --roster roster.yaml --known-hosts /dev/null --ledger two --shard 2/3 --sign key >/dev/null 2>&1 &
pid=$!
for _ in $(seq 300); do compgen -G "planted/*" >/dev/null && break; sleep 0.1; done
check "the second agent is in the middle of a change" 0 compgen -G "planted/*"
kill -9 $pid
wait $pid 2>/dev/null
for end in "" -wal -shm; do [ ! -e two$end ] || cp two$end killed$end; done

# All three at once, the second again.
touch go/all
grade one --shard 1/3 --sign key --format json=one.json >one.out 2>&1 &
one=$!
resume two --sign key --format json=two.json >two.out 2>&1 &
two=$!
grade three --shard 3/3 --sign key --format json=three.json >three.out 2>&1 &
three=$!
wait $one $two $three
says "the second was taken up again" two.json '"kind": "resume"'
check "one run of them all" 1 grade whole --format json=whole.json
check "nothing is left of any change" 1 compgen -G "planted/*"

check "the shards are merged" 0 merge three one two --key key.pub --sign key
says "everybody once" out "3 ledgers, 6 candidates, "
check "the merged ledger is good" 0 "$program" verify merged --key key.pub
says "and says what it is made of" out "merged from run "
says "with the shards" out "shard 2/3: "
says "and who signed them" out "signed by SHA256:"
check "it is judged as any other" 1 "$program" judge merged --format json=merged.json --format text
says "and its reports say what it is" out "Merged from run "
verdicts whole.json >whole.txt
verdicts merged.json >merged.txt
check "with the verdicts of one run" 0 cmp whole.txt merged.txt
check "which are of six candidates" 0 test "$(wc -l <merged.txt)" = 12
check "JSON follows its schema" 0 "$here/../../golden/validate-result.sh" merged.json
for shard in one two three; do
  verdicts $shard.json >$shard.txt
  check "what $shard says stands in it" 0 test "$(grep -cxFf $shard.txt merged.txt)" = "$(wc -l <$shard.txt)"
done
check "one machine behind candidates of several agents is seen" 0 python3 - <<'PY'
import json
for candidate in json.load(open("merged.json"))["candidates"]:
    assert any(flag["code"] == "twin-host" for flag in candidate["flags"]), candidate["id"]
PY
check "it is private" 0 test "$(stat -c %a merged)" = 600
check "and one file" 1 compgen -G "merged-*"
check "a candidate's part can be exported" 0 "$program" export merged --candidate c03 -o part
check "which is good" 0 "$program" verify part --key key.pub
check "and names nobody else" 1 grep -qa S-c01 part
check "and is judged" 0 "$program" judge part
check "judging it again can be recorded" 1 "$program" judge merged --record --by Li --reason look --sign key
check "and it stays good" 0 "$program" verify merged --key key.pub

check "in another order" 0 merge two three one --sign key
check "it is judged" 1 "$program" judge merged --format json=again.json
check "the same, byte for byte" 0 cmp merged.json again.json

check "a ledger that is there twice counts once" 0 merge one two three one
says "as it is said" err "is left out: all that it holds stands in the others"
says "still six" out "3 ledgers, 6 candidates, "
says "without a key nothing is signed" err "the merged ledger is not signed"
check "what was recorded until the kill lacks the signature that it promises" 2 merge one two three killed
says "and says so" err "is cut off (or the run died)"

# Run again anew in place of the resumed one: two ledgers with one attempt each at the same candidates.
check "run again anew" 1 grade anew --shard 2/3
cp anew copy
check "it can stand for the resumed one" 0 merge one anew three
check "judged" 1 "$program" judge merged --format json=anew.json
verdicts anew.json >anew.txt
check "the same, verdict by verdict" 0 cmp whole.txt anew.txt
check "but not beside it" 2 merge one two anew three
says "and says who is in both" err "contradiction: candidate 'c02', attempt 1: "
says "and in which" err "'two'"
says "and what to do" err "leave one of them out"
check "nothing is written then" 1 test -e merged

# An older copy of a ledger that was added to since.
check "somebody has a check waived later" 0 "$program" waive anew --candidate c02 --check done --by Li --role examiner --reason "the switch was off"
check "an older copy is the beginning of it" 0 merge one anew three copy
says "and is left out" err "'copy' is left out"
check "what was added stands" 1 "$program" judge merged
says "in the reports" out "the switch was off"

check "without a shard it says who is missing" 0 merge one two
says "by name" err "in none of the ledgers: c01"
check "an unsigned one is refused where signatures are wanted" 2 merge one anew three --key key.pub
says "and says so" err "the ledger has no good signature of the given key"
check "so is another's signature" 2 merge one two three --key other.pub
says "and says so" err "not by the given key"

# Of another exam.
cp scenario.yaml kept.yaml && cp roster.yaml kept-roster.yaml
sed -i 's/within: 120s/within: 110s/' scenario.yaml
check "run with another scenario" 1 grade othertext --shard 2/3
mv kept.yaml scenario.yaml
check "another scenario is refused" 2 merge one othertext three
says "and named" err "it has another text of scenario 'scenario.yaml'"
sed -i 's/seat: S-c02/seat: elsewhere/' roster.yaml
check "run with another roster" 1 grade otherroster --shard 2/3
mv kept-roster.yaml roster.yaml
check "another roster is refused" 2 merge one otherroster three
says "and named" err "it has another entry of candidate 'c02' in its roster (seat)"
check "run with another selection" 1 grade otherskills --shard 2/3 --skill 1.2.1
check "another selection is refused" 2 merge one otherskills three
says "and named" err "it has another selection of skills"

cp two touched
touch_ledger touched "UPDATE record SET body = replace(body, '\"complete\":true', '\"complete\":false') WHERE kind = 'check_ended'"
check "a touched ledger is refused" 2 merge one touched three
says "with the record" err "cannot merge the ledger 'touched': record "
check "merged once more" 0 merge one two three --sign key
touch_ledger merged "UPDATE record SET body = replace(body, '2/3', '1/3') WHERE kind = 'merged'"
check "a merged one that was touched is found out as any other" 1 "$program" verify merged --key key.pub
says "with the record" out ": changed"

check "an export can't be merged" 2 "$program" merge part -o never
says "and says so" err "it is an export: records are withheld from it"
check "merged anew" 0 merge one two three
check "a merged one isn't merged again" 2 "$program" merge merged anew -o never
says "and says so" err "it is merged already: merge the ledgers that it was made of"
check "nor taken up again" 2 resume merged
says "and says so" err "the ledger is merged of others: take their runs up again, and merge them anew"
check "a file that is there is left alone" 4 "$program" merge one two -o three
check "as it was" 0 "$program" verify three --key key.pub
check "what is no ledger is refused" 2 "$program" merge one roster.yaml -o never

check "a shard is one of so many" 2 grade never --shard 4/3
says "and says so" err "there is no shard '4/3'"
check "a shard with nobody in it asks nothing, and passes nothing" 3 grade never --candidate c01 --shard 1/3
says "and says so" err "shard 1/3 has none of the candidates"
check "without a ledger" 1 test -e never
check "a run is taken up as the shard that it is" 2 resume two --shard 1/3
says "and says so" err "--shard: the ledger's run is of shard 2/3"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
