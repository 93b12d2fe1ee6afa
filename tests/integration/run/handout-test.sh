#!/usr/bin/env bash
# assign, handout and run together: what is drawn once is what the candidate reads and what is graded.
# Usage: handout-test.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
source_dir=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
passed=0 failed=0
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
export LABCHECK_DATA=$source_dir/scenarios

ok() { # NAME COMMAND…
  local name=$1
  shift
  if "$@" >out 2>err </dev/null; then passed=$((passed + 1)); else
    failed=$((failed + 1)); echo "FAILED $name: exit $?"; sed 's/^/  /' out err | head -20
  fi
}
refused() { # NAME WORDS COMMAND…
  local name=$1 words=$2 status
  shift 2
  "$@" >out 2>err </dev/null
  status=$?
  if [ "$status" = 2 ] && grep -qF -- "$words" err; then passed=$((passed + 1)); else
    failed=$((failed + 1)); echo "FAILED $name: exit $status"; sed 's/^/  /' out err | head -20
  fi
}

cat >lab.yaml <<YAML
labcheck: 1
id: test/lab
title: {en: Note, zh: 记录}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
parameters:
  word: {type: token, per: candidate}
  folder: {type: path, default: "$work"}
  marker: {type: nonce}
skills:
  - code: 1.2.1
    task: {en: "Write \${word} into \${folder}/\${candidate.id}", zh: "将 \${word} 写入 \${folder}/\${candidate.id}"}
    checks:
      - {id: written, title: {en: Note, zh: 记录}, file: "\${folder}/\${candidate.id}", expect: {content: {matches: "^\\\\s*\${word}\\\\s*$"}}}
YAML
mkdir rosters
printf 'candidates:\n  - {id: c01, name: 张三, hosts: {node: local}}\n  - {id: c02, hosts: {node: local}}\n' >rosters/room.yaml

refused "nothing was drawn yet" "labcheck assign" "$program" handout lab.yaml --roster rosters/room.yaml
ok "draws" "$program" assign lab.yaml --roster rosters/room.yaml -o drawn.yaml
refused "what was handed out stays" "exists" "$program" assign lab.yaml --roster rosters/room.yaml -o drawn.yaml
refused "a candidate that is not there" "did you mean 'c01'" "$program" handout lab.yaml --roster drawn.yaml --candidate c1
ok "hands out" "$program" handout lab.yaml --roster drawn.yaml --candidate c01
word=$(sed -n 's/^Write \([a-z0-9]*\) into.*/\1/p' out)
[ ${#word} = 12 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED no word on the sheet"; cat out; }
ok "in Chinese, as HTML" "$program" handout lab.yaml --roster drawn.yaml --lang zh --format html -o sheet.html
ok "for everybody" "$program" handout lab.yaml
echo "$word" >c01
ok "the one who did it passes" "$program" run lab.yaml --roster drawn.yaml --candidate c01 --ledger one.labcheck
"$program" run lab.yaml --roster drawn.yaml --candidate c02 --ledger two.labcheck >out 2>err
[ $? = 1 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED the other one does not"; cat out err; }
ok "the ledger judges again with what was drawn" "$program" judge one.labcheck
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
