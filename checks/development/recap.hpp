#pragma once

#include <string_view>

namespace labcheck::checks {

/// A callback of Ansible's that tells the counts of each host as JSON, whatever the playbook's own output looks like.
constexpr std::string_view recap_callback = R"py(
import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
name: labcheck_recap
type: aggregate
short_description: the counts of each host as JSON
description: Writes what the recap says to descriptor 8.
'''


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'labcheck_recap'
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.failures = []

    def note(self, result):
        if len(self.failures) < 50:
            message = result._result.get('msg') or result._result.get('stderr') or ''
            self.failures.append({'host': result._host.get_name(), 'task': str(result.task_name)[:200],
                                  'message': str(message)[:500]})

    def v2_runner_on_failed(self, result, ignore_errors=False):
        if not ignore_errors:
            self.note(result)

    def v2_runner_on_unreachable(self, result):
        self.note(result)

    def v2_playbook_on_stats(self, stats):
        recap = {'hosts': {host: stats.summarize(host) for host in stats.processed}, 'failures': self.failures}
        with os.fdopen(os.dup(8), 'w') as out:
            json.dump(recap, out)
)py";

/// The playbook is read ($1 path, $2 user, $3 seconds, $4 directory, $5 whether twice, $6 whether to run it, $7
/// variables as JSON, $8 the callback, $9 how many variables of the environment), then run; the command follows.
constexpr std::string_view playbook_script = R"sh(
path=$1 directory=$4 twice=$5 run=$6 extra=$7 callback=$8
prepare "$2" "$3"
if command -v ansible-playbook >/dev/null 2>&1; then say installed yes; else say installed no; finish; fi
if ! [ -f "$path" ]; then say exists no; finish; fi
say exists yes
if [ -z "$failure" ] && ! [ -d "$directory" ]; then failure="there is no directory $directory"; fi
if [ -n "$failure" ]; then say ran no; tell failure "$failure"; finish; fi
need mkdir chmod chown head
variables=$9
shift 9
mkdir "$work/callbacks" "$work/tmp"
printf %s "$callback" >"$work/callbacks/labcheck_recap.py"
(umask 077 && printf %s "$extra" >"$work/variables.json")
[ -z "$become" ] || chown -- "$run_user" "$work/variables.json" "$work/tmp" || trouble "can't hand files to $run_user"
chmod 711 "$work" && chmod 755 "$work/callbacks" && chmod 644 "$work/callbacks/labcheck_recap.py" ||
  trouble "can't open a folder to $run_user"
settings="ANSIBLE_CALLBACK_PLUGINS=$work/callbacks ANSIBLE_STDOUT_CALLBACK=default ANSIBLE_NOCOLOR=1
ANSIBLE_LOCAL_TEMP=$work/tmp ANSIBLE_RETRY_FILES_ENABLED=0 PYTHONDONTWRITEBYTECODE=1"
variables=$((variables + 6))
limited syntax "$directory" $settings "$@" -e "@$work/variables.json" --syntax-check
if [ "$run" != yes ] || [ "$status" != 0 ]; then say ran no; finish; fi
say ran yes
recap() {
  printf '%s_recap=' "$1"
  { head -c 131073 <"$work/report" && printf .; } | hex
  echo
}
limited first "$directory" $settings "$@" -e "@$work/variables.json"
recap first
if [ "$twice" = yes ]; then
  limited second "$directory" $settings "$@" -e "@$work/variables.json"
  recap second
fi
finish
)sh";

}  // namespace labcheck::checks
