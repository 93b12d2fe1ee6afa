#!/usr/bin/env bash
# The whole program over this very machine (hosts `local`) and one real sshd: exit codes, reports, judging again,
# interrupting, secrets. Usage: run-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
source_dir=$(cd "$here/../../.." && pwd)
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
[ -x /usr/sbin/sshd ] || { echo "skipped: needs sshd"; exit 77; }

enter_work

roster() { printf 'candidates:\n  - {id: c01, name: Candidate One, seat: A-01, hosts: {node: local}}\n' >roster.yaml; chmod 600 roster.yaml; }
run() { rm -f run.labcheck; "$program" run "$1" --roster roster.yaml --ledger run.labcheck "${@:2}"; }
export LABCHECK_DATA=$source_dir/scenarios

roster
scenario pass.yaml "
      - {id: has-passwd, title: {en: Password file, zh: 口令文件}, file: /etc/passwd, expect: {exists: true}}
      - {id: says-hello, title: {en: Hello, zh: 问候}, command: [echo, hello], expect: {status: 0, out: hello}}"
check "all checks pass" 0 run pass.yaml --format text --format json=live.json --format junit=junit.xml --format tap=tap.txt
says "text names the verdict" out "1.2.1"
check "the ledger judges the same again" 0 "$program" judge run.labcheck --format json=again.json
same "live and judged again are byte for byte the same" live.json again.json
check "JSON follows its schema" 0 "$source_dir/tests/golden/validate-result.sh" live.json
check "JUnit is well-formed" 0 xmllint --noout junit.xml
check "a second run never overwrites a ledger" 4 "$program" run pass.yaml --roster roster.yaml --ledger run.labcheck
check "the ledger is private" 0 test "$(stat -c %a run.labcheck)" = 600
check "the ledger is one file" 0 test ! -e run.labcheck-wal -a ! -e run.labcheck-shm -a ! -e run.labcheck-journal

scenario fail.yaml "
      - {id: absent, title: {en: Absent, zh: 不存在}, file: /etc/no-such-file, expect: {exists: true}}"
check "an absent thing fails" 1 run fail.yaml
says "with what was expected" out "expected"
scenario broken.yaml "
      - {id: absent, title: {en: Absent, zh: 不存在}, fil: /etc/no-such-file, expect: {exists: true}}"
check "a bad scenario is refused" 2 "$program" validate broken.yaml
says "with its place and the right spelling" err "broken.yaml:15:"
says "with its place and the right spelling" err "did you mean 'file'?"
check "an unknown skill is refused" 2 run pass.yaml --skill 9.9.9
check "an unknown format is refused" 2 run pass.yaml --format jsn
says "with the nearest one" err "did you mean 'json'?"
check "two reports on one place are refused" 2 run pass.yaml --format json --format tap

scenario slow.yaml "
      - {id: sleeper, title: {en: Sleeper, zh: 睡眠}, command: [sleep, \"30\"], timeout: 1s, expect: {status: 0}}"
check "our own time-out is no fail" 3 run slow.yaml
says "it is undetermined" out "undetermined"

scenario cleanup.yaml "
      - id: planted
        title: {en: Planted, zh: 写入}
        steps:
          - {file: {path: \"$work/planted-\${marker}\", write: \"\${marker}\"}}
          - {file: \"$work/planted-never\", expect: {exists: true}, within: 60s, every: 1s}
        cleanup:
          - {file: {path: \"$work/planted-\${marker}\", state: absent}}"
rm -f run.labcheck
"$program" run cleanup.yaml --roster roster.yaml --ledger run.labcheck >out 2>err &
pid=$!
for _ in $(seq 100); do compgen -G "$work/planted-*" >/dev/null && break; sleep 0.1; done
check "a step planted its file" 0 compgen -G "$work/planted-*"
kill -INT $pid
wait $pid
check "an interrupted run exits with 130" 0 test $? = 130
check "and has cleaned up" 1 compgen -G "$work/planted-*"
check "its ledger can be judged" 3 "$program" judge run.labcheck

# A question that takes its time is not waited for, and nothing of it is left behind.
scenario long.yaml "
      - {id: sleeper, title: {en: Sleeper, zh: 睡眠}, command: [sleep, \"7361\"], timeout: 60s, expect: {status: 0}}"
rm -f run.labcheck
"$program" run long.yaml --roster roster.yaml --ledger run.labcheck >out 2>err &
pid=$!
for _ in $(seq 100); do pgrep -f '[s]leep 7361' >/dev/null && break; sleep 0.1; done
SECONDS=0
kill -INT $pid
wait $pid
check "interrupted in the middle of a question, it exits with 130" 0 test $? = 130
check "soon" 0 test $SECONDS -lt 10
check "and ends what it started" 1 pgrep -f '[s]leep 7361'

# A request that a secret makes impossible says so without the secret.
scenario secret.yaml "
      - {id: page, title: {en: Page, zh: 页面}, on: node, http: {url: \"http://127.0.0.1:9/?q=\${pw}\"}, expect: {status: 200}}"
sed -i 's/  marker: {type: nonce}/&\n  pw: {type: secret}/' secret.yaml
printf 'candidates:\n  - {id: c01, parameters: {pw: {env: EXAM_PW}}, hosts: {node: local}}\n' >roster.yaml
export EXAM_PW='two words-canary-2'
check "a secret that fits no URL is an error" 3 run secret.yaml -vv --format text --format json=secret.json --format tap=secret.tap
for file in out err run.labcheck secret.json secret.tap; do silent "no secret in $file" "$file" words-canary-2; done
says "and said so" out "no request can be made with the secret in it"

# A report once replaced /dev/null by a file, and with it everybody's.
mkfifo pipe
timeout 20 cat pipe >from-pipe &
cat_pid=$!
check "a report goes into a pipe" 0 run pass.yaml --format json=pipe
wait $cat_pid
check "which stays a pipe" 0 test -p pipe
check "and gets the whole report" 0 "$source_dir/tests/golden/validate-result.sh" from-pipe
ln -s real.json link.json && : >real.json
check "a report follows a link" 0 run pass.yaml --format json=link.json
check "the link stays" 0 test -L link.json -a -s real.json

# One real sshd, login by a password that must show up nowhere.
ssh-keygen -q -t ed25519 -N 'opensesame-canary-1' -f client_key
start_sshd 'UsePAM no'
printf 'defaults: {user: root, key: %s/client_key, passphrase: {env: EXAM_KEY_PW}}\ncandidates:\n  - {id: c01, hosts: {node: "127.0.0.1:%s"}}\n' \
  "$work" "$port" >roster.yaml
export EXAM_KEY_PW=opensesame-canary-1
check "over SSH with an encrypted key" 0 run pass.yaml -vv --known-hosts /dev/null --format json=ssh.json
for file in out err run.labcheck ssh.json; do silent "no secret in $file" "$file" opensesame-canary-1; done
printf 'candidates:\n  - {id: c01, hosts: {node: "127.0.0.1:%s"}}\n' $((port + 1)) >roster.yaml
check "an unreachable host is no fail" 3 run pass.yaml --known-hosts /dev/null

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
