#include "observe/batch.hpp"

#include <fmt/format.h>

#include "observe/encoding.hpp"
#include "observe/quoting.hpp"

namespace labcheck::observe {
namespace {

/// The whole batch is one compound command: the shell runs nothing before it has read all of it. Its input becomes the
/// line for orders, read by a watcher in the background; a watcher left alone by its agent ends the process group. Told
/// to stop, the shell hears the signal once the probe that runs is over; it must live on, since sshd closes the line
/// with the death of its child. `labcheck_next END STATUS ANNOUNCE BEGIN` ends a probe and announces the next one,
/// unless told to stop. Every line that is written by itself costs sshd a turn, so a stream gets its marks together.
constexpr std::string_view opening = R"({{ exec 4<&0 </dev/null
read -r labcheck_group labcheck_group labcheck_group labcheck_group labcheck_group labcheck_rest </proc/self/stat
: "${{labcheck_group:=$$}}"
labcheck_mark() {{ printf '\036%s\n' "$@"; printf '\036%s\n' "$@" >&2; }}
labcheck_next() {{ if [ -n "$labcheck_stop" ]; then labcheck_go=; labcheck_mark "$1 $2"; else labcheck_go=1
printf '\036%s\n' "$1 $2" "$3"; printf '\036%s\n' "$1 $2" "$3" "$4" >&2; fi; }}
labcheck_stop=; trap labcheck_stop=1 USR1
labcheck_mark "{0} $$ $labcheck_group"
( while read -r labcheck_order <&4; do case $labcheck_order in
stop) kill -s USR1 $$; printf '\036%s\n' {1};;
bye) exit 0;;
*) break;;
esac; done; kill -s KILL -- "-$labcheck_group" ) 2>/dev/null &
labcheck_watcher=$!
exec 4<&-
)";

/// The watcher goes first: its end must not take daemons along that a probe has started on purpose.
constexpr std::string_view closing = R"(kill -9 $labcheck_watcher
wait $labcheck_watcher 2>/dev/null
labcheck_mark {}
exit 0
}}
)";

/// One compound command again: a script that came in half, or can't be parsed, never begins. The trap tells an exit
/// with a status above 128 from a shell that was killed.
std::string probe_text(const Script& script, const ProbeMarks& marks) {
  auto text = fmt::format("trap '[ $? -le 128 ] || printf \"\\036{}\\n\"' 0\nset --", marks.begin);
  for (const auto& argument : script.arguments) {
    text += ' ' + shell_quote(argument);
  }
  return text + "\n:\n" + script.text + "\n}\n";
}

/// A shell of its own harms nobody, whatever it does to itself. Its text comes by a pipe: a command line would show it.
std::string in_own_shell(const Script& script, const ProbeMarks& marks) {
  const auto begin = fmt::format("{{ exec </dev/null\nprintf '\\036{0}\\n'; printf '\\036{0}\\n' >&2\n", marks.begin);
  return fmt::format("printf %s {} | {{ /bin/sh; labcheck_mark \"{} $?\"; }}\n",
                     shell_quote(begin + probe_text(script, marks) + "exit\n"), marks.end);
}

/// A subshell costs half of that; should a probe take the batch's shell along, it is asked again alone.
std::string in_subshell(const Script& script, const ProbeMarks& marks) {
  const auto begin = fmt::format("{{ printf '\\036{}\\n'\n", marks.begin);
  return fmt::format("( eval {} )", shell_quote(begin + probe_text(script, marks)));
}

}  // namespace

BatchMarks BatchMarks::draw(std::size_t probes) {
  BatchMarks marks;
  marks.probes.resize(probes);
  for (auto& probe : marks.probes) {
    probe = {.announce = random_token(), .begin = random_token(), .end = random_token()};
  }
  marks.stopped = random_token();
  marks.done = random_token();
  return marks;
}

std::string batch_text(const std::vector<Script>& scripts, const BatchMarks& marks) {
  const auto& probes = marks.probes;
  auto text = fmt::format(opening, probes.empty() ? marks.done : probes.front().announce, marks.stopped);
  if (scripts.size() == 1) {
    return text + in_own_shell(scripts.front(), probes.front()) + fmt::format(closing, marks.done);
  }
  text += scripts.empty() ? "" : fmt::format("printf '\\036{}\\n' >&2; labcheck_go=1\n", probes.front().begin);
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    const bool last = at + 1 == scripts.size();
    text += fmt::format("[ -z \"$labcheck_go\" ] || {{ {}\n", in_subshell(scripts[at], probes[at]));
    text += last ? fmt::format("labcheck_mark \"{} $?\"; }}\n", probes[at].end)
                 : fmt::format("labcheck_next {} $? {} {}; }}\n", probes[at].end, probes[at + 1].announce,
                               probes[at + 1].begin);
  }
  return text + fmt::format(closing, marks.done);
}

}  // namespace labcheck::observe
