#!/usr/bin/env bash
# labcheck try over a real sshd. Usage: try-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
source_dir=$(cd "$(dirname "$0")/../../.." && pwd)
# shellcheck source=/dev/null
. "$source_dir/tests/integration/support/testing.sh"
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
for tool in /usr/sbin/sshd ssh-keygen python3; do
  command -v "$tool" >/dev/null || { echo "skipped: needs $tool"; exit 77; }
done

enter_work
chmod 755 .
trap 'exit 130' INT TERM
export LABCHECK_DATA=$source_dir/scenarios

# tried NAME EXPECTED-EXIT STEP MORE…: tries it, keeps the output in out and err
tried() {
  local name=$1 expected=$2
  shift 2
  check "$name" "$expected" "$program" try --known-hosts known --learnt-hosts learnt --ssh-config none "$@"
}
# patterns, here
says() { if grep -qE -- "$3" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: no '$3' in $2"; sed 's/^/  /' "$2" | head -20; fi; }
silent() { if grep -qE -- "$3" "$2"; then failed=$((failed + 1)); echo "FAILED $1: '$3' in $2"; else passed=$((passed + 1)); fi; }

ssh-keygen -q -t ed25519 -N '' -f client_key
start_sshd 'UsePAM yes'
: >known
host=(--host "root@127.0.0.1:$port" --key client_key)

tried "a bare step" 0 "port: $port" "${host[@]}"
says "a bare step" out '^ +listening: true$'
says "a bare step" out '^outcome: pass$'
tried "an expectation that does not hold" 1 "{tcp: '127.0.0.1:$port', expect: {connected: false}}" "${host[@]}"
says "an expectation that does not hold" out '^outcome: fail$'
says "why it does not" out '^why: '
tried "nothing is expected" 0 'sysctl: kernel.ostype' "${host[@]}"
says "nothing is expected" out '^ +value: Linux$'
silent "nothing is expected" out '^outcome'

tried "what was sent" 0 "port: $port" "${host[@]}" -v
says "what was sent" out '^ +script: \|$'
tried "as JSON" 0 "port: $port" "${host[@]}" --format json
if python3 -c 'import json
told = json.load(open("out"))
assert told["outcome"] == "pass" and told["steps"][0]["host"] == "machine" and told["steps"][0]["facts"]["listening"], told'; then
  passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED as JSON"; cat out; fi

tried "a word that nobody knows" 2 'prot: 80' "${host[@]}"
says "a word that nobody knows" err "^step:1:1: unknown key or check type 'prot' in step \(did you mean 'port'\?\)$"
tried "no YAML" 2 '{port: ' "${host[@]}"
tried "nothing at all" 2 '' "${host[@]}"
tried "no host" 2 'port: 80'

printf '%s\n' "- file: {path: $work/steps.yaml, read: true}" '  save: {text: content}' \
  '- command: [echo, "${saved.text}"]' '  expect: {out: {contains: saved.text}}' >steps.yaml
tried "steps in a file, with what one saves for the next" 0 steps.yaml "${host[@]}"
says "steps in a file" out '^outcome: pass$'
printf '%s\n' "- port: $port" '- prot: 80' >wrong.yaml
tried "a mistake in a file" 2 wrong.yaml "${host[@]}"
says "a mistake in a file" err '^wrong.yaml:2:3: '

cat >scenario.yaml <<YAML
labcheck: 1
id: test/try
title: {en: Try, zh: 试}
standard: cloud-ops-dev
level: junior
roles: {node: {}}
parameters: {port: {type: port, default: $port}}
connections: {door: {type: tcp, on: node, target: "127.0.0.1:\${port}"}}
skills:
  - code: 1.2.1
    checks:
      - {id: a, on: node, port: 80}
YAML
tried "a scenario's connection" 0 '{tcp: {use: door}, expect: {connected: true}}' --scenario scenario.yaml \
  --host "node=root@127.0.0.1:$port" --key client_key
says "a scenario's connection" out '^ +connected: true$'

tried "this very machine" 0 'command: [echo, hello]' --host local
says "this very machine" out 'hello'
tried "is never restarted" 3 'reboot: {}' --host local
says "is never restarted" out 'never restarted'
tried "a host that is not there" 3 'port: 80' --host root@127.0.0.1:1 --key client_key
says "a host that is not there" out 'error: .*unreachable'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
