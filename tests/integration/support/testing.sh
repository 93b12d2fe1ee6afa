# What the tests that run labcheck itself are written with: what a command gives, what a file says. Read by them; they
# print "$passed passed, $failed failed" in the end.
# shellcheck shell=bash

passed=0 failed=0
# check NAME EXPECTED-EXIT COMMAND…: runs it, keeps its output in out and err
check() {
  local name=$1 expected=$2 status
  shift 2
  "$@" >out 2>err
  status=$?
  if [ "$status" = "$expected" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1)); echo "FAILED $name: exit $status, expected $expected"; sed 's/^/  /' out err | head -40
  fi
}
# says NAME FILE TEXT / silent NAME FILE TEXT: whether a file holds a text
says() { if grep -qF -- "$3" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: no '$3' in $2"; sed 's/^/  /' "$2" | head -20; fi; }
silent() { if grep -qaF -- "$3" "$2"; then failed=$((failed + 1)); echo "FAILED $1: '$3' in $2"; else passed=$((passed + 1)); fi; }
# same NAME FILE FILE: whether two files are alike
same() { if cmp -s "$2" "$3"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: $2 and $3 differ"; diff "$2" "$3" | head -20; fi; }

# enter_work: on in a folder of its own, $work, which goes in the end if all held; with it the sshd of start_sshd
enter_work() {
  work=$(mktemp -d)
  sshd_pid=
  trap leave_work EXIT
  cd "$work" || exit 99
}
leave_work() {
  [ -z "$sshd_pid" ] || kill "$sshd_pid" 2>/dev/null
  if [ "$failed" = 0 ]; then rm -rf "$work"; else echo "left for a look: $work"; fi
}

# scenario FILE CHECKS: one role, one skill
scenario() {
  { printf 'labcheck: 1\nid: test/%s\ntitle: {en: Test, zh: 测试}\nstandard: cloud-ops-dev\nlevel: junior\n' "${1%.yaml}"
    printf 'roles:\n  node: {}\nparameters:\n  marker: {type: nonce}\n'
    printf 'skills:\n  - code: 1.2.1\n    task: {en: Do it, zh: 完成}\n    checks:\n'
    printf '%s\n' "$2"; } >"$1"
}

# start_sshd [LINE…]: an sshd for root in the current folder, whose client_key.pub lies there, with further lines of
# configuration. Its port is left in $port, its process in $sshd_pid.
start_sshd() {
  ssh-keygen -q -t ed25519 -N '' -f host_key
  cp client_key.pub authorized_keys
  mkdir -p /run/sshd
  port=$((20000 + RANDOM % 20000))
  printf '%s\n' "ListenAddress 127.0.0.1:$port" "HostKey $PWD/host_key" "AuthorizedKeysFile $PWD/authorized_keys" \
    'PidFile none' 'StrictModes no' 'PermitRootLogin yes' 'UseDNS no' "$@" >sshd_config
  /usr/sbin/sshd -D -e -f "$PWD/sshd_config" 2>sshd.log &
  sshd_pid=$!
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
}
