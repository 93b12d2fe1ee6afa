#!/usr/bin/env bash
# How a run is told while it goes on, over a real sshd: the live table on a terminal, plain lines, lines of JSON, and
# readers that go away. Usage: progress-test.sh PROGRAM. Exit 77 when it can't run here.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../support/testing.sh"
source_dir=$(cd "$here/../../.." && pwd)
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 77; }
[ -x /usr/sbin/sshd ] || { echo "skipped: needs sshd"; exit 77; }

enter_work
export LABCHECK_DATA=$source_dir/scenarios
unset NO_COLOR
ssh-keygen -q -t ed25519 -N '' -f client_key
start_sshd

{ echo "defaults: {key: $work/client_key, agent: false}"; echo "candidates:"
  for at in $(seq 1 6); do echo "  - {id: c0$at, name: Candidate, hosts: {node: \"127.0.0.1:$port\"}}"; done; } >roster.yaml
chmod 600 roster.yaml
# A skill that takes two seconds and c03 fails, one that ends in error, and one that keeps c06 when all others are done.
{ printf 'labcheck: 1\nid: test/progress\ntitle: {en: Test, zh: 测试}\nstandard: cloud-ops-dev\nlevel: junior\n'
  printf 'roles:\n  node: {}\nskills:\n  - code: 1.2.1\n    task: {en: Do it, zh: 完成}\n    checks:\n'
  printf '%s\n' '      - {id: there, title: {en: There, zh: 存在}, file: /etc/passwd, expect: {exists: true}}' \
    '      - id: slow' '        title: {en: Slow, zh: 慢}' \
    '        command: {run: "sleep 2; test $1 != c03", arguments: ["${candidate.id}"]}' '        expect: {status: 0}' \
    '  - code: 1.2.2' '    task: {en: Do it, zh: 完成}' '    checks:' \
    '      - {id: late, title: {en: Late, zh: 迟}, command: {run: "sleep 60"}, timeout: 2s, expect: {status: 0}}' \
    '  - code: 1.2.3' '    task: {en: Do it, zh: 完成}' '    checks:' \
    '      - id: last' '        title: {en: Last, zh: 末}' \
    '        command: {run: "test $1 != c06 || sleep 6", arguments: ["${candidate.id}"]}' '        expect: {status: 0}'; } >lab.yaml

# And one that is done at once.
{ sed '/^skills/q' lab.yaml | sed 's|test/progress|test/quick|'
  printf '%s\n' '  - code: 1.2.1' '    task: {en: Do it, zh: 完成}' '    checks:' \
    '      - {id: there, title: {en: There, zh: 存在}, file: /etc/passwd, expect: {exists: true}}' \
    '      - {id: absent, title: {en: Absent, zh: 不存在}, file: /etc/no-such-file, expect: {exists: true}}'; } >quick.yaml

run() { rm -f run.labcheck*; "$program" run quick.yaml --roster roster.yaml --ssh-config none --known-hosts /dev/null --ledger run.labcheck "$@"; }
# seen SIZE [--when TEXT DO]… -- OPTIONS…: $scenario on a terminal
scenario=lab.yaml
seen() {
  local before=(--size "$1")
  shift
  while [ "$1" != -- ]; do before+=("$1"); shift; done
  shift
  rm -f run.labcheck*
  "$here/terminal.py" "${before[@]}" seen "$program" run "$scenario" --roster roster.yaml --ssh-config none \
    --known-hosts /dev/null --ledger run.labcheck "$@"
}
# stood NAME PATTERN: whether a line like this was ever on the screen
stood() { if grep -qE -- "$2" seen.screens; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: never stood '$2'"; tail -30 seen.screens | sed 's/^/  /'; fi; }
left() { if grep -qE -- "$2" seen.end; then failed=$((failed + 1)); echo "FAILED $1: '$2' is left"; sed 's/^/  /' seen.end; else passed=$((passed + 1)); fi; }

# The table appears, fills and is gone; the report is what is left.
check "a run on a terminal" 1 seen 80x24 --
stood "the table has the codes" '^ +1\.2\.1 1\.2\.2 1\.2\.3$'
stood "and a row for each candidate, open at first" '^c06 [ !] \.     \.     \.$'
stood "answers come in" '^c01 [ !] ~ '
stood "a skill is decided" '^c01 [ !] \+     '
stood "another has failed" '^c03 [ !] F     '
stood "and one could not be judged" '^c01 ! \+     E     \+$'
stood "signs are explained" '^\. open  ~ under way  \+ pass  F fail  E error$'
stood "skills are counted" '^[0-9]+/18 skills  [1-6] error  1 fail  1?[0-9] pass  ! 6 flagged$'
stood "and checks" '^\[#+-*\]  [12][0-9]/24 checks  [0-9]+%  .*[0-9]s$'
left "the table is gone" 'skills  |checks  |^c0. [ !] [+F~.E]'
says "and the report stands there" seen.end "6 candidates, 18 skill codes"
says "in its place, from its first line on" <(sed -n 1p seen.end) "labcheck 0"
says "with the ledger behind it" seen.end "ledger: run.labcheck"

# A terminal that is lower than the room, in Chinese; one that is made narrower meanwhile.
check "a small terminal" 1 seen 70x7 -- --lang zh
stood "those in trouble stand in front" '^c0. ! . +E '
stood "the others are summed up" '^… 另有考生 [0-9] 名：'
left "nothing is left of it" '检测点 |^c0. [ !] [+F~.E]'
check "a terminal that is made narrower" 1 seen 70x20 --when '/24' 'size 24x40' --
stood "shows what it can" '^[0-9]+/24 checks  [0-9]+%'
left "and nothing is left of either size" 'skills|checks|^c0. [ !] [+F~.E]'
check "one of no size to speak of" 1 seen 5x2 --
left "leaves nothing either" '^[0-9/]+…$'

# What is said meanwhile is whole, and stands above the table.
check "Ctrl-C, on a terminal" 130 seen 80x24 --when ' ~     ' $'key \x03' --
stood "is heard above the table" '^labcheck: interrupted: restoring what was changed \(again: stop at once\)$'
says "and stays" seen.end "labcheck: interrupted: restoring what was changed (again: stop at once)"
left "the table does not" 'skills  |checks  '
check "Ctrl-C twice" 130 seen 80x24 --when ' ~     ' $'key \x03' --when 'interrupted' $'key \x03' --
left "leaves no table either" 'skills  |checks  '
# Nothing is drawn in the background; what a shell writes meanwhile is left to it.
cat >jobs.sh <<'END'
set -m
rm -f run.labcheck*
"$@" &
sleep 3
echo "a line of the shell"
fg >/dev/null
END
check "a run in the background, then in front" 1 "$here/terminal.py" seen bash jobs.sh "$program" run lab.yaml --roster roster.yaml \
  --ssh-config none --known-hosts /dev/null --ledger run.labcheck
check "draws nothing before" 0 test "$(grep -n -m1 'a line of the shell' seen.screens | cut -d: -f1)" -lt "$(grep -n -m1 'skills  ' seen.screens | cut -d: -f1)"
stood "its table stands below the shell's line" '^c01 [ !] '
says "which is left" seen.end "a line of the shell"
left "the table is gone" 'skills  |checks  |^c0. [ !] [+F~.E]'

scenario=quick.yaml
TEST_TERM=dumb check "a terminal that can't be redrawn" 1 seen 80x24 --
says "gets plain lines" seen.end "c01 test/quick there: pass"
check "with -v there are plain lines, too" 1 seen 80x24 -- -v
says "beside the log" seen.end "c03 test/quick absent: fail"
check "--quiet is quiet" 1 seen 80x24 -- --quiet
left "on a terminal, too" 'skills  |checks  |there: pass'

# Plain lines in a pipe.
check "in a pipe" 1 run
says "there is a line a check" err "c03 test/quick absent: fail"
check "every one of them" 0 test "$(grep -c '^c0[1-6] test/quick [a-z]*: ' err)" = 12
check "or nothing" 1 run --progress none
check "but where the ledger is" 0 test "$(cat err)" = "ledger: run.labcheck"

# JSON.
check "lines of JSON in a file, and plain ones beside them" 1 run --progress json=lines --progress plain
check "follow their schema" 0 "$source_dir/tests/golden/validate-progress.py" lines
says "the last is the end" <(tail -n 1 lines) '"summary":{"pass":0,"fail":6,"undetermined":0},"exit_code":1}'
check "a line a check" 0 test "$(grep -c check_ended lines)" = 12
check "a line a skill" 0 test "$(grep -c skill_decided lines)" = 6
check "on standard error" 1 run --quiet --format json=/dev/null
check "nothing but them" 1 run --progress json
check "and the ledger's place" 0 test "$(grep -vc '^{' err)" = 1
mkfifo fifo
cat fifo >from-fifo &
check "into a FIFO" 1 run --progress json=fifo
wait $!
check "all of them" 0 "$source_dir/tests/golden/validate-progress.py" from-fifo
check "into a descriptor" 1 run --progress json=/dev/fd/7 7>lines
check "too" 0 "$source_dir/tests/golden/validate-progress.py" lines

# Readers that go away or sleep.
head -n 1 fifo >first &
check "a reader that goes away ends its progress, not the run" 1 run --progress json=fifo
says "which says so" err "labcheck: no more progress to fifo: Broken pipe"
check "once" 0 test "$(grep -c 'no more progress' err)" = 1
check "it had its line" 0 grep -q run_begun first
check "nobody at the FIFO" 1 run --progress json=fifo
says "is said in the end" err "labcheck: no more progress to fifo: nobody reads it"
check "a full disk" 1 run --progress json=/dev/full
says "is said as well" err "labcheck: no more progress to /dev/full: No space left on device"
rm -f run.labcheck*
"$program" run quick.yaml --roster roster.yaml --ssh-config none --known-hosts /dev/null --ledger run.labcheck 2>&1 >report | true
check "a standard error that nobody reads" 0 grep -q "6 candidates" report
run_closed() { run 2>&-; }
check "and one that is closed" 1 run_closed

# Taken up again: what has ended stands in the table.
scenario=lab.yaml
seen 80x24 --when ' +     ' $'key \x03' -- >/dev/null 2>&1
mv run.labcheck part.labcheck
check "a run that goes on" 1 "$program" run --roster roster.yaml --ssh-config none --known-hosts /dev/null --ledger part.labcheck --resume --progress json=lines
check "tells what had ended as that" 0 grep -q '"check":"there","outcome":"pass","earlier":true' lines
check "and all of the rest" 0 "$source_dir/tests/golden/validate-progress.py" lines

# What makes no sense.
check "an unknown mode is refused" 2 run --progress jsn
says "with the nearest one" err "unknown progress 'jsn' (did you mean 'json'?); there are auto, live, plain, json, none"
check "as is a table in a pipe" 2 run --progress live
says "and says so" err "standard error is no terminal that can be redrawn"
check "a table in a file" 2 run --progress live=file
check "two kinds in one place" 2 run --progress json --progress plain
check "quiet progress" 2 run --quiet --progress json
check "a place that can't be written" 2 run --progress json=no/such/file
check "a refused run leaves no ledger" 1 test -e run.labcheck

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
