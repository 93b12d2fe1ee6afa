#!/usr/bin/env bash
# labcheck preflight over real sshds, each with one thing that is not as it should be; and that nothing of a scenario
# reaches a host. Usage: preflight-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
source_dir=$(cd "$(dirname "$0")/../../.." && pwd)
# shellcheck source=/dev/null
. "$source_dir/tests/integration/support/testing.sh"
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
for tool in /usr/sbin/sshd ssh-keygen useradd sudo unshare python3; do
  command -v "$tool" >/dev/null || { echo "skipped: needs $tool"; exit 77; }
done

work=$(mktemp -d)
chmod 755 "$work"
pids=()
user=lcp$$
finish() {
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null
  rm -f "/etc/sudoers.d/$user"
  userdel -f "$user" >/dev/null 2>&1
  if [ "$failed" = 0 ]; then rm -rf "$work"; else echo "left for a look: $work"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 99
export LABCHECK_DATA=$source_dir/scenarios

# patterns, here
says() { if grep -qE -- "$3" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: no '$3' in $2"; sed 's/^/  /' "$2" | head -20; fi; }

ssh-keygen -q -t ed25519 -N '' -f client_key
cp client_key.pub authorized_keys
mkdir -p /run/sshd
port=$((20000 + RANDOM % 20000))

# serve NAME MORE [PREFIX…]: an sshd on the next port, kept in $port; MORE stands first in its configuration
serve() {
  local name=$1 more=$2
  shift 2
  port=$((port + 1))
  ssh-keygen -q -t ed25519 -N '' -f "host_$name"
  printf '%s\nListenAddress 127.0.0.1:%s\nHostKey %s/host_%s\nAuthorizedKeysFile %s/authorized_keys\nPidFile none\nStrictModes no\nPermitRootLogin yes\nUseDNS no\nUsePAM yes\nPrintMotd no\nKbdInteractiveAuthentication no\n' \
    "$more" "$port" "$work" "$name" "$work" >"config_$name"
  "$@" /usr/sbin/sshd -D -e -f "config_$name" 2>"log_$name" &
  pids+=($!)
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return; sleep 0.1; done
  echo "FAILED: the sshd '$name' did not start"; sed 's/^/  /' "log_$name"; exit 1
}
roster() { printf 'defaults: {user: root, key: %s/client_key}\ncandidates:\n%s\n' "$work" "$1" >roster.yaml; chmod 600 roster.yaml; }
known=known
preflight() { "$program" preflight scenario.yaml --roster roster.yaml --known-hosts "$known" "$@"; }
# state HOST ASPECT: of the JSON in out
state() { python3 -c 'import json, sys
print(next(a["state"] for h in json.load(open("out"))["hosts"] if h["host"] == sys.argv[1]
           for a in h["aspects"] if a["aspect"] == sys.argv[2]))' "$1" "$2"; }
# field EXPRESSION: of the JSON in out, d
field() { python3 -c 'import json, sys; d = json.load(open("out")); print(eval(sys.argv[1]))' "$1"; }
is() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: '$2', expected '$3'"; sed 's/^/  /' out | head -60; fi; }

: >known
canary=probe-canary-4711
cat >scenario.yaml <<YAML
labcheck: 1
id: test/preflight
title: {en: $canary title, zh: 测试}
standard: cloud-ops-dev
level: junior
roles: {node: {}}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
      - {id: has-file, title: {en: $canary, zh: 文件}, file: /etc/$canary, expect: {exists: true}}
      - {id: says, title: {en: Says, zh: 输出}, command: [echo, $canary], expect: {status: 0}}
      - {id: port, title: {en: Port, zh: 端口}, on: node, tcp: "127.0.0.1:47110", expect: {connected: true}}
YAML

serve plain ''
plain=$port
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$plain\"}}"
check "a host that is ready" 0 preflight
says "it says so" out '^1 of 1 hosts are ready$'
says "with every aspect in a table" out '^c01 +node +ok +ok +ok +ok +ok +(ok|note) +ok +ok +(ok|note)$'
check "and as JSON" 0 preflight --format json
is "JSON says so too" "$(field 'd["schema"], d["ready"]')" "('labcheck.preflight/1', True)"
is "with the host's key" "$(field 'd["hosts"][0]["facts"]["host_key"]')" "$(ssh-keygen -lf host_plain.pub | awk '{print "ssh-ed25519 " $2}')"

# Everything that goes to the host, commands and standard input, is kept there.
cat >tee.sh <<SH
#!/bin/sh
printf '%s\n' "\$SSH_ORIGINAL_COMMAND" >>$work/sent
tee -a $work/sent | sh -c "\$SSH_ORIGINAL_COMMAND"
SH
chmod 755 tee.sh
: >sent
serve recording "ForceCommand $work/tee.sh"
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$port\"}}"
check "a host that records what it is sent" 0 preflight
says "the recording works" sent 'machine-id'
silent "nothing of the scenario reaches a host" sent "$canary"
silent "nor where it looks" sent 47110
check "while a run sends its probes" 1 "$program" run scenario.yaml --roster roster.yaml --known-hosts known --ledger run.labcheck -q
says "which the recording shows" sent "$canary"

serve closed 'AllowTcpForwarding no'
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$port\"}}"
check "forwarding that is off" 3 preflight
says "is said" out '^    forwarding: '
check "as JSON" 3 preflight --format json
is "the way in is fine" "$(state node shell)" ok
is "forwarding is not" "$(state node forwarding)" trouble

useradd -m -d "$work/home" -s /bin/bash "$user"
echo "$user:right-password" | chpasswd
export ROOM_PW=wrong-password
printf 'candidates:\n  - {id: c01, hosts: {node: {connect: "127.0.0.1:%s", user: %s, password: {env: ROOM_PW}}}}\n' "$plain" "$user" >roster.yaml
check "a wrong password" 3 preflight --format json
is "is trouble of the login" "$(state node login)" trouble
is "after a host key that is right" "$(state node 'host key')" ok
is "nothing is known of what comes after" "$(state node shell)" unknown
silent "no password in the output" out wrong-password

echo "$user ALL=(ALL) PASSWD: ALL" >"/etc/sudoers.d/$user"
chmod 440 "/etc/sudoers.d/$user"
su "$user" -c 'mkdir -p ~/.ssh; echo "echo Welcome to my host" >~/.bashrc'
printf 'defaults: {user: %s, key: %s/client_key, sudo: true}\ncandidates:\n  - {id: c01, hosts: {node: "127.0.0.1:%s"}}\n' "$user" "$work" "$plain" >roster.yaml
check "sudo that wants a password which the roster lacks" 3 preflight --format json
is "is trouble of sudo" "$(state node sudo)" trouble
says "is said" out 'it wants a password and the roster has none'
before=$(find "$work/home" /etc/sudoers.d -printf '%p %T@ %s\n' | sort)
sed -i 's/, sudo: true//' roster.yaml
check "start-up files that write" 0 preflight --format json
says "are noted" out 'start-up files of .* write: Welcome'
says "and that it isn't root" out 'not as root'
is "nothing is changed on the host" "$(find "$work/home" /etc/sudoers.d -printf '%p %T@ %s\n' | sort)" "$before"

printf '[127.0.0.1]:%s %s\n' "$plain" "$(cut -d' ' -f1,2 host_closed.pub)" >known
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$plain\"}}"
check "a host key that has changed" 3 preflight --format json
is "is trouble of the host key" "$(state node 'host key')" trouble
is "and stops there" "$(state node login)" unknown
: >known
check "strict host keys and an unknown one" 3 preflight --host-keys strict --format json
says "are said" out 'is not known \(host keys are strict\)'
known=nowhere
check "a known-hosts file that isn't there" 3 preflight
known=known
says "is said" out 'known hosts: nowhere can.t be read'

roster "  - {id: c01, hosts: {node: \"127.0.0.1:$plain\"}}
  - {id: c02, hosts: {node: \"127.0.0.1:$((plain + 1))\"}}
  - {id: c03, hosts: {node: \"127.0.0.1:1\"}}"
check "one machine for two candidates, and a dead host beside it" 3 preflight
says "a dead host is told" out '^c03 +node +trouble +- '
says "how many are ready" out '^0 of 3 hosts are ready$'
check "as JSON" 3 preflight --format json
says "twins are told on both" out 'the same .*boot id.* as node of candidate c02: one machine'
says "twins are told on both" out 'the same .*boot id.* as node of candidate c01: one machine'
check "only one candidate" 0 preflight --candidate c01

# A host whose clock is wrong: its date says so, by a mount that is seen as well.
cat >late <<'SH'
#!/bin/sh
echo 1000000000.000000000
SH
chmod 755 late
serve late '' unshare -m sh -c "mount --bind $work/late /usr/bin/date && exec \"\$@\"" sh
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$port\"}}"
check "a clock that is wrong" 3 preflight --format json
says "is told with by how much" out "the host's clock is [0-9]+ s behind"
says "and a mount over a program is seen" out 'is mounted over /usr/bin/date'
check "a run flags the same" 1 "$program" run scenario.yaml --roster roster.yaml --known-hosts known --ledger late.labcheck -q \
  --format text=late.txt --format json=late.json --format junit=late.xml --format tap=late.tap
for report in late.txt late.json late.xml late.tap; do
  says "in every report" "$report" clock-skew
  says "in every report" "$report" system-mount
done

# Programs that listen and that no package owns: one by itself, one as the script of an interpreter that is owned.
python=$(readlink -f /usr/bin/python3)
cp "$python" fake-nginx
printf 'import http.server\nhttp.server.HTTPServer(("127.0.0.1", %s), http.server.BaseHTTPRequestHandler).serve_forever()\n' \
  $((port + 2)) >app.py
./fake-nginx -m http.server --bind 127.0.0.1 $((port + 1)) >/dev/null 2>&1 &
pids+=($!)
"$python" "$work/app.py" >/dev/null 2>&1 &
pids+=($!)
for own in $((port + 1)) $((port + 2)); do
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$own") 2>/dev/null && break; sleep 0.1; done
done
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$plain\"}}"
check "programs that no package owns" 0 preflight --format json
says "are named with where they listen" out "$work/fake-nginx, which no package owns, listens on 127.0.0.1:$((port + 1))"
says "and so are scripts" out "$python runs $work/app.py, which no package owns, and listens on 127.0.0.1:$((port + 2))"
silent "sshd is a package's" out '/usr/sbin/sshd'

# A ledger's folder that can't hold it.
roster "  - {id: c01, hosts: {node: \"127.0.0.1:$plain\"}}"
check "a ledger folder that isn't there" 3 preflight --ledger nowhere/run.labcheck
says "is said" out 'ledger folder: .*nowhere'
check "an unknown candidate" 2 preflight --candidate c99
sed -i 's/file:/fil:/' scenario.yaml
check "an invalid scenario" 2 preflight

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
