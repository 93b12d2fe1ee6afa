#!/usr/bin/env bash
# What people rule: attest, waive, run --attestations and slip, over this very machine (hosts `local`).
# Usage: rulings-test.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
exec </dev/null
source_dir=$(cd "$here/../../.." && pwd)
enter_work
export LABCHECK_DATA=$source_dir/scenarios

cat >lab.yaml <<'YAML'
labcheck: 1
id: test/lab
title: {en: Test, zh: 测试}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - {id: neat, title: {en: Wiring, zh: 接线}, manual: {question: {en: "Is it neat?", zh: "是否整齐？"}}}
      - {id: followed, title: {en: After it, zh: 后续}, needs: [neat], file: /etc/passwd, expect: {exists: true}}
  - code: 1.2.2
    task: {en: Do that, zh: 完成}
    checks:
      - {id: absent, title: {en: Absent, zh: 不存在}, file: /etc/no-such-file, expect: {exists: true}}
      - {id: present, title: {en: Present, zh: 存在}, file: /etc/passwd, expect: {exists: true}}
YAML
cat >two.yaml <<'YAML'
labcheck: 1
id: test/two
title: {en: Two, zh: 二}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
skills:
  - code: 1.2.3
    task: {en: Do it, zh: 完成}
    checks:
      - {id: drawn, title: {en: Drawing, zh: 绘图}, manual: {question: {en: "Is it right?", zh: "是否正确？"}, second_assessor: true}}
YAML
printf 'candidates:\n  - {id: c01, name: 张三, seat: A-01, hosts: {node: local}}\n  - {id: c02, hosts: {node: local}}\n' >roster.yaml
chmod 600 roster.yaml
run() { rm -f "$1"; "$program" run "${@:2}" --roster roster.yaml --ledger "$1" -q; }
"$program" keygen exam >/dev/null

check "a run with open questions and a failed check" 1 run run.labcheck lab.yaml two.yaml --sign exam
check "the open questions alone are no fail" 3 run open.labcheck two.yaml
cp run.labcheck unsigned-later.labcheck

check "without an answer and without a terminal nothing is recorded" 2 "$program" attest run.labcheck --sign exam
says "and what is open is listed" err "open: c01 张三  test/lab:neat  Wiring: Is it neat?"
check "there is no default answer" 2 "$program" attest run.labcheck --candidate c01 --check neat --by 'Li Si' --sign exam
check "an unknown candidate is refused" 2 "$program" attest run.labcheck --candidate c1 --check neat --pass --by x --sign exam
says "with the nearest" err "unknown candidate 'c1' (did you mean 'c01'?)"
check "a machine's check can't be attested" 2 "$program" attest run.labcheck --candidate c01 --check absent --pass --by x --sign exam
says "and says so" err "check 'absent' is judged by the machine"
check "a signed ledger is not added to without its key" 2 "$program" attest run.labcheck --candidate c01 --check neat --pass --by 'Li Si'
says "and says so" err "give --sign KEY"
check "a date that has passed is refused" 2 "$program" attest run.labcheck --candidate c01 --check neat --pass --by x --expires 2020-01-01 --sign exam

check "an attested pass" 0 "$program" attest run.labcheck --candidate c01 --check test/lab:neat --pass --by 'Li Si' --role assessor --comment 'neat indeed' --sign exam
check "is judged" 1 "$program" judge run.labcheck --format json=judged.json --format text
says "with who, role and comment" out "passed by Li Si (assessor)"
says "in JSON too" judged.json '"comment": "neat indeed"'
check "JSON follows its schema" 0 "$source_dir/tests/golden/validate-result.sh" judged.json
check "and verifies with the public key" 0 "$program" verify run.labcheck --key exam.pub
check "one of two assessors leaves it open" 0 "$program" attest run.labcheck --candidate c01 --check drawn --pass --by 'Li Si' --sign exam
"$program" judge run.labcheck >out
says "and says so" out "a second assessor is missing"
check "the same person again is no second one" 0 "$program" attest run.labcheck --candidate c01 --check drawn --pass --by ' LI  si' --sign exam
"$program" judge run.labcheck >out
says "still open" out "a second assessor is missing"
check "a second one" 0 "$program" attest run.labcheck --candidate c01 --check drawn --pass --by 'Wang Wu' --sign exam
"$program" judge run.labcheck --format csv >out
says "passes it" out '"c01","张三","A-01","junior","1.2.3","'
says "by both" out 'drawn passed by Wang Wu'

check "a waiver needs a reason" 2 "$program" waive run.labcheck --candidate c01 --check absent --by 'Zhao Liu' --reason ' ' --sign exam
check "a waiver of a failed check" 0 "$program" waive run.labcheck --candidate c01 --check absent --by 'Zhao Liu' --reason 'the switch was broken' --sign exam
"$program" judge run.labcheck >out
says "takes it out and keeps it in sight" out "without the waiver:"
check "a waiver can be withdrawn by who gave it" 0 "$program" waive run.labcheck --candidate c01 --check absent --by 'zhao liu' --reason 'wrong seat' --withdraw --sign exam
"$program" judge run.labcheck >out
says "and is then no longer counted" out "(withdrawn)"
check "but by nobody else" 2 "$program" waive run.labcheck --candidate c01 --check absent --by 'Li Si' --reason r --withdraw --sign exam
check "everything is sealed" 0 "$program" verify run.labcheck --key exam.pub

cat >rulings.yaml <<'YAML'
labcheck-rulings: 1
attestations:
  - {candidate: c01, check: neat, answer: pass, by: Li Si, time: 2024-01-01T10:00Z}
  - {candidate: c02, check: neat, answer: fail, by: Li Si, time: 2024-01-01T10:00Z, comment: loose wires}
waivers:
  - {candidate: c01, skill: 1.2.2, by: Zhao Liu, time: 2024-01-01T10:00Z, reason: no machine}
  - {candidate: c02, check: absent, by: Zhao Liu, time: 2024-01-01T10:00Z, reason: no machine, expires: 2024-01-02}
YAML
check "rulings of a file before a run" 1 run file.labcheck lab.yaml --attestations rulings.yaml --format json=live.json --format text=live.txt
check "count live as when judged again" 1 "$program" judge file.labcheck --format json=again.json
same "byte for byte" live.json again.json
says "what needs an attested check is asked" live.json '"id": "followed",'
check "it passed" 0 python3 - live.json <<'PY'
import json, sys
result = json.load(open(sys.argv[1]))
checks = {(c["id"], k["id"]): k["outcome"] for c in result["candidates"] for s in c["skills"] for k in s["checks"]}
assert checks == {("c01", "neat"): "pass", ("c01", "followed"): "pass", ("c01", "absent"): "waived",
                  ("c01", "present"): "waived", ("c02", "neat"): "fail", ("c02", "followed"): "blocked",
                  ("c02", "absent"): "fail", ("c02", "present"): "pass"}, checks
PY
says "an expired waiver says so" live.txt "no longer counted: waived by Zhao Liu"
check "the same file again adds nothing" 0 "$program" attest file.labcheck --from rulings.yaml
says "and says so" out "0 recorded, 5 there already"
sed 's/check: neat, answer: fail/check: neet, answer: fail/' rulings.yaml >wrong.yaml
check "a wrong file is refused" 2 "$program" attest file.labcheck --from wrong.yaml
says "with its place" err "wrong.yaml:4:29: candidate 'c02' has no manual check 'neet' (did you mean 'neat'?)"
check "before a run too" 2 run never.labcheck lab.yaml --attestations wrong.yaml
check "and no ledger is left" 1 test -e never.labcheck

check "a slip" 0 "$program" slip run.labcheck --candidate c01
says "names the signer" out "$("$program" verify run.labcheck --key exam.pub | sed -n 's/^signed by //p')"
check "slips of all in a folder, in Chinese" 0 sh -c "mkdir slips && '$program' slip run.labcheck --all --format html --lang zh -o slips"
check "one each" 0 test -s slips/slip-c01.html -a -s slips/slip-c02.html
says "with the name" slips/slip-c01.html "张三"
check "an unknown candidate has no slip" 2 "$program" slip run.labcheck --candidate c03

# On a terminal the questions are asked one by one; an empty line is no answer.
script() { printf "$1" | timeout 20 python3 -c '
import os, pty, sys
answers = sys.stdin.buffer.read()
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
os.write(fd, answers)
out = b""
while True:
    try:
        data = os.read(fd, 4096)
    except OSError:
        break
    if not data:
        break
    out += data
sys.stdout.buffer.write(out)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "${@:2}" >out; }
script 'Qian Qi\nassessor\n\nyes\np\nfine\ns\n' "$program" attest open.labcheck --lang zh && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED asking"; cat out; }
says "in the language wanted" out "是否正确？"
says "an empty line and another word are no answer" out "没有默认答案"
says "one was recorded" out "1 recorded, 0 there already"
"$program" judge open.labcheck >out
says "with role and comment" out "passed by Qian Qi (assessor)"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
