#!/usr/bin/env bash
# labcheck qualify with a lab that exists already (driver ssh), here this very machine as the host `local`: rows, survivors,
# what is stored, what validate and run --exam say of it. Labs of their own are tried in tests/qualification.
# Usage: qualify-test.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
exec </dev/null
enter_work
LABCHECK_DATA=$(cd "$here/../../.." && pwd)/scenarios
export LABCHECK_DATA

scenario() { # EXPECTATION
  cat >lab.yaml <<YAML
labcheck: 1
id: test/motd
title: {en: A message, zh: 消息}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
parameters:
  word: {type: token, per: candidate}
  place: {type: path}
skills:
  - code: 1.2.1
    task: {en: Write the message, zh: 写入消息}
    checks:
      - id: message
        title: {en: Message, zh: 消息内容}
        on: node
        file: {path: "\${place}/motd", read: true}
        expect: $1
YAML
}
scenario '{content: "welcome ${word}\n", mode: "0644"}'
mkdir -p lab.qualify/{solve,faults,cheats,alternatives} host
cat >lab.qualify/lab.yaml <<YAML
driver: ssh
tier: local
roster: ../roster.yaml
reset: rm -rf '$work/host' && mkdir '$work/host'
keep: cp -a '$work/host' '$work/kept'
reset_solved: rm -rf '$work/host' && cp -a '$work/kept' '$work/host'
parameters: {place: $work/host}
YAML
printf 'candidates:\n  - {id: c1, hosts: {node: local}}\n' >roster.yaml
chmod 600 roster.yaml
# shellcheck disable=SC2016 # the scripts' variables
printf 'umask 022\necho "welcome $LABCHECK_PARAM_word" >"$LABCHECK_PARAM_place/motd"\n' >lab.qualify/solve/node.sh
# shellcheck disable=SC2016
printf '# Made by install.\n# on: node\necho "welcome $LABCHECK_PARAM_word" | install -m 644 /dev/stdin "$LABCHECK_PARAM_place/motd"\n' \
  >lab.qualify/alternatives/installed.sh
# shellcheck disable=SC2016
printf '# Another word.\n# on: node\n# breaks: 1.2.1\necho "welcome all" >"$LABCHECK_PARAM_place/motd"\n' \
  >lab.qualify/cheats/another-word.sh
cat >lab.qualify/faults/usual.yaml <<'YAML'
gone:
  break: {on: node, file: "${place}/motd", do: remove}
  codes: [1.2.1]
  checks: [message]
open-to-all:
  break: {on: node, file: "${place}/motd", do: mode, to: "0666"}
  codes: [1.2.1]
YAML

check "a scenario that was never qualified is said to be" 0 "$program" validate lab.yaml
says "in words" out "never qualified (labcheck qualify)"
parameters=$work/parameters.yaml
echo "{place: $work/host, word: abcd}" >"$parameters"
check "and no exam takes it" 2 "$program" run lab.yaml --exam --roster roster.yaml --parameters "$parameters" \
  --ledger never.labcheck
says "and says why" err "test/motd is not for an exam: never qualified"

check "all rows hold" 0 "$program" qualify lab.yaml --no-unasked
for row in pristine solved rebooted "alternative installed" "fault gone" "fault open-to-all" "cheat another-word"; do
  says "the table has a row" out "$row"
done
says "and the grade" out "test/motd: exam, 7 hold, 0 survived, 0 not tried"
check "validate says so" 0 "$program" validate --exam lab.yaml
says "in words" out "qualified for exams"
mkdir many
cp roster.yaml many/
for name in one two; do cp lab.yaml "many/$name.yaml" && cp -r lab.qualify "many/$name.qualify"; done
check "a folder is all scenarios below it" 0 "$program" qualify many --only gone --no-unasked --no-store
says "with what they come to" out "2 scenarios, 4 rows hold, 0 survived, 0 not tried"
rm -f host/motd
check "an exam takes it" 1 "$program" run lab.yaml --exam --roster roster.yaml --parameters "$parameters" \
  --ledger exam.labcheck --format json=exam.json
says "the result says how far it is proven" exam.json '"qualification": "exam"'
check "and again from its ledger" 1 "$program" judge exam.labcheck --format json=again.json
check "the same" 0 cmp exam.json again.json

sed -i 's/Write the message/Write it/' lab.yaml
check "other words for people change nothing" 0 "$program" validate --exam lab.yaml
scenario '{exists: true}'
check "another question does" 2 "$program" validate --exam lab.yaml
says "and what is not tried is named" err "not tried as it stands: pristine, solved, rebooted and 4 more"
check "a weakened check has survivors" 1 "$program" qualify lab.yaml --no-unasked
says "which are named" out "SURVIVED   fault open-to-all"
says "with the reason" out "1.2.1 is pass, expected fail"
says "and the cheat" out "SURVIVED   cheat another-word"
says "and the grade" out "test/motd: practice, 5 hold, 2 survived, 0 not tried"
check "no exam takes it" 2 "$program" run lab.yaml --exam --roster roster.yaml --parameters "$parameters" \
  --ledger weak.labcheck
rm -f host/motd
check "unless somebody says why" 1 "$program" run lab.yaml --exam --unqualified-because "no time left" --roster roster.yaml \
  --parameters "$parameters" --ledger weak.labcheck --format text
says "which the report shows" out "no time left"

echo 'broken: {break: {on: nod, file: /x, do: remvoe}, codes: [1.2.9]}' >lab.qualify/faults/usual.yaml
check "a wrong row is an error" 2 "$program" qualify lab.yaml
says "with its place and the right spelling" err "lab.qualify/faults/usual.yaml:1:41: a file can't be broken by 'remvoe' (did you mean 'remove'?)"
says "an unknown host" err "unknown host 'nod' (did you mean 'node'?)"
says "an unknown code" err "unknown skill code '1.2.9'"

# Ctrl-C once ended the lab's script alone, and what that had started went on for minutes.
printf 'gone:\n  break: {on: node, file: "${place}/motd", do: remove}\n  codes: [1.2.1]\n' >lab.qualify/faults/usual.yaml
sed -i "s|^reset: .*|reset: touch '$work/resetting'; sleep 7461; true|" lab.qualify/lab.yaml
"$program" qualify lab.yaml --no-store >out 2>err &
qualifying=$!
for _ in $(seq 300); do [ -e resetting ] && break; sleep 0.1; done
kill -INT "$qualifying"
check "an interrupted qualification says so" 130 wait "$qualifying"
check "nothing that it started lives on" 1 pgrep -f '[s]leep 7461'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
